// The norm of a model's layers.
#ifndef STEPGLOT_CORE_NN_NORM_H_
#define STEPGLOT_CORE_NN_NORM_H_

#include "core/model/config/config.h"
#include "core/model/weights/weights.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// Normalizes x by rows, as the config says, to y. Both are [rows, d_model] and
/// may be the same.
void Normalize(const ModelConfig& config, const NormWeights& weights, Rows x,
               Rows y);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_NORM_H_
