// Source: what is to be translated, as text, pieces or ids.
#ifndef STEPGLOT_CORE_TRANSLATE_SOURCE_H_
#define STEPGLOT_CORE_TRANSLATE_SOURCE_H_

#include <string>
#include <variant>
#include <vector>

#include "core/model/model.h"

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

/// The encoder's ids of a source: text is tokenized, pieces are looked up (an
/// unknown one becomes the unknown id), both get the model's bos and eos; ids
/// are taken as they are.
/// @param index  the source's number, for messages.
/// @throws Error kInvalidArgument for an id out of range, an unknown piece
/// where the model has no
///         unknown id, or a source with no ids at all.
std::vector<int> SourceIds(const Model& model, const Source& source, int index);

/// Wraps ids of a text in the model's bos and eos.
std::vector<int> WithSpecials(const ModelConfig& config, std::vector<int> ids);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_SOURCE_H_
