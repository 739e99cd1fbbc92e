// Opens packages of Argos Translate.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_ARGOS_H_
#define STEPGLOT_CORE_MODEL_FORMATS_ARGOS_H_

#include "core/model/formats/file_set.h"
#include "core/model/formats/model_parts.h"

namespace stepglot {

/// Whether a metadata.json of such a package is among the files.
bool IsArgos(const FileSet& files);

/// A CTranslate2 model with its SentencePiece model and its languages.
/// @throws Error like OpenCTranslate2, and for packages of other kinds.
ModelParts OpenArgos(const FileSet& files);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_ARGOS_H_
