// Splits running text into sentences.
#ifndef STEPGLOT_CORE_DOCUMENT_SENTENCES_H_
#define STEPGLOT_CORE_DOCUMENT_SENTENCES_H_

#include <string_view>
#include <vector>

#include "core/text/text_range.h"

namespace stepglot {

/// The sentences of a UTF-8 text, in order, without the white space around
/// them; what lies between two of them is white space only.
///
/// A sentence ends at a line break; after '.', '!', '?' or '…' with any closing
/// quotes and brackets when white space follows and the next character is not a
/// lower-case letter; and after the full stops of Chinese and Japanese. A '.'
/// after a single capital ("J. Bach"), a number ("3. Mai") or a common
/// abbreviation ("Dr.", "e.g.", "z. B.") ends nothing.
std::vector<TextRange> SplitSentences(std::string_view text);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SENTENCES_H_
