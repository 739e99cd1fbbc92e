// Chooses the arithmetic of a product by the type of the weights.
#include "core/nn/linear.h"

#include "core/nn/kernels/selected.h"

namespace stepglot {

Int16Rows Int16Buffer::Quantize(Rows x) {
  values_.resize(x.size());
  scales_.resize(x.count);
  for (int r = 0; r < x.count; ++r) {
    int16_t* values = values_.data() + static_cast<size_t>(r) * x.width;
    scales_[r] = kKernels.quantize_int16(x[r], x.width, values);
  }
  return {values_.data(), scales_.data(), x.count, x.width};
}

void Linear(const LinearWeights& weights, LinearInput& x, Rows y) {
  if (weights.weight.quantized()) {
    kKernels.int16_product(x.int16(), weights, y);
  } else {
    kKernels.float_product(x.rows(), weights, y);
  }
}

}  // namespace stepglot
