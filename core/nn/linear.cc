// Chooses the operations of a product by the type of the weights and by the
// arithmetic of the input.
#include "core/nn/linear.h"

#include "core/nn/kernels/selected.h"

namespace stepglot {

QuantizedRows QuantizedBuffer::Quantize(Rows x) {
  values_.resize(x.size());
  scales_.resize(x.count);
  for (int r = 0; r < x.count; ++r) {
    int16_t* values = values_.data() + static_cast<size_t>(r) * x.width;
    scales_[r] = arithmetic_ == Arithmetic::kFast
                     ? kKernels.quantize_int7(x[r], x.width, values)
                     : kKernels.quantize_int16(x[r], x.width, values);
  }
  return {values_.data(), scales_.data(), x.count, x.width};
}

void Linear(const LinearWeights& weights, LinearInput& x, Rows y) {
  if (!weights.weight.quantized()) {
    kKernels.float_product(x.rows(), weights, y);
  } else if (x.arithmetic() == Arithmetic::kFast) {
    kKernels.int7_product(x.quantized(), weights, y);
  } else {
    kKernels.int16_product(x.quantized(), weights, y);
  }
}

}  // namespace stepglot
