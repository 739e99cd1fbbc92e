// Multi-head scaled dot-product attention (Vaswani et al. 2017, section 3.2).
#ifndef STEPGLOT_CORE_NN_ATTENTION_H_
#define STEPGLOT_CORE_NN_ATTENTION_H_

#include <cstddef>
#include <vector>

#include "core/nn/kernels/attention_views.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// Keys and values of one source sentence in one layer. Exactly as long as the
/// sentence: sentences of a batch are never padded to a common length, so there
/// is no padding to attend to.
class SourceKeysValues {
 public:
  /// Copies a sentence's projected keys, transposing them, and values.
  /// @param keys    [length, d_model].
  /// @param values  [length, d_model].
  SourceKeysValues(Rows keys, Rows values);

  SourceView view() const {
    return {keys_.data(), values_.data(), length_, stride_, width_};
  }

  int length() const { return length_; }

  size_t bytes() const {
    return (keys_.size() + values_.size()) * sizeof(float);
  }

 private:
  int length_;
  int stride_;
  int width_;
  std::vector<float> keys_;    ///< transposed, [d_model][stride]
  std::vector<float> values_;  ///< [length][d_model]
};

/// One token's query, and where to record what it attends to.
struct Query {
  const float* vector = nullptr;  ///< [d_model], unscaled
  float* weights = nullptr;       ///< [heads, positions], out; null for nowhere
};

/// Attention of all heads. Keeps its scratch memory from call to call.
class Attention {
 public:
  explicit Attention(int heads) : heads_(heads) {}

  /// Attends from one token to a whole source sentence.
  /// @param context  [d_model], out: softmax(q K^T / sqrt(head_dim)) V per
  /// head.
  void ToSource(const Query& query, const SourceView& source, float* context);

  /// Attends from the last token of a prefix to itself and everything before
  /// it, the causal mask by construction.
  /// @param context  as ToSource's.
  void ToPrefix(const Query& query, const PrefixView& prefix, float* context);

 private:
  template <typename View>
  using Operation = void (*)(const View&, const AttentionHead&);

  template <typename View>
  void EachHead(Operation<View> attend, const Query& query, const View& view,
                float* context);
  void Reserve(int weights);

  int heads_;
  std::vector<float> weights_;  ///< of one head
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_ATTENTION_H_
