// Layer normalization, four columns at a time.
#include <cmath>

#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {
namespace {

Float4 Square(Float4 x) { return x * x; }

float Mean(const float* x, int n) {
  Float4 sum = Splat(0);
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += Load(x + i);
  if (i < n) sum += LoadPartial(x + i, n - i);
  return Sum(sum) / static_cast<float>(n);
}

float Variance(const float* x, int n, float mean) {
  Float4 sum = Splat(0);
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += Square(Load(x + i) - mean);
  // Lanes past the end hold the mean and so add nothing.
  if (i < n) sum += Square(LoadPartial(x + i, n - i, mean) - mean);
  return Sum(sum) / static_cast<float>(n);
}

}  // namespace

void LayerNorm(const NormWeights& weights, float eps, Rows x, Rows y) {
  const int n = x.width;
  for (int r = 0; r < x.count; ++r) {
    const float mean = Mean(x[r], n);
    const float inverse = 1.0F / std::sqrt(Variance(x[r], n, mean) + eps);
    auto normalize = [mean, inverse](Float4 v, Float4 scale, Float4 bias) {
      return (v - mean) * inverse * scale + bias;
    };
    int i = 0;
    for (; i + kLanes <= n; i += kLanes) {
      Store(y[r] + i, normalize(Load(x[r] + i), Load(weights.scale + i),
                                Load(weights.bias + i)));
    }
    if (const int rest = n - i; rest > 0) {
      const Float4 tail = normalize(LoadPartial(x[r] + i, rest),
                                    LoadPartial(weights.scale + i, rest),
                                    LoadPartial(weights.bias + i, rest));
      StorePartial(y[r] + i, tail, rest);
    }
  }
}

}  // namespace stepglot::portable
