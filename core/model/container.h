// Writes models as the native container, in float32 or int8.
#ifndef STEPGLOT_CORE_MODEL_CONTAINER_H_
#define STEPGLOT_CORE_MODEL_CONTAINER_H_

#include <cstdint>
#include <vector>

#include "core/model/model.h"

namespace stepglot {

/// How the matrices of a container are stored; vectors (biases, norms, scales)
/// are always float32.
enum class WeightType { kFloat32, kInt8 };

/// Serialises a model as one .safetensors file that Model::Load opens without a
/// copy.
///
/// Float matrices become int8 by rows: scale[r] = max|w[r, :]| / 127, q =
/// round(w / scale), so that no entry is off by more than half a scale.
/// Matrices that are int8 already keep their bytes; asked for float32 they are
/// multiplied out.
std::vector<uint8_t> WriteContainer(const Model& model, WeightType type);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_CONTAINER_H_
