// Attention of one head, position by position.
#include <cmath>

#include "core/nn/kernels/reference/kernels.h"
#include "core/nn/kernels/reference/scalars.h"

namespace stepglot::reference {
namespace {

float AttentionScale(int head_dim) {
  return 1.0F / std::sqrt(static_cast<float>(head_dim));
}

// Scores to weights, weights to context.
template <typename View>
void Attend(const View& view, const AttentionHead& head) {
  Softmax(head.weights, view.length);
  for (int j = 0; j < head.size; ++j) {
    float sum = 0;
    for (int p = 0; p < view.length; ++p) {
      sum += head.weights[p] * view.Value(p)[head.first + j];
    }
    head.context[j] = sum;
  }
}

}  // namespace

void AttendToSource(const SourceView& source, const AttentionHead& head) {
  for (int p = 0; p < source.length; ++p) {
    float score = 0;
    for (int j = 0; j < head.size; ++j) {
      score += head.query[j] * source.KeyColumn(head.first + j)[p];
    }
    head.weights[p] = score * AttentionScale(head.size);
  }
  Attend(source, head);
}

void AttendToPrefix(const PrefixView& prefix, const AttentionHead& head) {
  for (int p = 0; p < prefix.length; ++p) {
    const float* key = prefix.Key(p) + head.first;
    head.weights[p] = AttentionScale(head.size) * Sum(head.size, [&](int j) {
                        return head.query[j] * key[j];
                      });
  }
  Attend(prefix, head);
}

}  // namespace stepglot::reference
