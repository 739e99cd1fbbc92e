// ModelConfig: the switches in which encoder-decoder Transformers differ.
#ifndef STEPGLOT_CORE_MODEL_CONFIG_CONFIG_H_
#define STEPGLOT_CORE_MODEL_CONFIG_CONFIG_H_

#include <optional>
#include <string>
#include <vector>

#include "core/protect/mark_series.h"

namespace stepglot {

/// Where a sub-layer's layer norm stands.
enum class NormPlacement {
  kPre,   ///< x + f(LN(x)), usually with a final norm after the last layer
  kPost,  ///< LN(x + f(x)), as in Vaswani et al. 2017
};

/// What a norm does to a row.
enum class NormType {
  kLayer,  ///< to mean 0 and variance 1, with scale and bias (Ba et al. 2016)
  kRms,    ///< to mean square 1, with a scale (Zhang and Sennrich 2019)
};

/// The function between the two matrices of a feed-forward sub-layer.
enum class Activation {
  kRelu,
  kSwish,        ///< x * sigmoid(x)
  kGelu,         ///< x * Phi(x), by erf
  kGeluTanh,     ///< the tanh approximation of GELU
  kGeluSigmoid,  ///< x * sigmoid(1.702 x)
};

/// What a feed-forward sub-layer computes.
enum class FeedForwardType {
  kPlain,  ///< outer(activation(inner(x))), as in Vaswani et al. 2017
  kGated,  ///< outer(activation(gate(x)) * inner(x)), Shazeer 2020
};

/// What is added to an embedding for its position.
enum class PositionLayout {
  kConcatenated,  ///< first half sines, second half cosines
  kInterleaved,   ///< even columns sines, odd columns cosines, as in Vaswani et
                  ///< al. 2017
  kTable,         ///< a stored row, learned or computed elsewhere
};

/// What a decoder layer has in place of a recurrent state.
enum class DecoderCell {
  kSelfAttention,
  kSsru,  ///< the simpler simple recurrent unit, Kim et al. 2019
};

/// Frequency of the pair j of d/2: 10000 to the power of minus this.
enum class PositionExponent {
  kTwoJOverD,         ///< 2j/d
  kJOverHalfDMinus1,  ///< j/(d/2-1), Marian's and Tensor2Tensor's
};

/// Which of the source embedding, target embedding and output matrix are one
/// tensor.
enum class TiedEmbeddings {
  kAll,
  kSourceTarget,  ///< one table for both sides, an output matrix of its own
  kTargetOutput,  ///< the target table is the output matrix
  kNone,
};

/// What a hypothesis' summed log-probability is divided by, so that longer ones
/// are not at a disadvantage; len counts all target tokens, the end token
/// included.
enum class LengthNormalization {
  kGnmt,   ///< ((5 + len) / 6)^alpha, Wu et al. 2016, equation 14
  kPower,  ///< len^alpha
};

/// Options of decoding that a model was published with; what is empty is left
/// to the engine's defaults (core/search/options.h).
struct SearchDefaults {
  std::optional<int> beam;
  std::optional<LengthNormalization> length_normalization;
  std::optional<double> length_penalty;
  std::optional<bool> stop_early;
  std::optional<double> repetition_penalty;
  std::optional<int> no_repeat_ngram;
  std::optional<int> min_length;
  std::optional<int> max_length;
  std::optional<double> max_length_factor;
  std::optional<bool> replace_unknowns;
};

/// Ids of the source vocabulary's special pieces.
struct SourceIds {
  std::optional<int> unk;
  std::optional<int> bos;
  std::optional<int> eos;
  bool operator==(const SourceIds&) const = default;
};

/// Stands for "a zero vector" where the decoder's first input is not a token.
inline constexpr int kZeroEmbedding = -1;

/// Everything that tells one model of the family from another. The members'
/// initial values are a config's defaults; core/model/config/config_fields.h
/// lists the members with their names and ranges. All are valid together once
/// CheckModelConfig has returned; nothing later checks them again.
struct ModelConfig {
  std::string source_language;  ///< BCP 47, may be empty
  std::string target_language;

  int d_model = 0;  ///< width of a layer
  int ffn = 0;      ///< inner width of the feed-forward sub-layers
  int heads = 0;    ///< divides d_model
  int encoder_layers = 0;
  int decoder_layers = 0;
  int source_vocab_size = 0;  ///< rows of the source embedding
  int target_vocab_size =
      0;  ///< rows of the target embedding and of the output matrix

  DecoderCell decoder_cell = DecoderCell::kSelfAttention;
  NormPlacement norm = NormPlacement::kPost;
  NormType norm_type = NormType::kLayer;
  /// Whether self-attention's keys and values come from the normed input, as
  /// its queries do. Marian's pre-norm takes them from the input itself.
  bool norm_keys = true;
  bool final_norm =
      false;  ///< a norm after the last layer of encoder and decoder
  bool embedding_norm = false;  ///< a norm after embedding + position
  float norm_eps = 1e-5F;
  FeedForwardType feed_forward = FeedForwardType::kPlain;
  Activation activation = Activation::kRelu;
  PositionLayout position_layout = PositionLayout::kInterleaved;
  PositionExponent position_exponent = PositionExponent::kTwoJOverD;
  int position_offset = 0;  ///< added to every position index
  float embedding_scale = 1.0F;
  TiedEmbeddings tied_embeddings = TiedEmbeddings::kAll;
  bool linear_bias = true;  ///< biases in attention and feed-forward
  bool output_bias = false;

  // The id layout is the model's own, these are the target vocabulary's; pad
  // and bos need not exist.
  std::optional<int> unk;
  std::optional<int> bos;
  std::optional<int> pad;
  int eos = 0;
  /// The source's, where they are others than these.
  std::optional<SourceIds> own_source_ids;
  bool source_bos = false;  ///< bos before the source's ids
  bool source_eos = true;   ///< eos after them
  int decoder_start = 0;    ///< first decoder input: an id or kZeroEmbedding
  std::vector<int> suppressed;  ///< ids that are never generated, ascending

  /// Ids of the longest sentences that training saw enough of; longer ones are
  /// translated in parts.
  int trained_length = 64;
  /// Whether training saw sentences in capitals; else they are decoded in small
  /// letters.
  bool capitals = false;
  /// What the model copies best, to stand for what a translation has to keep;
  /// found out where it is empty.
  std::optional<MarkSeries> mark;

  int max_source_length =
      512;  ///< ids of one encoder run, bos and eos included
  int max_target_length = 512;  ///< tokens that one decoder run may produce

  SearchDefaults search;

  SourceIds source_ids() const {
    return own_source_ids.value_or(SourceIds{unk, bos, eos});
  }

  int head_dim() const { return d_model / heads; }
};

/// Ascending, each once.
std::vector<int> AscendingIds(std::vector<int> ids);

/// Ids that a translation has no use for: unk, bos and pad, where they are not
/// eos.
std::vector<int> SpecialIds(const ModelConfig& config);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_CONFIG_CONFIG_H_
