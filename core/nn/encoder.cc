// Runs the encoder's layers over a ragged batch.
#include "core/nn/encoder.h"

#include <utility>

#include "core/nn/norm.h"

namespace stepglot {

EncodedSources::EncodedSources(std::vector<std::vector<int>> sources,
                               int d_model)
    : ids_(std::move(sources)), starts_(1, 0) {
  for (const std::vector<int>& source : ids_) {
    starts_.push_back(starts_.back() + static_cast<int>(source.size()));
  }
  rows_ = memory_.Resize(starts_.back(), d_model);
}

Encoder::Encoder(const Model& model)
    : model_(model),
      embedding_(model.config(), model.weights().source_embedding,
                 model.source_positions(),
                 model.weights().encoder_embedding_norm),
      buffers_(model, Precision::kSource),
      attention_(model.config().heads) {}

EncodedSources Encoder::Encode(const std::vector<std::vector<int>>& sources) {
  const ModelConfig& config = model_.config();
  EncodedSources encoded(sources, config.d_model);
  for (int i = 0; i < encoded.count(); ++i) {
    for (int position = 0; position < encoded.length(i); ++position) {
      embedding_.Embed(sources[i][position], position,
                       encoded.source(i).Slice(position, 1));
    }
  }
  const Rows x = encoded.rows();
  for (const EncoderLayerWeights& layer : model_.weights().encoder) {
    Residual(config, layer.self_attention_norm, x, buffers_,
             [&](LinearInput& in, Rows out) {
               SelfAttention(layer.self_attention, encoded, in, x, out);
             });
    Residual(config, layer.feed_forward_norm, x, buffers_,
             [&](LinearInput& in, Rows out) {
               FeedForward(config, layer.feed_forward, in, buffers_, out);
             });
  }
  if (model_.weights().encoder_norm) {
    Normalize(config, *model_.weights().encoder_norm, x, x);
  }
  return encoded;
}

void Encoder::SelfAttention(const AttentionWeights& weights,
                            const EncodedSources& sources, LinearInput& input,
                            Rows x, Rows out) {
  const auto [queries, keys, values] =
      ProjectSelf(model_.config(), weights, input, x, buffers_);
  const Rows context = buffers_.context.Resize(queries.count, queries.width);
  int row = 0;
  for (int i = 0; i < sources.count(); ++i) {
    const int length = sources.length(i);
    const SourceKeysValues source(keys.Slice(row, length),
                                  values.Slice(row, length));
    for (const int end = row + length; row < end; ++row) {
      attention_.ToSource({queries[row]}, source.view(), context[row]);
    }
  }
  LinearInput gathered(context, buffers_.quantized);
  Linear(weights.output, gathered, out);
}

}  // namespace stepglot
