// The projections of self-attention, and the feed-forward sub-layer.
#include "core/nn/sublayers.h"

#include "core/nn/kernels/selected.h"

namespace stepglot {

SelfProjections ProjectSelf(const ModelConfig& config,
                            const AttentionWeights& weights, LinearInput& input,
                            Rows x, SublayerBuffers& buffers) {
  const auto [data, count, width] = input.rows();
  const SelfProjections projections = {buffers.queries.Resize(count, width),
                                       buffers.keys.Resize(count, width),
                                       buffers.values.Resize(count, width)};
  Linear(weights.query, input, projections.queries);
  // Takes over the buffer of the other's quantized form, which is not needed
  // again.
  LinearInput before_norm(x, buffers.quantized);
  LinearInput& keys_input = config.norm_keys ? input : before_norm;
  Linear(weights.key, keys_input, projections.keys);
  Linear(weights.value, keys_input, projections.values);
  return projections;
}

void FeedForward(const ModelConfig& config, const FeedForwardWeights& weights,
                 LinearInput& x, SublayerBuffers& buffers, Rows out) {
  const Rows inner =
      buffers.inner.Resize(x.rows().count, weights.inner.weight.rows);
  Linear(weights.inner, x, inner);
  if (weights.gate) {
    const Rows gate = buffers.gate.Resize(inner.count, inner.width);
    Linear(*weights.gate, x, gate);
    kKernels.activate(config.activation, gate);
    Eigen::Map<Eigen::ArrayXf>(inner.data, inner.size()) *=
        Eigen::Map<const Eigen::ArrayXf>(gate.data, gate.size());
  } else {
    kKernels.activate(config.activation, inner);
  }
  LinearInput activated(inner, buffers.quantized);
  Linear(weights.outer, activated, out);
}

}  // namespace stepglot
