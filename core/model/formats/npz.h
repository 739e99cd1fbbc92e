// Finds the arrays in NumPy's .npz archives.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_NPZ_H_
#define STEPGLOT_CORE_MODEL_FORMATS_NPZ_H_

#include "core/model/weights/tensor.h"

namespace stepglot {

/// The arrays by their names, without ".npy". Types that weights and texts come
/// in are known: float32, float16, int8, and bytes (uint8 and "S"), which are
/// U8.
/// @throws Error kInvalidModel for a damaged archive or array; kUnsupported for
/// another type and for columns first.
TensorMap OpenNpz(const FilePointer& file);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_NPZ_H_
