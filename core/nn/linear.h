// The linear layer, over float32 or int8 weights.
#ifndef STEPGLOT_CORE_NN_LINEAR_H_
#define STEPGLOT_CORE_NN_LINEAR_H_

#include <cstdint>
#include <vector>

#include "core/model/weights/weights.h"
#include "core/nn/kernels/int16_rows.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// Memory for the int16 form of activations, kept from call to call.
class Int16Buffer {
 public:
  /// Quantizes rows one by one. Earlier views of this buffer end here.
  Int16Rows Quantize(Rows x);

 private:
  std::vector<int16_t> values_;  ///< [rows, depth]
  std::vector<float> scales_;    ///< [rows]
};

/// The input of one or more linear layers. Int8 layers need it as int16; that
/// form is made once, by the first of them (queries, keys and values share it).
class LinearInput {
 public:
  LinearInput(Rows rows, Int16Buffer& buffer) : rows_(rows), buffer_(buffer) {}

  Rows rows() const { return rows_; }

  /// The int16 form.
  const Int16Rows& int16() {
    if (int16_.values == nullptr) int16_ = buffer_.Quantize(rows_);
    return int16_;
  }

 private:
  Rows rows_;
  Int16Buffer& buffer_;
  Int16Rows int16_;  ///< without values until it is made
};

/// y = x W^T + b. A row of y depends on its row of x alone, to the bit. The
/// type of the weights chooses the arithmetic.
/// @param x  [rows, in].
/// @param y  [rows, out], out; must not overlap x.
void Linear(const LinearWeights& weights, LinearInput& x, Rows y);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_LINEAR_H_
