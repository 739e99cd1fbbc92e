// Runs the decoder's layers over new tokens.
#include "core/nn/decoder.h"

#include <algorithm>
#include <cstring>

#include "core/nn/kernels/selected.h"
#include "core/nn/norm.h"

namespace stepglot {
namespace {

AttentionWeightsOfToken RoomFor(int layers, int heads, int keys) {
  return {layers, heads, keys,
          std::vector<float>(static_cast<size_t>(layers) * heads * keys)};
}

float* WeightsOfLayer(AttentionWeightsOfToken& room, int layer) {
  return room.weights.data() +
         static_cast<ptrdiff_t>(layer) * room.heads * room.keys;
}

}  // namespace

size_t SourceCacheBytes(const SourceCache& source) {
  size_t bytes = 0;
  for (const SourceKeysValues& layer : source) bytes += layer.bytes();
  return bytes;
}

Decoder::Decoder(const Model& model)
    : model_(model),
      embedding_(model.config(), model.weights().target_embedding,
                 model.target_positions(),
                 model.weights().decoder_embedding_norm),
      source_(model.arithmetic(), model.threads(), Precision::kSource),
      buffers_(model, Precision::kStep),
      attention_(model.config().heads) {}

std::vector<std::shared_ptr<const SourceCache>> Decoder::ProjectSources(
    const EncodedSources& encoded) {
  std::vector<std::shared_ptr<SourceCache>> caches(encoded.count());
  for (auto& cache : caches) cache = std::make_shared<SourceCache>();
  const Rows memory = encoded.rows();
  LinearInput input(memory, source_);
  const Rows keys = buffers_.keys.Resize(memory.count, memory.width);
  const Rows values = buffers_.values.Resize(memory.count, memory.width);
  for (const DecoderLayerWeights& layer : model_.weights().decoder) {
    Linear(layer.cross_attention.key, input, keys);
    Linear(layer.cross_attention.value, input, values);
    int row = 0;
    for (int i = 0; i < encoded.count(); ++i) {
      const int length = encoded.length(i);
      caches[i]->emplace_back(keys.Slice(row, length),
                              values.Slice(row, length));
      row += length;
    }
  }
  return {caches.begin(), caches.end()};
}

void Decoder::PlanTokens(std::span<const RowTokens> inputs, DecoderState& state,
                         std::vector<TokenAttention>* trace) {
  const ModelConfig& config = model_.config();
  if (trace != nullptr) trace->assign(inputs.size(), {});
  tokens_.clear();
  for (size_t i = 0; i < inputs.size(); ++i) {
    const int row = inputs[i].row;
    for (size_t token = 0; token < inputs[i].tokens.size(); ++token) {
      state.cache.Append(row);
      tokens_.push_back({row, state.cache.length(row) - 1, nullptr});
    }
    if (trace == nullptr) continue;
    TokenAttention& attention = (*trace)[i];
    const int source_length = state.sources[row]->front().length();
    if (config.decoder_cell == DecoderCell::kSelfAttention) {
      attention.self =
          RoomFor(config.decoder_layers, config.heads, state.cache.length(row));
    }
    attention.cross =
        RoomFor(config.decoder_layers, config.heads, source_length);
    tokens_.back().attention = &attention;
  }
}

Rows Decoder::Forward(std::span<const RowTokens> inputs, DecoderState& state,
                      std::vector<TokenAttention>* trace) {
  const ModelConfig& config = model_.config();
  PlanTokens(inputs, state, trace);
  const Rows x =
      hidden_.Resize(static_cast<int>(tokens_.size()), config.d_model);
  int i = 0;
  for (const RowTokens& input : inputs) {
    for (const int token : input.tokens) {
      embedding_.Embed(token, tokens_[i].position, x.Slice(i, 1));
      ++i;
    }
  }
  for (int index = 0; index < config.decoder_layers; ++index) {
    const DecoderLayerWeights& layer = model_.weights().decoder[index];
    Residual(config, layer.self_attention_norm, x, buffers_,
             [&](LinearInput& in, Rows out) {
               if (config.decoder_cell == DecoderCell::kSsru) {
                 Ssru(index, state, in, out);
               } else {
                 SelfAttention(index, state, in, x, out);
               }
             });
    Residual(config, layer.cross_attention_norm, x, buffers_,
             [&](LinearInput& in, Rows out) {
               CrossAttention(index, state, in, out);
             });
    Residual(config, layer.feed_forward_norm, x, buffers_,
             [&](LinearInput& in, Rows out) {
               FeedForward(config, layer.feed_forward, in, buffers_, out);
             });
  }
  if (model_.weights().decoder_norm) {
    Normalize(config, *model_.weights().decoder_norm, x, x);
  }
  return x;
}

void Decoder::SelfAttention(int layer, DecoderState& state, LinearInput& input,
                            Rows x, Rows out) {
  const AttentionWeights& weights =
      model_.weights().decoder[layer].self_attention;
  const auto [queries, keys, values] =
      ProjectSelf(model_.config(), weights, input, x, buffers_);
  const auto [data, count, width] = queries;
  const Rows context = buffers_.context.Resize(count, width);
  for (int i = 0; i < count; ++i) {
    const auto [row, position, attention] = tokens_[i];
    std::copy_n(keys[i], width, state.cache.Key(layer, row, position));
    std::copy_n(values[i], width, state.cache.Value(layer, row, position));
  }
  for (int i = 0; i < count; ++i) {
    const auto [row, position, attention] = tokens_[i];
    Query query = {queries[i]};
    if (attention) query.weights = WeightsOfLayer(attention->self, layer);
    attention_.ToPrefix(query, state.cache.Prefix(layer, row, position + 1),
                        context[i]);
  }
  LinearInput gathered(context, buffers_.quantized);
  Linear(weights.output, gathered, out);
}

void Decoder::Ssru(int layer, DecoderState& state, LinearInput& input,
                   Rows out) {
  const SsruWeights& weights = model_.weights().decoder[layer].ssru;
  const auto [data, count, width] = input.rows();
  const Rows candidates = buffers_.keys.Resize(count, width);
  const Rows forgets = buffers_.values.Resize(count, width);
  Linear(weights.candidate, input, candidates);
  Linear(weights.forget, input, forgets);
  // A row's tokens come in order, so each finds the state before it.
  for (int i = 0; i < count; ++i) {
    const auto [row, position, attention] = tokens_[i];
    const float* previous =
        position == 0 ? nullptr : state.cache.State(layer, row, position - 1);
    kKernels.advance_ssru({candidates[i], forgets[i], previous, width,
                           state.cache.State(layer, row, position), out[i]});
  }
}

void Decoder::CrossAttention(int layer, const DecoderState& state,
                             LinearInput& input, Rows out) {
  const AttentionWeights& weights =
      model_.weights().decoder[layer].cross_attention;
  const int count = input.rows().count;
  const Rows queries = buffers_.queries.Resize(count, input.rows().width);
  const Rows context = buffers_.context.Resize(count, input.rows().width);
  Linear(weights.query, input, queries);
  for (int i = 0; i < count; ++i) {
    const auto [row, position, attention] = tokens_[i];
    Query query = {queries[i]};
    if (attention) query.weights = WeightsOfLayer(attention->cross, layer);
    attention_.ToSource(query, (*state.sources[row])[layer].view(), context[i]);
  }
  LinearInput gathered(context, buffers_.quantized);
  Linear(weights.output, gathered, out);
}

Rows Decoder::Logits(Rows hidden) {
  const LinearWeights& output = model_.weights().output;
  const Rows logits = logits_.Resize(hidden.count, output.weight.rows);
  LinearInput input(hidden, buffers_.quantized);
  Linear(output, input, logits);
  return logits;
}

std::span<const LogitRow> Decoder::Logits(
    Rows hidden, std::span<const OutputSubset* const> subsets) {
  int size = 0;
  for (const OutputSubset* subset : subsets) size += subset->ids().size();
  float* next = logits_.Resize(1, size).data;
  logit_rows_.clear();
  // Rows of one subset in a row are one product.
  for (int begin = 0; begin < hidden.count;) {
    const OutputSubset& subset = *subsets[begin];
    int end = begin + 1;
    while (end < hidden.count && subsets[end] == &subset) ++end;
    const Rows logits = {next, end - begin, subset.ids().size()};
    LinearInput input(hidden.Slice(begin, logits.count), buffers_.quantized);
    subset.Logits(input, logits);
    for (int row = 0; row < logits.count; ++row)
      logit_rows_.emplace_back(logits.row(row), subset.ids());
    next += logits.size();
    begin = end;
  }
  return logit_rows_;
}

}  // namespace stepglot
