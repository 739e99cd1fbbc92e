// Splits running text into sentences.
#ifndef STEPGLOT_CORE_DOCUMENT_SENTENCES_H_
#define STEPGLOT_CORE_DOCUMENT_SENTENCES_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/line_breaks.h"
#include "core/text/text_range.h"

namespace stepglot {

/// How a text is split.
struct SentenceRules {
  std::string language = {};  ///< of the text, BCP 47; may be empty
  LineBreaks line_breaks = LineBreaks::kKeep;

  /// What is split nowhere, such as addresses and placeholders: bytes of the
  /// text, in ascending order. A range right behind the end of a sentence, with
  /// white space after it, belongs to that sentence.
  std::span<const TextRange> whole = {};
};

/// The sentences of a UTF-8 text, in order, without the white space around
/// them; what lies between two of them is white space only.
///
/// A sentence ends
/// - at a tab, and at a line break unless that only wraps a line (see
///   JoinLines);
/// - after '.', '!', '?' or '…', with the closing quotes and brackets behind
///   it, when white space follows and the next word does not begin with a
///   lower-case letter;
/// - after the full stops of other scripts, which need no white space.
///
/// A '.' ends nothing when it belongs to the word before it: an abbreviation of
/// the language ("Dr.", "núm. 5", "z. B."), an initial ("J. Bach"), a German
/// ordinal number ("3. Mai"), or a number or letter that marks an entry of a
/// list. An abbreviation that may end a sentence does so before a capital
/// ("Acme Inc. They pay well.").
std::vector<TextRange> SplitSentences(std::string_view text,
                                      const SentenceRules& rules = {});

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SENTENCES_H_
