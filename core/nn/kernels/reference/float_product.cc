// The float32 product, output by output.
#include "core/nn/kernels/reference/kernels.h"
#include "core/nn/kernels/reference/scalars.h"

namespace stepglot::reference {

void FloatProduct(Rows x, const LinearWeights& w, Rows y) {
  for (int r = 0; r < x.count; ++r) {
    for (int o = 0; o < w.weight.rows; ++o) {
      const float* row = w.weight.f32 + static_cast<ptrdiff_t>(o) * x.width;
      const float sum = Sum(x.width, [&](int k) { return x[r][k] * row[k]; });
      y[r][o] = w.bias == nullptr ? sum : sum + w.bias[o];
    }
  }
}

}  // namespace stepglot::reference
