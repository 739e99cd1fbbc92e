// Root mean square normalization, four columns at a time.
#include <cmath>

#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {
namespace {

float MeanSquare(const float* x, int n) {
  Float4 sum = Splat(0);
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += Load(x + i) * Load(x + i);
  if (i < n) sum += LoadPartial(x + i, n - i) * LoadPartial(x + i, n - i);
  return Sum(sum) / static_cast<float>(n);
}

}  // namespace

void RmsNorm(const NormWeights& weights, float eps, Rows x, Rows y) {
  const int n = x.width;
  for (int r = 0; r < x.count; ++r) {
    const float inverse = 1.0F / std::sqrt(MeanSquare(x[r], n) + eps);
    int i = 0;
    for (; i + kLanes <= n; i += kLanes) {
      Store(y[r] + i, Load(x[r] + i) * inverse * Load(weights.scale + i));
    }
    if (const int rest = n - i; rest > 0) {
      StorePartial(y[r] + i,
                   LoadPartial(x[r] + i, rest) * inverse *
                       LoadPartial(weights.scale + i, rest),
                   rest);
    }
  }
}

}  // namespace stepglot::portable
