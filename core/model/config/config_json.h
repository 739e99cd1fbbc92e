// Writes a config as JSON.
#ifndef STEPGLOT_CORE_MODEL_CONFIG_CONFIG_JSON_H_
#define STEPGLOT_CORE_MODEL_CONFIG_CONFIG_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/model/config/config.h"

namespace stepglot {

/// An object with every key that core/model/README.md lists, except those of
/// `source_ids` and `search` that are not set.
nlohmann::json ModelConfigObject(const ModelConfig& config);

/// The object as UTF-8 text: the inverse of ParseModelConfig.
std::string ModelConfigToJson(const ModelConfig& config);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_CONFIG_CONFIG_JSON_H_
