// Int16Rows: activations in the faithful arithmetic, which multiplies int16
// activations by int8 weights and sums exactly in int32.
#ifndef STEPGLOT_CORE_NN_KERNELS_INT16_ROWS_H_
#define STEPGLOT_CORE_NN_KERNELS_INT16_ROWS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace stepglot {

/// A view of rows of activations as int16 with one scale per row: x[r, k] =
/// values[r, k] * scales[r].
struct Int16Rows {
  const int16_t* values = nullptr;  ///< [count, depth]
  const float* scales = nullptr;    ///< [count]
  int count = 0;
  int depth = 0;

  const int16_t* operator[](int row) const {
    return values + static_cast<ptrdiff_t>(row) * depth;
  }
};

/// The largest magnitude to which activations of this depth are quantized: 15
/// bits, or fewer where the sum of `depth` products with int8 weights could
/// leave int32. At depth 1024 it is 16383.
constexpr int Int16Limit(int depth) {
  // 128 rather than 127: a foreign file may hold the int8 value -128.
  constexpr int64_t kInt32Max = std::numeric_limits<int32_t>::max();
  constexpr int64_t kInt16Max = std::numeric_limits<int16_t>::max();
  return static_cast<int>(
      std::min(kInt16Max, kInt32Max / (int64_t{128} * depth)));
}

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_INT16_ROWS_H_
