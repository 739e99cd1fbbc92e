// What encoder and decoder layers have in common: residuals with norms, and
// feed-forward.
#ifndef STEPGLOT_CORE_NN_SUBLAYERS_H_
#define STEPGLOT_CORE_NN_SUBLAYERS_H_

#include <Eigen/Core>

#include "core/model/config/config.h"
#include "core/model/model.h"
#include "core/model/weights/weights.h"
#include "core/nn/kernels/rows.h"
#include "core/nn/linear.h"
#include "core/nn/norm.h"

namespace stepglot {

/// Memory for the inside of a sub-layer, kept from layer to layer and from step
/// to step.
struct SublayerBuffers {
  SublayerBuffers(const Model& model, Precision precision)
      : quantized(model.arithmetic(), model.threads(), precision) {}

  RowBuffer
      normalized;  ///< [n, d_model], the normed input of a pre-norm sub-layer
  RowBuffer queries;  ///< [n, d_model]
  RowBuffer keys;     ///< [n, d_model]
  RowBuffer values;   ///< [n, d_model]
  RowBuffer context;  ///< [n, d_model], what attention gathered
  RowBuffer inner;    ///< [n, ffn]
  RowBuffer gate;     ///< [n, ffn], of gated feed-forward
  RowBuffer output;   ///< [n, d_model], what the sub-layer adds
  QuantizedBuffer quantized;
};

/// Applies one sub-layer with its residual and norm: x + f(LN(x)) or LN(x +
/// f(x)), in place.
/// @param x  [n, d_model].
/// @param f  (LinearInput& in, Rows out): computes out [n, d_model] from in [n,
/// d_model].
template <typename Function>
void Residual(const ModelConfig& config, const NormWeights& norm, Rows x,
              SublayerBuffers& buffers, Function f) {
  const bool pre_norm = config.norm == NormPlacement::kPre;
  Rows input = x;
  if (pre_norm) {
    input = buffers.normalized.Resize(x.count, x.width);
    Normalize(config, norm, x, input);
  }
  LinearInput linear_input(input, buffers.quantized);
  const Rows output = buffers.output.Resize(x.count, x.width);
  f(linear_input, output);
  Eigen::Map<Eigen::ArrayXf>(x.data, x.size()) +=
      Eigen::Map<const Eigen::ArrayXf>(output.data, output.size());
  if (!pre_norm) Normalize(config, norm, x, x);
}

/// What self-attention computes of every token; views of the buffers.
struct SelfProjections {
  Rows queries;  ///< [n, d_model]
  Rows keys;     ///< [n, d_model]
  Rows values;   ///< [n, d_model]
};

/// Projects queries of a sub-layer's input, and keys and values of the same or
/// of the input before the norm where the model's config says so.
/// @param input  [n, d_model].
/// @param x      [n, d_model], the input before its norm, if it has one.
SelfProjections ProjectSelf(const ModelConfig& config,
                            const AttentionWeights& weights, LinearInput& input,
                            Rows x, SublayerBuffers& buffers);

/// out = outer(activation(inner(x))), or with a gate outer(activation(gate(x))
/// * inner(x)).
/// @param x    [n, d_model].
/// @param out  [n, d_model], out.
void FeedForward(const ModelConfig& config, const FeedForwardWeights& weights,
                 LinearInput& x, SublayerBuffers& buffers, Rows out);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_SUBLAYERS_H_
