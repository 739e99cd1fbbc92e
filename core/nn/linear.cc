// Chooses the product kernel by the type of the weights.
#include "core/nn/linear.h"

#include "core/nn/kernels/float_product.h"
#include "core/nn/kernels/int8_product.h"

namespace stepglot {

const QuantizedBuffer& LinearInput::quantized() {
  if (!quantized_) {
    buffer_.values.resize(rows_.size());
    buffer_.scales.resize(rows_.count);
    for (int r = 0; r < rows_.count; ++r) {
      int16_t* values =
          buffer_.values.data() + static_cast<size_t>(r) * rows_.width;
      buffer_.scales[r] = QuantizeRow(rows_[r], rows_.width, values);
    }
    quantized_ = true;
  }
  return buffer_;
}

void Linear(const LinearWeights& weights, LinearInput& x, Rows y) {
  if (!weights.weight.quantized()) {
    FloatProduct(x.rows(), weights.weight, weights.bias, y);
    return;
  }
  const QuantizedBuffer& quantized = x.quantized();
  const QuantizedView view{quantized.values.data(), quantized.scales.data(),
                           x.rows().count, x.rows().width};
  Int8Product(view, weights.weight, weights.bias, y.data);
}

}  // namespace stepglot
