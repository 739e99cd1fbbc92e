// Attention over source sentences and over the cached prefix.
#include "core/nn/attention.h"

#include <algorithm>
#include <cmath>

#include "core/nn/kernels/simd.h"
#include "core/nn/kernels/softmax.h"

namespace stepglot {
namespace {

int RoundUpToLanes(int n) { return (n + kLanes - 1) / kLanes * kLanes; }

// context[0, width) = sum over s of weights[s] * value(s)[0, width), in the
// order of s.
template <typename ValueOf>
void WeightedSum(const float* weights, int keys, int width, ValueOf value,
                 float* context) {
  int i = 0;
  for (; i + kLanes <= width; i += kLanes) {
    Float4 sum = Float4::Zero();
    for (int s = 0; s < keys; ++s) sum += weights[s] * Load(value(s) + i);
    Store(context + i, sum);
  }
  if (const int rest = width - i; rest > 0) {
    Float4 sum = Float4::Zero();
    for (int s = 0; s < keys; ++s)
      sum += weights[s] * LoadPartial(value(s) + i, rest);
    StorePartial(context + i, sum, rest);
  }
}

float Dot(const float* a, const float* b, int n) {
  Float4 sum = Float4::Zero();
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += Load(a + i) * Load(b + i);
  if (i < n) sum += LoadPartial(a + i, n - i) * LoadPartial(b + i, n - i);
  return sum.sum();
}

// scores[s] = scale * sum over j of query[j] * key column j at s; lanes past
// the end are scratch.
void SourceScores(const float* query, int first_column, int head_dim,
                  const SourceKeysValues& source, float scale, float* scores) {
  for (int s = 0; s < source.stride(); s += kLanes) {
    Float4 sum = Float4::Zero();
    for (int j = 0; j < head_dim; ++j) {
      sum += query[j] * Load(source.KeyColumn(first_column + j) + s);
    }
    Store(scores + s, sum * scale);
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
  const int head_dim = context.width / heads;
  const float scale = AttentionScale(head_dim);
  scores.resize(std::max(scores.size(), static_cast<size_t>(source.stride())));
  for (int head = 0; head < heads; ++head) {
    const int first = head * head_dim;
    SourceScores(query + first, first, head_dim, source, scale, scores.data());
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
  const int head_dim = context.width / heads;
  const float scale = AttentionScale(head_dim);
  const int keys = position + 1;
  scores.resize(std::max(scores.size(), static_cast<size_t>(keys)));
  for (int head = 0; head < heads; ++head) {
    const int first = head * head_dim;
    for (int s = 0; s < keys; ++s) {
      scores[s] = scale * Dot(query + first, cache.Key(layer, row, s) + first,
                              head_dim);
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
