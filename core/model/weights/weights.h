// The weights of one model, by the place where the network uses them.
#ifndef STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHTS_H_
#define STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHTS_H_

#include <cstdint>
#include <optional>
#include <vector>

namespace stepglot {

/// A view of a row-major [rows, columns] matrix: float32, or int8 with one
/// scale per row, where an entry's value is i8[r, c] * scales[r]. The sums of
/// int8 rows take out of a product what was added to activations to make them
/// positive.
struct Matrix {
  int rows = 0;
  int columns = 0;
  const float* f32 = nullptr;  ///< [rows, columns], or null
  const int8_t* i8 =
      nullptr;  ///< [rows, columns], or null; exactly one of the two is set
  const float* scales = nullptr;  ///< [rows], with i8
  const int32_t* sums = nullptr;  ///< [rows], of the entries of i8, with i8

  bool quantized() const { return i8 != nullptr; }
};

/// y = x W^T + b.
struct LinearWeights {
  Matrix weight;                ///< [out, in]
  const float* bias = nullptr;  ///< [out], or null for none
};

/// (x - mean) / sqrt(variance + eps) * scale + bias, or in an RMS norm
/// x / sqrt(mean(x^2) + eps) * scale.
struct NormWeights {
  const float* scale = nullptr;  ///< [d_model]
  const float* bias = nullptr;   ///< [d_model], or null in an RMS norm
};

/// The four projections of multi-head attention, each [d_model, d_model].
struct AttentionWeights {
  LinearWeights query;
  LinearWeights key;
  LinearWeights value;
  LinearWeights output;
};

/// outer(activation(inner(x))), or with a gate outer(activation(gate(x)) *
/// inner(x)).
struct FeedForwardWeights {
  LinearWeights inner;                ///< [ffn, d_model]
  LinearWeights outer;                ///< [d_model, ffn]
  std::optional<LinearWeights> gate;  ///< [ffn, d_model]
};

/// The simpler simple recurrent unit of a decoder layer.
struct SsruWeights {
  LinearWeights candidate;  ///< [d_model, d_model], without a bias
  LinearWeights forget;     ///< [d_model, d_model]
};

struct EncoderLayerWeights {
  AttentionWeights self_attention;
  NormWeights self_attention_norm;
  FeedForwardWeights feed_forward;
  NormWeights feed_forward_norm;
};

struct DecoderLayerWeights {
  AttentionWeights self_attention;  ///< empty in a model with SSRU
  SsruWeights ssru;                 ///< empty in one with self-attention
  NormWeights self_attention_norm;  ///< of either
  AttentionWeights cross_attention;
  NormWeights cross_attention_norm;
  FeedForwardWeights feed_forward;
  NormWeights feed_forward_norm;
};

/// All weights. Tied matrices are the same view twice.
struct Weights {
  Matrix source_embedding;  ///< [source vocabulary, d_model]
  Matrix target_embedding;  ///< [target vocabulary, d_model]
  LinearWeights output;     ///< [target vocabulary, d_model]
  /// [max_source_length, d_model], or null when positions are computed.
  const float* source_positions = nullptr;
  const float* target_positions = nullptr;  ///< [max_target_length, d_model]
  std::vector<EncoderLayerWeights> encoder;
  std::vector<DecoderLayerWeights> decoder;
  std::optional<NormWeights> encoder_embedding_norm;
  std::optional<NormWeights> decoder_embedding_norm;
  std::optional<NormWeights> encoder_norm;
  std::optional<NormWeights> decoder_norm;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHTS_H_
