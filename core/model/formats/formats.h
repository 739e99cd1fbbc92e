// Opens models of every known format.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_FORMATS_H_
#define STEPGLOT_CORE_MODEL_FORMATS_FORMATS_H_

#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/model/formats/model_parts.h"

namespace stepglot {

/// What the caller knows of a model's languages, BCP 47; empty for unknown.
struct Languages {
  std::string source;
  std::string target;
};

/// Recognises the format by the files' contents and reads everything but the
/// weights.
/// @throws Error kInvalidModel for files that are damaged, or that lack
/// something, which is named; kUnsupported, with the feature's name, for sound
/// files of a network that Stepglot does not know.
ModelParts OpenParts(std::vector<FilePointer> files);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_FORMATS_H_
