// Makes a ModelConfig of the attributes of a CTranslate2 model.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_NETWORK_H_
#define STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_NETWORK_H_

#include "core/model/config/config.h"
#include "core/model/formats/ctranslate2_file.h"

namespace stepglot {

/// Sizes and switches of the network; nothing of the vocabulary.
/// @throws Error kInvalidModel for missing or wrong variables, kUnsupported,
/// with its name, for a feature that Stepglot lacks.
ModelConfig CTranslate2Network(const CTranslate2File& file);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_NETWORK_H_
