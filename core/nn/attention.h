// Multi-head scaled dot-product attention (Vaswani et al. 2017, section 3.2).
#ifndef STEPGLOT_CORE_NN_ATTENTION_H_
#define STEPGLOT_CORE_NN_ATTENTION_H_

#include <vector>

#include "core/nn/kernels/rows.h"
#include "core/nn/kv_cache.h"

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

  int length() const { return length_; }

  /// Keys of one column of d_model over all positions, followed by zeros up to
  /// stride().
  const float* KeyColumn(int column) const {
    return keys_.data() + static_cast<ptrdiff_t>(column) * stride_;
  }
  /// The value of a position: [heads][head_dim].
  const float* Value(int position) const {
    return values_.data() + static_cast<ptrdiff_t>(position) * width_;
  }

  /// length() rounded up to whole vectors.
  int stride() const { return stride_; }

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

/// Where attention weights are recorded on request, or nowhere.
struct AttentionSink {
  float* weights = nullptr;  ///< [heads, keys] of one query, or null

  /// Copies one head's row of `keys` weights.
  void Record(int head, const float* row, int keys) const;
};

/// Attends from one token to a whole source sentence: softmax(q K^T /
/// sqrt(head_dim)) V per head.
/// @param query    [d_model], unscaled.
/// @param scores   scratch, at least source.stride() floats.
/// @param context  [d_model], out.
void AttendToSource(const float* query, int heads,
                    const SourceKeysValues& source, std::vector<float>& scores,
                    AttentionSink sink, Rows context);

/// Attends from the token at `position` of a search row to itself and
/// everything before it, the causal mask by construction.
/// @param query    [d_model], unscaled.
/// @param context  [d_model], out.
void AttendToPrefix(const float* query, int heads, KvCache& cache, int layer,
                    int row, int position, std::vector<float>& scores,
                    AttentionSink sink, Rows context);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_ATTENTION_H_
