// Chooses the kernel of a norm.
#include "core/nn/norm.h"

#include "core/nn/kernels/selected.h"

namespace stepglot {

void Normalize(const ModelConfig& config, const NormWeights& weights, Rows x,
               Rows y) {
  const auto norm = config.norm_type == NormType::kRms ? kKernels.rms_norm
                                                       : kKernels.layer_norm;
  norm(weights, config.norm_eps, x, y);
}

}  // namespace stepglot
