// The int8 matrix product: int16 activations times int8 weights, summed exactly
// in int32.
#ifndef STEPGLOT_CORE_NN_KERNELS_INT8_PRODUCT_H_
#define STEPGLOT_CORE_NN_KERNELS_INT8_PRODUCT_H_

#include <cstdint>

#include "core/model/weights.h"

namespace stepglot {

/// Rows of activations as int16 with one scale per row: x[r, k] = values[r, k]
/// * scales[r].
struct QuantizedView {
  const int16_t* values = nullptr;  ///< [rows, depth]
  const float* scales = nullptr;    ///< [rows]
  int rows = 0;
  int depth = 0;
};

/// The largest |value| to which activations of this depth are quantised: 15
/// bits, or fewer where the sum of `depth` products with int8 weights could
/// leave int32. At depth 1024 it is 16383.
int Int16Limit(int depth);

/// Quantises one row to int16 by its largest magnitude, rounding half to even.
/// @param x       [depth]; a row with an infinity or NaN, from overflowing
/// weights, counts as zeros.
/// @param values  [depth], out.
/// @return the row's scale.
float QuantizeRow(const float* x, int depth, int16_t* values);

/// y[r, o] = float(sum_k x.values[r, k] * w.i8[o, k]) * (x.scales[r] *
/// w.scales[o]) + bias[o]. The sum is exact, so a row's result does not depend
/// on the other rows.
/// @param w     int8, [outputs, depth].
/// @param bias  [outputs], or null for none.
/// @param y     [rows, outputs], out.
void Int8Product(const QuantizedView& x, const Matrix& w, const float* bias,
                 float* y);

/// The same by the plainest loops; what the kernel is tested against.
void Int8ProductReference(const QuantizedView& x, const Matrix& w,
                          const float* bias, float* y);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_INT8_PRODUCT_H_
