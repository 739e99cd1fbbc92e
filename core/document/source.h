// Source: what is to be translated, as text, pieces or ids.
#ifndef STEPGLOT_CORE_DOCUMENT_SOURCE_H_
#define STEPGLOT_CORE_DOCUMENT_SOURCE_H_

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/document/letter_case.h"
#include "core/protect/masks.h"
#include "core/text/text_range.h"

namespace stepglot {

/// Pieces of a text that was tokenized elsewhere, without bos and eos.
struct Pieces {
  std::vector<std::string> pieces;
};

/// Ids exactly as the encoder takes them, with bos and eos where the model
/// wants them.
struct Ids {
  std::vector<int> ids;
};

/// UTF-8 text, or the pieces or ids that replace it, bypassing the tokenizer.
using Source = std::variant<std::string, Pieces, Ids>;

/// One of the encoder's inputs, with what it stands for.
struct SourceToken {
  int id = 0;
  TextRange range;      ///< bytes of the source text; empty when there is none
  std::string text;     ///< those bytes, or the piece
  bool is_word = true;  ///< false for what was added around the text
};

/// Which way of keeping what a translation has to keep is tried.
struct Attempt {
  size_t series = 0;           ///< of marks; see Protection::marks
  bool masks_numbers = false;  ///< as the model changed their digits
  int halvings = 0;            ///< of a sentence that it did not get through
  bool operator==(const Attempt&) const = default;
};

/// What the encoder takes at once.
struct SourceSequence {
  TextRange range;  ///< bytes of the source text that it is of, without white
                    ///< space around them; empty when pieces or ids were given
  std::vector<SourceToken> tokens;  ///< with the model's bos and eos
  std::string text;  ///< what they are the tokens of: cleaned, with marks in
                     ///< place of spans; empty when pieces or ids were given
  std::vector<Mask> masks;  ///< by their place in the source
  LetterCase letter_case = LetterCase::kAsWritten;  ///< which its translation
                                                    ///< gets, too
  Attempt attempt;
  bool is_raw = false;   ///< as it was given: nothing is kept or compared
  bool is_part = false;  ///< of a sentence that is translated in parts

  /// Whether its translation is not yet what the model writes.
  bool is_disguised() const {
    return letter_case != LetterCase::kAsWritten || !masks.empty();
  }
};

/// The ids of tokens.
std::vector<int> IdsOf(std::span<const SourceToken> tokens);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SOURCE_H_
