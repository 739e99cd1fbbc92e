// Attention over source sentences and over the cached prefix.
#include "core/nn/attention.h"

#include <algorithm>
#include <cmath>

#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/softmax.h"

namespace stepglot {
namespace {

int RoundUpToLanes(int n) { return (n + kLanes - 1) / kLanes * kLanes; }

// The three sums below run over several elements at once, as a single one would
// wait for each of its additions. An element's own order of summation is the
// same in every width.

// context[i, i + 4 kBlocks) = sum over s of weights[s] * value(s)[i, ...).
template <int kBlocks, typename ValueOf>
void SumColumns(const float* weights, int keys, ValueOf value, int i,
                float* context) {
  Float4 sums[kBlocks];
  for (Float4& sum : sums) sum = Splat(0);
  for (int s = 0; s < keys; ++s) {
    const float* row = value(s) + i;
    for (ptrdiff_t block = 0; block < kBlocks; ++block) {
      sums[block] += weights[s] * Load(row + block * kLanes);
    }
  }
  for (ptrdiff_t block = 0; block < kBlocks; ++block) {
    Store(context + i + block * kLanes, sums[block]);
  }
}

// context[0, width) = sum over s of weights[s] * value(s)[0, width).
template <typename ValueOf>
void WeightedSum(const float* weights, int keys, int width, ValueOf value,
                 float* context) {
  constexpr int kBlocks = 8;
  int i = 0;
  for (; i + kBlocks * kLanes <= width; i += kBlocks * kLanes) {
    SumColumns<kBlocks>(weights, keys, value, i, context);
  }
  for (; i + kLanes <= width; i += kLanes) {
    SumColumns<1>(weights, keys, value, i, context);
  }
  if (const int rest = width - i; rest > 0) {
    Float4 sum = Splat(0);
    for (int s = 0; s < keys; ++s) {
      sum += weights[s] * LoadPartial(value(s) + i, rest);
    }
    StorePartial(context + i, sum, rest);
  }
}

// scores[s, s + kKeys) = scale * query . key(s).
template <int kKeys, typename KeyOf>
void PrefixScores(const float* query, int head_dim, KeyOf key, float scale,
                  int s, float* scores) {
  Float4 sums[kKeys];
  const float* keys[kKeys];
  for (int k = 0; k < kKeys; ++k) {
    sums[k] = Splat(0);
    keys[k] = key(s + k);
  }
  int j = 0;
  for (; j + kLanes <= head_dim; j += kLanes) {
    const Float4 q = Load(query + j);
    for (int k = 0; k < kKeys; ++k) sums[k] += q * Load(keys[k] + j);
  }
  if (const int rest = head_dim - j; rest > 0) {
    const Float4 q = LoadPartial(query + j, rest);
    for (int k = 0; k < kKeys; ++k)
      sums[k] += q * LoadPartial(keys[k] + j, rest);
  }
  for (int k = 0; k < kKeys; ++k) scores[s + k] = scale * Sum(sums[k]);
}

// scores[s, s + 4 kBlocks) = scale * sum over j of query[j] * key column j.
template <int kBlocks>
void SourceScores(const float* query, int first_column, int head_dim,
                  const SourceKeysValues& source, float scale, int s,
                  float* scores) {
  Float4 sums[kBlocks];
  for (Float4& sum : sums) sum = Splat(0);
  for (int j = 0; j < head_dim; ++j) {
    const float* column = source.KeyColumn(first_column + j) + s;
    for (ptrdiff_t block = 0; block < kBlocks; ++block) {
      sums[block] += query[j] * Load(column + block * kLanes);
    }
  }
  for (ptrdiff_t block = 0; block < kBlocks; ++block) {
    Store(scores + s + block * kLanes, sums[block] * scale);
  }
}

float AttentionScale(int head_dim) {
  return 1.0F / std::sqrt(static_cast<float>(head_dim));
}

}  // namespace

SourceKeysValues::SourceKeysValues(Rows keys, Rows values)
    : length_(keys.count),
      stride_(RoundUpToLanes(length_)),
      width_(keys.width),
      keys_(static_cast<size_t>(width_) * stride_),
      values_(values.data, values.data + values.size()) {
  for (int s = 0; s < length_; ++s) {
    for (int column = 0; column < width_; ++column) {
      keys_[static_cast<size_t>(column) * stride_ + s] = keys[s][column];
    }
  }
}

void AttentionSink::Record(int head, const float* row, int keys) const {
  if (weights != nullptr)
    std::copy_n(row, keys, weights + static_cast<ptrdiff_t>(head) * keys);
}

void AttendToSource(const float* query, int heads,
                    const SourceKeysValues& source, std::vector<float>& scores,
                    AttentionSink sink, Rows context) {
  constexpr int kBlocks = 4;
  const int head_dim = context.width / heads;
  const float scale = AttentionScale(head_dim);
  scores.resize(std::max(scores.size(), static_cast<size_t>(source.stride())));
  for (int head = 0; head < heads; ++head) {
    const int first = head * head_dim;
    const float* q = query + first;
    int s = 0;
    for (; s + kBlocks * kLanes <= source.stride(); s += kBlocks * kLanes) {
      SourceScores<kBlocks>(q, first, head_dim, source, scale, s,
                            scores.data());
    }
    for (; s < source.stride(); s += kLanes) {
      SourceScores<1>(q, first, head_dim, source, scale, s, scores.data());
    }
    Softmax(scores.data(), source.length());
    sink.Record(head, scores.data(), source.length());
    WeightedSum(
        scores.data(), source.length(), head_dim,
        [&](int s) { return source.Value(s) + first; }, context[0] + first);
  }
}

void AttendToPrefix(const float* query, int heads, KvCache& cache, int layer,
                    int row, int position, std::vector<float>& scores,
                    AttentionSink sink, Rows context) {
  constexpr int kKeys = 4;
  const int head_dim = context.width / heads;
  const float scale = AttentionScale(head_dim);
  const int keys = position + 1;
  scores.resize(std::max(scores.size(), static_cast<size_t>(keys)));
  for (int head = 0; head < heads; ++head) {
    const int first = head * head_dim;
    const auto key = [&](int p) { return cache.Key(layer, row, p) + first; };
    int s = 0;
    for (; s + kKeys <= keys; s += kKeys) {
      PrefixScores<kKeys>(query + first, head_dim, key, scale, s,
                          scores.data());
    }
    for (; s < keys; ++s) {
      PrefixScores<1>(query + first, head_dim, key, scale, s, scores.data());
    }
    Softmax(scores.data(), keys);
    sink.Record(head, scores.data(), keys);
    WeightedSum(
        scores.data(), keys, head_dim,
        [&](int s) { return cache.Value(layer, row, s) + first; },
        context[0] + first);
  }
}

}  // namespace stepglot
