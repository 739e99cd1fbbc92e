// Reads Marian's models: .npz and .bin files with their vocabularies, among
// them those of Firefox Translations and of OPUS-MT.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_MARIAN_H_
#define STEPGLOT_CORE_MODEL_FORMATS_MARIAN_H_

#include "core/model/formats/file_set.h"
#include "core/model/formats/model_parts.h"

namespace stepglot {

/// @param files  a model, its vocabularies (.spm, or .yml beside the
/// SentencePiece models that split for it), and where there are: a shortlist,
/// the decoder's settings (.yml) and metadata.json.
/// @throws Error kInvalidModel for what is damaged or missing; kUnsupported,
/// with the feature's name, for networks that Stepglot does not know.
ModelParts OpenMarian(const FileSet& files);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_MARIAN_H_
