// Softmax, four values at a time.
#include "core/nn/kernels/softmax.h"

#include <cmath>
#include <limits>

#include "core/nn/kernels/simd.h"

namespace stepglot {
namespace {

constexpr float kNegativeInfinity = -std::numeric_limits<float>::infinity();

float Maximum(const float* x, int n) {
  Float4 largest = Float4::Constant(kNegativeInfinity);
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) largest = largest.max(Load(x + i));
  if (i < n)
    largest = largest.max(LoadPartial(x + i, n - i, kNegativeInfinity));
  return largest.maxCoeff();
}

// Sum of exp(x - shift); each exponential is handed to `keep` with its index
// and count.
template <typename Keep>
float SumOfExp(const float* x, int n, float shift, Keep keep) {
  Float4 sum = Float4::Zero();
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Float4 e = (Load(x + i) - shift).exp();
    sum += e;
    keep(i, e, kLanes);
  }
  if (const int rest = n - i; rest > 0) {
    Float4 e = (LoadPartial(x + i, rest) - shift).exp();
    for (int lane = rest; lane < kLanes; ++lane) e[lane] = 0;
    sum += e;
    keep(i, e, rest);
  }
  return sum.sum();
}

}  // namespace

void Softmax(float* x, int n) {
  const float sum =
      SumOfExp(x, n, Maximum(x, n), [x](int i, const Float4& e, int count) {
        StorePartial(x + i, e, count);
      });
  Map4(x, x, n, [sum](const Float4& e) { return Float4(e / sum); });
}

float LogSumExp(const float* x, int n) {
  const float largest = Maximum(x, n);
  return largest +
         std::log(SumOfExp(x, n, largest, [](int, const Float4&, int) {}));
}

}  // namespace stepglot
