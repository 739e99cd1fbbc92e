// Softmax, four values at a time.
#include <algorithm>
#include <cmath>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/kernels/portable/exp.h"
#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {
namespace {

float Maximum(const float* x, int n) {
  Float4 largest = Splat(kNegativeInfinity);
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) largest = Max(largest, Load(x + i));
  if (i < n)
    largest = Max(largest, LoadPartial(x + i, n - i, kNegativeInfinity));
  return std::max(std::max(largest[0], largest[2]),
                  std::max(largest[1], largest[3]));
}

// Sum of exp(x - shift); each exponential is handed to `keep` with its index
// and count.
template <typename Keep>
float SumOfExp(const float* x, int n, float shift, Keep keep) {
  Float4 sum = Splat(0);
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Float4 e = Exp(Load(x + i) - shift);
    sum += e;
    keep(i, e, kLanes);
  }
  if (const int rest = n - i; rest > 0) {
    Float4 e = Exp(LoadPartial(x + i, rest) - shift);
    for (int lane = rest; lane < kLanes; ++lane) e[lane] = 0;
    sum += e;
    keep(i, e, rest);
  }
  return Sum(sum);
}

}  // namespace

void Softmax(float* x, int n) {
  const float sum =
      SumOfExp(x, n, Maximum(x, n), [x](int i, Float4 e, int count) {
        if (count == kLanes) {
          Store(x + i, e);
        } else {
          StorePartial(x + i, e, count);
        }
      });
  Map4(x, x, n, [sum](Float4 e) { return e / sum; });
}

float LogSumExp(const float* x, int n, float largest) {
  return largest +
         std::log(SumOfExp(x, n, largest, [](int, const Float4&, int) {}));
}

}  // namespace stepglot::portable
