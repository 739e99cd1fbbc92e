// Source: what is to be translated, as text, pieces or ids.
#ifndef STEPGLOT_CORE_DOCUMENT_SOURCE_H_
#define STEPGLOT_CORE_DOCUMENT_SOURCE_H_

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/text/text_range.h"
#include "core/text/tokenizer.h"

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

/// What the encoder takes at once.
struct SourceSequence {
  TextRange range;  ///< bytes of the source text that it is of, without white
                    ///< space around them; empty when pieces or ids were given
  std::vector<SourceToken> tokens;  ///< with the model's bos and eos
};

/// The tokens of a part of a text, without bos and eos.
/// @param text   all of it; the tokens' ranges refer to it.
/// @param range  the part.
/// @throws Error kInvalidArgument when the tokenizer takes no text.
std::vector<SourceToken> TextTokens(const Tokenizer& tokenizer,
                                    std::string_view text,
                                    const TextRange& range);

/// The ids of tokens.
std::vector<int> IdsOf(std::span<const SourceToken> tokens);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SOURCE_H_
