// Root mean square normalization, value by value.
#include <cmath>

#include "core/nn/kernels/reference/kernels.h"
#include "core/nn/kernels/reference/scalars.h"

namespace stepglot::reference {

void RmsNorm(const NormWeights& weights, float eps, Rows x, Rows y) {
  for (int r = 0; r < x.count; ++r) {
    const float* row = x[r];
    const float mean_square =
        Sum(x.width, [&](int i) { return row[i] * row[i]; }) /
        static_cast<float>(x.width);
    const float inverse = 1.0F / std::sqrt(mean_square + eps);
    for (int i = 0; i < x.width; ++i)
      y[r][i] = row[i] * inverse * weights.scale[i];
  }
}

}  // namespace stepglot::reference
