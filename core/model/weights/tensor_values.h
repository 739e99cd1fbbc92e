// The values of tensors as float32.
#ifndef STEPGLOT_CORE_MODEL_WEIGHTS_TENSOR_VALUES_H_
#define STEPGLOT_CORE_MODEL_WEIGHTS_TENSOR_VALUES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/model/weights/tensor.h"

namespace stepglot {

/// Whether Widen knows the type: F32, F16, BF16, I8 and I16.
bool IsWidenable(DType dtype);

/// Element i of a tensor's bytes; integers are not scaled.
/// @param dtype  one that IsWidenable.
float ElementAt(DType dtype, const uint8_t* bytes, size_t i);

/// All elements of a float tensor, at any alignment.
/// @param name  the tensor's, for messages.
/// @throws Error kInvalidModel for another type, infinities or NaN.
std::vector<float> ReadFloats(const std::string& name,
                              const TensorEntry& tensor);

/// False when there are infinities or NaN.
bool AllFinite(const float* values, size_t size);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_WEIGHTS_TENSOR_VALUES_H_
