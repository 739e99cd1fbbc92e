// The feed-forward sub-layer.
#include "core/nn/sublayers.h"

#include "core/nn/kernels/activation.h"

namespace stepglot {

void FeedForward(const FeedForwardWeights& weights, Activation activation,
                 LinearInput& x, SublayerBuffers& buffers, Rows out) {
  const Rows inner =
      buffers.inner.Resize(x.rows().count, weights.inner.weight.rows);
  Linear(weights.inner, x, inner);
  Activate(activation, inner);
  LinearInput activated(inner, buffers.quantized);
  Linear(weights.outer, activated, out);
}

}  // namespace stepglot
