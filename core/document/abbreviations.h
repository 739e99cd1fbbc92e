// Abbreviations, and the other words by which the end of a sentence is known.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_H_

#include <string_view>

#include "core/document/sentence_words.h"

namespace stepglot {

/// What a '.' behind a word means.
enum class Binding {
  kNone,          ///< the end of a sentence
  kAlways,        ///< an abbreviation that ends no sentence, such as "Mr."
  kBeforeName,    ///< ends one only before a word that begins sentences: "St."
  kBeforeNumber,  ///< an abbreviation if a number or a letter follows: "fig. A"
  kBeforeDigits,  ///< only if digits or a Roman numeral do: "no. 5"
  kMayEnd,        ///< ends one before a capital, as "Inc." and "etc." do
};

/// @param language  BCP 47; the words that are safe in all languages for one
/// that has no list, or an empty one.
const SentenceWords& SentenceWordsOf(std::string_view language);

/// @param word         without the last '.'; with spaces taken out.
/// @param is_any_case  whether capitals match small letters of an entry.
Binding BindingOf(const SentenceWords& words, std::string_view word,
                  bool is_any_case = true);

/// Whether a list of SentenceWords has a word.
bool HasWord(std::string_view list, std::string_view word);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_H_
