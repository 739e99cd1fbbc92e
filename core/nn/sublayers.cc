// The projections of self-attention, and the feed-forward sub-layer.
#include "core/nn/sublayers.h"

#include "core/nn/kernels/activation.h"

namespace stepglot {

SelfProjections ProjectSelf(const AttentionWeights& weights, LinearInput& x,
                            SublayerBuffers& buffers) {
  const auto [data, count, width] = x.rows();
  const SelfProjections projections = {buffers.queries.Resize(count, width),
                                       buffers.keys.Resize(count, width),
                                       buffers.values.Resize(count, width)};
  Linear(weights.query, x, projections.queries);
  Linear(weights.key, x, projections.keys);
  Linear(weights.value, x, projections.values);
  return projections;
}

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
