// OutputSubset: the output layer for some target ids only.
#ifndef STEPGLOT_CORE_NN_OUTPUT_SUBSET_H_
#define STEPGLOT_CORE_NN_OUTPUT_SUBSET_H_

#include <cstdint>
#include <vector>

#include "core/model/weights/weights.h"
#include "core/nn/kernels/rows.h"
#include "core/nn/linear.h"
#include "core/nn/output_ids.h"

namespace stepglot {

/// Rows of the output matrix, gathered once so that every step reads them in
/// one piece. A logit has the same bits as in the whole layer.
class OutputSubset {
 public:
  /// @param output  the whole layer, [target vocabulary, d_model].
  /// @param ids     ascending, each below the target vocabulary's size.
  OutputSubset(const LinearWeights& output, std::vector<int> ids);

  OutputSubset(const OutputSubset&) = delete;
  OutputSubset& operator=(const OutputSubset&) = delete;

  const OutputIds& ids() const { return ids_; }

  /// Bytes of the gathered rows.
  size_t bytes() const;

  /// @param hidden  [n, d_model].
  /// @param logits  [n, ids], out.
  void Logits(LinearInput& hidden, Rows logits) const {
    Linear(layer_, hidden, logits);
  }

 private:
  OutputIds ids_;
  std::vector<float> floats_;  ///< [ids, d_model], or empty
  std::vector<int8_t> int8s_;  ///< [ids, d_model], or empty
  std::vector<float> scales_;  ///< [ids], with int8s_
  std::vector<int32_t> sums_;  ///< [ids], with int8s_
  std::vector<float> biases_;  ///< [ids], or empty
  LinearWeights layer_;        ///< a view of these
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_OUTPUT_SUBSET_H_
