// Letter case: the look of a sentence's capitals, and the same look for its
// translation.
#ifndef STEPGLOT_CORE_DOCUMENT_LETTER_CASE_H_
#define STEPGLOT_CORE_DOCUMENT_LETTER_CASE_H_

#include <span>
#include <string_view>

#include "core/protect/span.h"
#include "core/text/mapped_text.h"
#include "core/text/text_range.h"

namespace stepglot {

enum class LetterCase {
  kAsWritten,
  kCapitals,  ///< all letters are capitals, and more than an abbreviation or a
              ///< Roman number has
  kTitle,     ///< all words but articles, prepositions and the like begin with
              ///< a capital, as in English headings
};

/// Sentences that end with a full stop, and those of languages whose nouns have
/// capitals, are no titles.
/// @param text      all of it.
/// @param range     the sentence.
/// @param spans     of the text; what is in them does not count.
/// @param language  BCP 47; empty for one whose small words are not known.
LetterCase LetterCaseOf(std::string_view text, const TextRange& range,
                        std::span<const Span> spans, std::string_view language);

/// A translation in the case of its source.
/// @param kept      where it has spans, which stay as they are.
/// @param language  the translation's.
MappedText InLetterCase(LetterCase letter_case, std::string_view text,
                        std::span<const TextRange> kept,
                        std::string_view language);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_LETTER_CASE_H_
