// Opens models of CTranslate2.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_H_
#define STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_H_

#include "core/model/formats/file_set.h"
#include "core/model/formats/model_parts.h"

namespace stepglot {

/// Reads model.bin, the vocabularies and config.json beside it. SentencePiece
/// models among the files split texts; without any the model takes pieces.
/// @throws Error kInvalidModel for files that are missing or damaged,
/// kUnsupported for networks that Stepglot does not compute.
ModelParts OpenCTranslate2(const FileSet& files);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_H_
