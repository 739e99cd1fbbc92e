// Source: what is to be translated, as text, pieces or ids.
#ifndef STEPGLOT_CORE_DOCUMENT_SOURCE_H_
#define STEPGLOT_CORE_DOCUMENT_SOURCE_H_

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/model/model.h"
#include "core/text/text_range.h"

namespace stepglot {

/// Pieces of a text that was tokenized elsewhere, without bos and eos.
struct Pieces {
  std::vector<std::string> pieces;
};

/// Ids exactly as the encoder shall see them, with bos and eos where the model
/// wants them.
struct Ids {
  std::vector<int> ids;
};

/// UTF-8 text, or what stands for it past the tokenizer.
using Source = std::variant<std::string, Pieces, Ids>;

/// One of the encoder's inputs, with what it stands for.
struct SourceToken {
  int id = 0;
  TextRange range;      ///< bytes of the source text; empty when there is none
  std::string text;     ///< those bytes, or the piece
  bool is_word = true;  ///< false for what was added around the text
};

/// Tokens as the encoder shall see them: text is tokenized, but for a target
/// token at its start, which is one piece; pieces are looked up (an unknown one
/// becomes the unknown id), both get the model's bos and eos; ids are taken as
/// they are.
/// @param index  the source's number, for messages.
/// @param target_token  added as AddTargetToken does, unless a text begins with
/// one of its own.
/// @throws Error kInvalidArgument for an id out of range, an unknown piece
/// where the model has no unknown id, or a source with no ids at all.
std::vector<SourceToken> SourceTokens(const Model& model, const Source& source,
                                      int index,
                                      const std::string& target_token = "");

/// How many bytes at the start of a text are a target token such as ">>deu<<"
/// that the vocabulary has, by which texts for multilingual models name their
/// target language; 0 for none.
size_t TargetTokenSize(const Tokenizer& tokenizer, std::string_view text);

/// The tokens of a text, without bos and eos.
std::vector<SourceToken> TextTokens(const Tokenizer& tokenizer,
                                    std::string_view text);

/// Wraps tokens of a text in the model's bos and eos.
std::vector<SourceToken> WithSpecials(const ModelConfig& config,
                                      std::vector<SourceToken> tokens);

/// Puts a token such as ">>deu<<", which tells a multilingual model the target
/// language, before the text, after the model's bos.
/// @param piece  of the source vocabulary; empty for none.
/// @throws Error kInvalidArgument when the vocabulary lacks it.
void AddTargetToken(const Model& model, const std::string& piece,
                    std::vector<SourceToken>& tokens);

/// The ids of tokens.
std::vector<int> IdsOf(std::span<const SourceToken> tokens);

/// Ids of a target that is given: text is tokenized, pieces are looked up, ids
/// are taken as they are; without bos and eos.
/// @throws Error kInvalidArgument as SourceTokens does; no ids are allowed.
std::vector<int> TargetIds(const Model& model, const Source& target, int index);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SOURCE_H_
