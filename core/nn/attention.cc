// Attention head by head.
#include "core/nn/attention.h"

#include <algorithm>

#include "core/nn/kernels/selected.h"

namespace stepglot {
namespace {

int RoundUpToStride(int n) {
  return (n + kSourceStride - 1) / kSourceStride * kSourceStride;
}

}  // namespace

SourceKeysValues::SourceKeysValues(Rows keys, Rows values)
    : length_(keys.count),
      stride_(RoundUpToStride(length_)),
      width_(keys.width),
      keys_(static_cast<size_t>(width_) * stride_),
      values_(values.data, values.data + values.size()) {
  for (int s = 0; s < length_; ++s) {
    for (int column = 0; column < width_; ++column) {
      keys_[static_cast<size_t>(column) * stride_ + s] = keys[s][column];
    }
  }
}

template <typename View>
void Attention::EachHead(Operation<View> attend, const Query& query,
                         const View& view, float* context) {
  const int head_dim = view.width / heads_;
  for (int head = 0; head < heads_; ++head) {
    const int first = head * head_dim;
    attend(view, {query.vector + first, first, head_dim, weights_.data(),
                  context + first});
    if (query.weights == nullptr) continue;
    std::copy_n(weights_.data(), view.length,
                query.weights + static_cast<ptrdiff_t>(head) * view.length);
  }
}

void Attention::ToSource(const Query& query, const SourceView& source,
                         float* context) {
  Reserve(source.stride);
  EachHead(kKernels.attend_to_source, query, source, context);
}

void Attention::ToPrefix(const Query& query, const PrefixView& prefix,
                         float* context) {
  // For all that the cache has room for, as prefixes grow step by step.
  Reserve(static_cast<int>(prefix.slot_size / prefix.width));
  EachHead(kKernels.attend_to_prefix, query, prefix, context);
}

void Attention::Reserve(int weights) {
  weights_.resize(std::max(weights_.size(), static_cast<size_t>(weights)));
}

}  // namespace stepglot
