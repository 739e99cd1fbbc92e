// Attention of one head, several positions or columns at a time.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {
namespace {

// The three sums below run over several elements at once, as a single one would
// wait for each of its additions. An element's own order of summation is the
// same in every width.

// context[i, i + 4 kBlocks) = sum over p of weights[p] * values of position p.
template <int kBlocks, typename View>
void SumColumns(const View& view, const AttentionHead& head, int i) {
  Float4 sums[kBlocks];
  for (Float4& sum : sums) sum = Splat(0);
  const float* weights = head.weights;
  const int column = head.first + i;
  const int length = view.length;
  for (int p = 0; p < length; ++p) {
    const float* row = view.Value(p) + column;
    for (ptrdiff_t block = 0; block < kBlocks; ++block) {
      sums[block] += weights[p] * Load(row + block * kLanes);
    }
  }
  for (ptrdiff_t block = 0; block < kBlocks; ++block) {
    Store(head.context + i + block * kLanes, sums[block]);
  }
}

// The same for the last `rest` columns.
template <typename View>
void SumLastColumns(const View& view, const AttentionHead& head, int i,
                    int rest) {
  Float4 sum = Splat(0);
  for (int p = 0; p < view.length; ++p) {
    sum += head.weights[p] * LoadPartial(view.Value(p) + head.first + i, rest);
  }
  StorePartial(head.context + i, sum, rest);
}

// context = sum over positions of weight * value.
template <typename View>
void SumValues(const View& view, const AttentionHead& head) {
  constexpr int kBlocks = 8;
  int i = 0;
  for (; i + kBlocks * kLanes <= head.size; i += kBlocks * kLanes) {
    SumColumns<kBlocks>(view, head, i);
  }
  for (; i + kLanes <= head.size; i += kLanes) SumColumns<1>(view, head, i);
  if (const int rest = head.size - i; rest > 0) {
    SumLastColumns(view, head, i, rest);
  }
}

float AttentionScale(int head_dim) {
  return 1.0F / std::sqrt(static_cast<float>(head_dim));
}

// weights[p, p + kKeys) = scale * query . keys of these positions.
template <int kKeys>
void PrefixScores(const PrefixView& prefix, const AttentionHead& head,
                  float scale, int p) {
  Float4 sums[kKeys];
  const float* keys[kKeys];
  for (int k = 0; k < kKeys; ++k) {
    sums[k] = Splat(0);
    keys[k] = prefix.Key(p + k) + head.first;
  }
  int j = 0;
  for (; j + kLanes <= head.size; j += kLanes) {
    const Float4 q = Load(head.query + j);
    for (int k = 0; k < kKeys; ++k) sums[k] += q * Load(keys[k] + j);
  }
  if (const int rest = head.size - j; rest > 0) {
    const Float4 q = LoadPartial(head.query + j, rest);
    for (int k = 0; k < kKeys; ++k)
      sums[k] += q * LoadPartial(keys[k] + j, rest);
  }
  for (int k = 0; k < kKeys; ++k) head.weights[p + k] = scale * Sum(sums[k]);
}

// weights[p, p + 4 kBlocks) = scale * sum over j of query[j] * key column j.
template <int kBlocks>
void SourceScores(const SourceView& source, const AttentionHead& head,
                  float scale, int p) {
  Float4 sums[kBlocks];
  for (Float4& sum : sums) sum = Splat(0);
  for (int j = 0; j < head.size; ++j) {
    const float* column = source.KeyColumn(head.first + j) + p;
    for (ptrdiff_t block = 0; block < kBlocks; ++block) {
      sums[block] += head.query[j] * Load(column + block * kLanes);
    }
  }
  for (ptrdiff_t block = 0; block < kBlocks; ++block) {
    Store(head.weights + p + block * kLanes, sums[block] * scale);
  }
}

}  // namespace

void AttendToSource(const SourceView& source, const AttentionHead& head) {
  static_assert(kSourceStride % kLanes == 0);
  constexpr int kBlocks = 4;
  const float scale = AttentionScale(head.size);
  int p = 0;
  for (; p + kBlocks * kLanes <= source.stride; p += kBlocks * kLanes) {
    SourceScores<kBlocks>(source, head, scale, p);
  }
  for (; p < source.stride; p += kLanes) {
    SourceScores<1>(source, head, scale, p);
  }
  Softmax(head.weights, source.length);
  SumValues(source, head);
}

void AttendToPrefix(const PrefixView& prefix, const AttentionHead& head) {
  constexpr int kKeys = 4;
  const float scale = AttentionScale(head.size);
  int p = 0;
  for (; p + kKeys <= prefix.length; p += kKeys) {
    PrefixScores<kKeys>(prefix, head, scale, p);
  }
  for (; p < prefix.length; ++p) PrefixScores<1>(prefix, head, scale, p);
  Softmax(head.weights, prefix.length);
  SumValues(prefix, head);
}

}  // namespace stepglot::portable
