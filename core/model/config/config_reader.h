// Reads a config from JSON.
#ifndef STEPGLOT_CORE_MODEL_CONFIG_CONFIG_READER_H_
#define STEPGLOT_CORE_MODEL_CONFIG_CONFIG_READER_H_

#include <string>
#include <string_view>

#include "core/model/config/config.h"

namespace stepglot {

/// Reads and checks a config as the native container keeps it.
/// @param json   UTF-8 text, an object with the keys that core/model/README.md
/// lists.
/// @param where  the file's name, for messages.
/// @throws Error kInvalidModel for a missing or wrong value, kUnsupported for
/// an unknown switch.
ModelConfig ParseModelConfig(std::string_view json, const std::string& where);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_CONFIG_CONFIG_READER_H_
