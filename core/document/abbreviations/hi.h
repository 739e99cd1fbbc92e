// Hindi, and what Marathi and Nepali share with it.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_HI_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_HI_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kHindi = {
    .languages = "hi mr ne",
    .always = "डॉ डा प्रो श्री श्रीमती सुश्री कु पं स्व मो मा रु रू",
    .before_name = "",
    .before_number = "सं पृ क्र नं",
    .before_digits = "ई",
    .may_end = "",
    .starters = "",
    .labels = "",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_HI_H_
