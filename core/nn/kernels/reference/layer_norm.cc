// Layer normalization, value by value.
#include <cmath>

#include "core/nn/kernels/reference/kernels.h"
#include "core/nn/kernels/reference/scalars.h"

namespace stepglot::reference {

void LayerNorm(const NormWeights& weights, float eps, Rows x, Rows y) {
  const auto width = static_cast<float>(x.width);
  for (int r = 0; r < x.count; ++r) {
    const float* row = x[r];
    const float mean = Sum(x.width, [&](int i) { return row[i]; }) / width;
    const float variance =
        Sum(x.width, [&](int i) { return (row[i] - mean) * (row[i] - mean); }) /
        width;
    const float inverse = 1.0F / std::sqrt(variance + eps);
    for (int i = 0; i < x.width; ++i) {
      y[r][i] = (row[i] - mean) * inverse * weights.scale[i] + weights.bias[i];
    }
  }
}

}  // namespace stepglot::reference
