// Layer normalisation, four columns at a time.
#include "core/nn/kernels/layer_norm.h"

#include <cmath>

#include "core/nn/kernels/simd.h"

namespace stepglot {
namespace {

float Mean(const float* x, int n) {
  Float4 sum = Float4::Zero();
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += Load(x + i);
  if (i < n) sum += LoadPartial(x + i, n - i);
  return sum.sum() / static_cast<float>(n);
}

float Variance(const float* x, int n, float mean) {
  Float4 sum = Float4::Zero();
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += (Load(x + i) - mean).square();
  // Lanes past the end hold the mean and so add nothing.
  if (i < n) sum += (LoadPartial(x + i, n - i, mean) - mean).square();
  return sum.sum() / static_cast<float>(n);
}

}  // namespace

void LayerNorm(const NormWeights& weights, float eps, Rows x, Rows y) {
  const int n = x.width;
  for (int r = 0; r < x.count; ++r) {
    const float mean = Mean(x[r], n);
    const float inverse = 1.0F / std::sqrt(Variance(x[r], n, mean) + eps);
    auto normalize = [mean, inverse](const Float4& v, const Float4& scale,
                                     const Float4& bias) {
      return Float4((v - mean) * inverse * scale + bias);
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

}  // namespace stepglot
