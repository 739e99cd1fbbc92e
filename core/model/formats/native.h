// Reads the native container (core/model/README.md).
#ifndef STEPGLOT_CORE_MODEL_FORMATS_NATIVE_H_
#define STEPGLOT_CORE_MODEL_FORMATS_NATIVE_H_

#include <memory>
#include <string>

#include "core/model/formats/file_set.h"
#include "core/model/formats/model_parts.h"
#include "core/model/weights/safetensors.h"

namespace stepglot {

/// Names of the container's tensors and metadata beside the weights.
inline constexpr const char* kConfigKey = "config";
inline constexpr const char* kSpmTensor = "spm";
inline constexpr const char* kVocabularyTensor = "vocabulary";
inline constexpr const char* kShortlistTensor = "shortlist";
inline constexpr const char* kLexiconTensor = "lexicon";

/// The name of such a tensor when each side has one of its own.
inline std::string SourceName(const std::string& name) {
  return name + ".source";
}
inline std::string TargetName(const std::string& name) {
  return name + ".target";
}

/// The name under which the scales of an int8 matrix are kept.
inline std::string ScaleName(const std::string& name) {
  return name + ".scale";
}

/// Whether the file is a native container, and not another .safetensors.
bool IsNative(const SafetensorsFile& file);

/// The container's tensors, under their own names.
std::unique_ptr<WeightSource> NativeWeightSource(SafetensorsFile file);

/// @param files  may hold SentencePiece models, which then count more than
/// those in the container.
/// @throws Error kInvalidModel.
ModelParts OpenNative(SafetensorsFile file, const FileSet& files);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_NATIVE_H_
