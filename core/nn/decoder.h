// The decoder: new target tokens to logits, over the key/value cache.
#ifndef STEPGLOT_CORE_NN_DECODER_H_
#define STEPGLOT_CORE_NN_DECODER_H_

#include <memory>
#include <span>
#include <vector>

#include "core/model/model.h"
#include "core/nn/attention.h"
#include "core/nn/embedding.h"
#include "core/nn/encoder.h"
#include "core/nn/kv_cache.h"
#include "core/nn/linear.h"
#include "core/nn/logit_row.h"
#include "core/nn/output_subset.h"
#include "core/nn/sublayers.h"

namespace stepglot {

/// Cross-attention keys and values of one source in every decoder layer.
using SourceCache = std::vector<SourceKeysValues>;

/// Bytes of a source's keys and values.
size_t SourceCacheBytes(const SourceCache& source);

/// What the decoder remembers of the search rows between steps.
struct DecoderState {
  KvCache cache;
  /// The source that each search row translates; the rows of one source share
  /// it.
  std::vector<std::shared_ptr<const SourceCache>> sources;
};

/// New tokens of one search row, to be appended to what the cache holds of it.
struct RowTokens {
  int row = 0;
  std::span<const int> tokens;  ///< not empty; ids or kZeroEmbedding
};

/// Attention weights of every layer and head for one query token.
struct AttentionWeightsOfToken {
  int layers = 0;
  int heads = 0;
  int keys = 0;                ///< positions attended to
  std::vector<float> weights;  ///< [layers][heads][keys]; each head's sum to 1
};

/// Where one token looked.
struct TokenAttention {
  /// Over the target prefix, the token itself last; of no layers in a model
  /// whose decoder has a recurrent cell.
  AttentionWeightsOfToken self;
  AttentionWeightsOfToken cross;  ///< over the source
};

/// Runs the decoder of one model. Keeps its scratch memory from call to call.
class Decoder {
 public:
  /// @param model  must outlive this object.
  explicit Decoder(const Model& model);

  /// Projects the cross-attention keys and values of each source, once per
  /// source.
  std::vector<std::shared_ptr<const SourceCache>> ProjectSources(
      const EncodedSources& encoded);

  /// Appends tokens to search rows and runs them through all layers.
  ///
  /// A token's result depends on its row's source and prefix alone, to the bit:
  /// not on the other rows, not on the row's number, not on how the prefix was
  /// split into calls.
  /// @param inputs  different rows, each with room in the cache for its tokens.
  /// @param trace   if not null, set to the attention of the last token of each
  /// input.
  /// @return [sum of tokens, d_model] in the order of the inputs; valid until
  /// the next call.
  Rows Forward(std::span<const RowTokens> inputs, DecoderState& state,
               std::vector<TokenAttention>* trace = nullptr);

  /// Unnormalised log-probabilities of the next token.
  /// @param hidden  [n, d_model], rows of Forward's result.
  /// @return [n, target vocabulary]; valid until the next call.
  Rows Logits(Rows hidden);

  /// The same where each row has a subset of ids of its own.
  /// @param subsets  [n], one per row of `hidden`.
  std::span<const LogitRow> Logits(
      Rows hidden, std::span<const OutputSubset* const> subsets);

  /// What this model's layers remember of a position.
  static CacheEntry EntryOf(const ModelConfig& config) {
    return config.decoder_cell == DecoderCell::kSsru ? CacheEntry::kState
                                                     : CacheEntry::kKeyValue;
  }

  /// Has the memory for the logits of so many rows at once.
  /// @throws std::bad_alloc.
  void ReserveLogits(int rows) {
    logits_.Resize(rows, model_.weights().output.weight.rows);
  }

 private:
  /// One token on its way through the layers.
  struct NewToken {
    int row;
    int position;
    TokenAttention* attention;  ///< where to record what it attends to, or null
  };

  void PlanTokens(std::span<const RowTokens> inputs, DecoderState& state,
                  std::vector<TokenAttention>* trace);
  void SelfAttention(int layer, DecoderState& state, LinearInput& input, Rows x,
                     Rows out);
  void Ssru(int layer, DecoderState& state, LinearInput& input, Rows out);
  void CrossAttention(int layer, const DecoderState& state, LinearInput& input,
                      Rows out);

  const Model& model_;
  Embedding embedding_;
  QuantizedBuffer source_;  ///< of encoded sources
  SublayerBuffers buffers_;
  Attention attention_;
  RowBuffer hidden_;
  RowBuffer logits_;
  std::vector<LogitRow> logit_rows_;  ///< views of logits_ by subsets
  std::vector<NewToken> tokens_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_DECODER_H_
