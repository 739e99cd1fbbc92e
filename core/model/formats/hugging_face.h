// Reads Marian models as Hugging Face's transformers library keeps them, which
// is how OPUS-MT publishes its models.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_H_
#define STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_H_

#include "core/model/formats/file_set.h"
#include "core/model/formats/model_parts.h"

namespace stepglot {

/// Whether there is a config.json that names a type of model.
bool IsHuggingFace(const FileSet& files);

/// @param files  config.json, model.safetensors, vocab.json (and
/// target_vocab.json), and where there are: source.spm and target.spm,
/// generation_config.json, tokenizer_config.json.
/// @throws Error kInvalidModel for what is damaged or missing; kUnsupported,
/// with the feature's name, for other networks, weights in several files, and
/// weights as a PyTorch checkpoint.
ModelParts OpenHuggingFace(const FileSet& files);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_H_
