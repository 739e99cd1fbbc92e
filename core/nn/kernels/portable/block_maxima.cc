// The largest values of blocks, four values at a time.
#include <algorithm>
#include <limits>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {
namespace {

float MaximumOrNan(const float* x, int n) {
  Float4 largest = Splat(kNegativeInfinity);
  // A comparison with NaN is false, so the maximum alone would pass over it.
  Int4 is_nan = {};
  const auto take = [&](Float4 v) {
    largest = Max(largest, v);
    is_nan |= v != v;
  };
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) take(Load(x + i));
  if (i < n) take(LoadPartial(x + i, n - i, kNegativeInfinity));
  if ((is_nan[0] | is_nan[1] | is_nan[2] | is_nan[3]) != 0)
    return std::numeric_limits<float>::quiet_NaN();
  // Which zero is found depends on the order: -0 becomes 0.
  return std::max(std::max(largest[0], largest[2]),
                  std::max(largest[1], largest[3])) +
         0.0F;
}

}  // namespace

void BlockMaxima(const float* x, int n, float* maxima) {
  for (int begin = 0; begin < n; begin += kMaximaBlock) {
    *maxima++ = MaximumOrNan(x + begin, std::min(kMaximaBlock, n - begin));
  }
}

}  // namespace stepglot::portable
