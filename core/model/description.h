// A model described as JSON, for people and for the JavaScript API.
#ifndef STEPGLOT_CORE_MODEL_DESCRIPTION_H_
#define STEPGLOT_CORE_MODEL_DESCRIPTION_H_

#include <string>

#include "core/model/model.h"

namespace stepglot {

/// A JSON object: sourceLanguage, targetLanguage, format (that the model came
/// in, for people), input ("text" or "pieces": what it takes), shortlist
/// (whether it has one), weightType ("float32", "int8"
/// or "mixed"), parameters (weights without scales), maxSourceLength and
/// maxTargetLength (ids), bytes {file, converted}, config (as in the container)
/// and tensors [{name, dtype, shape, bytes}].
std::string DescribeModel(const Model& model);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_DESCRIPTION_H_
