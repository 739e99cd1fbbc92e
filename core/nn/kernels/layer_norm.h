// Layer normalisation.
#ifndef STEPGLOT_CORE_NN_KERNELS_LAYER_NORM_H_
#define STEPGLOT_CORE_NN_KERNELS_LAYER_NORM_H_

#include "core/model/weights.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// y = (x - mean) / sqrt(variance + eps) * scale + bias, by rows, with the
/// population variance (Ba et al. 2016). x and y are [rows, d_model] and may be
/// the same.
void LayerNorm(const NormWeights& weights, float eps, Rows x, Rows y);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_LAYER_NORM_H_
