// Marian's settings as a ModelConfig.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_MARIAN_CONFIG_H_
#define STEPGLOT_CORE_MODEL_FORMATS_MARIAN_CONFIG_H_

#include <string>

#include "core/model/config/config.h"
#include "core/model/formats/flat_yaml.h"
#include "core/model/weights/tensor.h"

namespace stepglot {

/// The network's switches and sizes; ids, languages and search are left as
/// they are by default.
/// @param settings  special:model.yml.
/// @param tensors   tell the vocabularies' sizes and whether positions are
/// learned.
/// @param where     name of the file, for messages.
/// @throws Error kUnsupported for settings that Stepglot does not know;
/// kInvalidModel for those that are wrong or missing.
ModelConfig MarianConfig(const FlatYaml& settings, const TensorMap& tensors,
                         const std::string& where);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_MARIAN_CONFIG_H_
