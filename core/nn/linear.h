// The linear layer, over float32 or int8 weights.
#ifndef STEPGLOT_CORE_NN_LINEAR_H_
#define STEPGLOT_CORE_NN_LINEAR_H_

#include <cstdint>
#include <vector>

#include "core/model/weights.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// Memory for the int16 form of activations, kept from call to call.
struct QuantizedBuffer {
  std::vector<int16_t> values;  ///< [rows, depth]
  std::vector<float> scales;    ///< [rows]
};

/// The input of one or more linear layers. Int8 layers need it as int16; that
/// form is made once, by the first of them (queries, keys and values share it).
class LinearInput {
 public:
  LinearInput(Rows rows, QuantizedBuffer& buffer)
      : rows_(rows), buffer_(buffer) {}

  Rows rows() const { return rows_; }

  /// The int16 form, with the scales of its rows.
  const QuantizedBuffer& quantized();

 private:
  Rows rows_;
  QuantizedBuffer& buffer_;
  bool quantized_ = false;
};

/// y = x W^T + b. A row of y depends on its row of x alone, to the bit.
/// @param x  [rows, in].
/// @param y  [rows, out], out; must not overlap x.
void Linear(const LinearWeights& weights, LinearInput& x, Rows y);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_LINEAR_H_
