// Checks a config, whatever it was read from.
#ifndef STEPGLOT_CORE_MODEL_CONFIG_CONFIG_CHECK_H_
#define STEPGLOT_CORE_MODEL_CONFIG_CONFIG_CHECK_H_

#include <string>

#include "core/model/config/config.h"

namespace stepglot {

/// Checks that every field is in its range and that the fields fit together.
/// @param where  the file's name, for messages.
/// @throws Error kInvalidModel, with the name of the field.
void CheckModelConfig(const ModelConfig& config, const std::string& where);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_CONFIG_CONFIG_CHECK_H_
