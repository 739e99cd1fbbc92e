// PlainNetwork: the network as the papers write it, in double precision, over
// whole sequences, without a cache.
#ifndef STEPGLOT_TESTS_CORE_NN_PLAIN_NETWORK_H_
#define STEPGLOT_TESTS_CORE_NN_PLAIN_NETWORK_H_

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/model/model.h"

namespace stepglot {

/// One vector per token: [tokens][width].
using Vectors = std::vector<std::vector<double>>;

/// Knows models with ReLU and with a table of positions.
class PlainNetwork {
 public:
  explicit PlainNetwork(const Model& model)
      : config_(model.config()), weights_(model.weights()) {}

  Vectors Encode(const std::vector<int>& source) const {
    Vectors x =
        Embed(weights_.source_embedding, weights_.source_positions, source);
    for (const EncoderLayerWeights& layer : weights_.encoder) {
      Sublayer(layer.self_attention_norm, x, [&](const Vectors& in) {
        return Attend(layer.self_attention, in, config_.norm_keys ? in : x,
                      /*is_causal=*/false);
      });
      Sublayer(layer.feed_forward_norm, x, [&](const Vectors& in) {
        return FeedForward(layer.feed_forward, in);
      });
    }
    return FinalNorm(weights_.encoder_norm, std::move(x));
  }

  /// The logits after each input: [inputs][target vocabulary].
  Vectors Logits(const std::vector<int>& source,
                 const std::vector<int>& inputs) const {
    const Vectors memory = Encode(source);
    Vectors x =
        Embed(weights_.target_embedding, weights_.target_positions, inputs);
    for (const DecoderLayerWeights& layer : weights_.decoder) {
      Sublayer(layer.self_attention_norm, x, [&](const Vectors& in) {
        return config_.decoder_cell == DecoderCell::kSsru
                   ? Ssru(layer.ssru, in)
                   : Attend(layer.self_attention, in,
                            config_.norm_keys ? in : x, /*is_causal=*/true);
      });
      Sublayer(layer.cross_attention_norm, x, [&](const Vectors& in) {
        return Attend(layer.cross_attention, in, memory, /*is_causal=*/false);
      });
      Sublayer(layer.feed_forward_norm, x, [&](const Vectors& in) {
        return FeedForward(layer.feed_forward, in);
      });
    }
    return Linear(weights_.output,
                  FinalNorm(weights_.decoder_norm, std::move(x)));
  }

 private:
  static double Entry(const Matrix& matrix, size_t row, size_t column) {
    const size_t i = row * matrix.columns + column;
    return matrix.quantized()
               ? static_cast<double>(matrix.i8[i]) * matrix.scales[row]
               : matrix.f32[i];
  }

  Vectors Embed(const Matrix& table, const float* positions,
                const std::vector<int>& ids) const {
    const size_t width = config_.d_model;
    Vectors x(ids.size(), std::vector<double>(width));
    for (size_t t = 0; t < ids.size(); ++t) {
      for (size_t i = 0; i < width; ++i) {
        const double token =
            ids[t] == kZeroEmbedding ? 0 : Entry(table, ids[t], i);
        x[t][i] = token * config_.embedding_scale + positions[t * width + i];
      }
    }
    return x;
  }

  static Vectors Linear(const LinearWeights& linear, const Vectors& x) {
    Vectors y;
    for (const std::vector<double>& in : x) {
      std::vector<double>& out = y.emplace_back(linear.weight.rows);
      for (size_t row = 0; row < out.size(); ++row) {
        out[row] = linear.bias == nullptr ? 0 : linear.bias[row];
        for (size_t i = 0; i < in.size(); ++i)
          out[row] += Entry(linear.weight, row, i) * in[i];
      }
    }
    return y;
  }

  Vectors Norm(const NormWeights& norm, Vectors x) const {
    const bool is_rms = config_.norm_type == NormType::kRms;
    for (std::vector<double>& row : x) {
      const auto width = static_cast<double>(row.size());
      double mean = 0;
      if (!is_rms) {
        for (const double value : row) mean += value / width;
      }
      double variance = 0;
      for (const double value : row)
        variance += (value - mean) * (value - mean) / width;
      for (size_t i = 0; i < row.size(); ++i) {
        row[i] = (row[i] - mean) / std::sqrt(variance + config_.norm_eps) *
                     norm.scale[i] +
                 (is_rms ? 0 : norm.bias[i]);
      }
    }
    return x;
  }

  Vectors FinalNorm(const std::optional<NormWeights>& norm, Vectors x) const {
    return norm ? Norm(*norm, std::move(x)) : x;
  }

  void Sublayer(const NormWeights& norm, Vectors& x,
                const std::function<Vectors(const Vectors&)>& function) const {
    const bool is_pre = config_.norm == NormPlacement::kPre;
    const Vectors added = function(is_pre ? Norm(norm, x) : x);
    for (size_t t = 0; t < x.size(); ++t) {
      for (size_t i = 0; i < x[t].size(); ++i) x[t][i] += added[t][i];
    }
    if (!is_pre) x = Norm(norm, std::move(x));
  }

  Vectors Attend(const AttentionWeights& weights, const Vectors& queries_of,
                 const Vectors& keys_of, bool is_causal) const {
    const Vectors queries = Linear(weights.query, queries_of);
    const Vectors keys = Linear(weights.key, keys_of);
    const Vectors values = Linear(weights.value, keys_of);
    Vectors context(queries.size(), std::vector<double>(config_.d_model));
    for (size_t t = 0; t < queries.size(); ++t) {
      const size_t seen = is_causal ? t + 1 : keys.size();
      for (int head = 0; head < config_.heads; ++head)
        AttendHead(queries[t], {keys, values, seen}, head, context[t]);
    }
    return Linear(weights.output, context);
  }

  // What a query looks at.
  struct Seen {
    const Vectors& keys;
    const Vectors& values;
    size_t count;  // of the first ones
  };

  void AttendHead(const std::vector<double>& query, const Seen& seen, int head,
                  std::vector<double>& context) const {
    const size_t size = config_.head_dim();
    const size_t first = head * size;
    std::vector<double> shares(seen.count);
    double sum = 0;
    for (size_t s = 0; s < seen.count; ++s) {
      double score = 0;
      for (size_t i = first; i < first + size; ++i)
        score += query[i] * seen.keys[s][i];
      shares[s] = std::exp(score / std::sqrt(static_cast<double>(size)));
      sum += shares[s];
    }
    for (size_t s = 0; s < seen.count; ++s) {
      for (size_t i = first; i < first + size; ++i)
        context[i] += shares[s] / sum * seen.values[s][i];
    }
  }

  static Vectors Ssru(const SsruWeights& weights, const Vectors& x) {
    const Vectors candidates = Linear(weights.candidate, x);
    const Vectors forgets = Linear(weights.forget, x);
    Vectors y;
    std::vector<double> state(x.front().size());
    for (size_t t = 0; t < x.size(); ++t) {
      std::vector<double>& out = y.emplace_back();
      for (size_t i = 0; i < state.size(); ++i) {
        const double f = 1 / (1 + std::exp(-forgets[t][i]));
        state[i] = f * state[i] + (1 - f) * candidates[t][i];
        out.push_back(std::max(state[i], 0.0));
      }
    }
    return y;
  }

  static Vectors FeedForward(const FeedForwardWeights& weights,
                             const Vectors& x) {
    const Vectors inner = Linear(weights.inner, x);
    Vectors active = weights.gate ? Linear(*weights.gate, x) : inner;
    for (size_t t = 0; t < active.size(); ++t) {
      for (size_t i = 0; i < active[t].size(); ++i) {
        active[t][i] =
            std::max(active[t][i], 0.0) * (weights.gate ? inner[t][i] : 1);
      }
    }
    return Linear(weights.outer, active);
  }

  const ModelConfig& config_;
  const Weights& weights_;
};

/// All rows one after another, as float32.
inline std::vector<float> Flattened(const Vectors& rows) {
  std::vector<float> values;
  for (const std::vector<double>& row : rows)
    values.insert(values.end(), row.begin(), row.end());
  return values;
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_NN_PLAIN_NETWORK_H_
