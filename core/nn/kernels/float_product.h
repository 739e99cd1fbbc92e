// The float32 matrix product with a fixed order of summation.
#ifndef STEPGLOT_CORE_NN_KERNELS_FLOAT_PRODUCT_H_
#define STEPGLOT_CORE_NN_KERNELS_FLOAT_PRODUCT_H_

#include "core/model/weights.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// y[r, o] = sum_k x[r, k] * w[o, k] + bias[o]. Every element is summed in the
/// same order (four interleaved partial sums over k, then their sum), however
/// many rows are computed together; general matrix products choose their order
/// by the number of rows.
/// @param x     [rows, depth].
/// @param w     float32, [outputs, depth].
/// @param bias  [outputs], or null for none.
/// @param y     [rows, outputs], out.
void FloatProduct(Rows x, const Matrix& w, const float* bias, Rows y);

/// The same by the plainest loops, in the same order of summation.
void FloatProductReference(Rows x, const Matrix& w, const float* bias, Rows y);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_FLOAT_PRODUCT_H_
