// The settings of a Hugging Face Marian model as a ModelConfig.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_CONFIG_H_
#define STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_CONFIG_H_

#include "core/files/json_reader.h"
#include "core/model/config/config.h"

namespace stepglot {

/// What the JSON files beside the weights say; all but the config may be empty.
struct HuggingFaceSettings {
  JsonReader config;      ///< config.json
  JsonReader generation;  ///< generation_config.json; wins over the config
  JsonReader tokenizer;   ///< tokenizer_config.json
};

/// Everything but `unk` and whether there is an output bias.
/// @throws Error kUnsupported for networks that Stepglot does not know;
/// kInvalidModel for settings that are wrong or missing.
ModelConfig HuggingFaceConfig(const HuggingFaceSettings& settings);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_CONFIG_H_
