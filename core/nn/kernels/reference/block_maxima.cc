// The largest values of blocks, value by value.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/kernels/reference/kernels.h"

namespace stepglot::reference {

void BlockMaxima(const float* x, int n, float* maxima) {
  for (int begin = 0; begin < n; begin += kMaximaBlock) {
    float largest = kNegativeInfinity;
    bool has_nan = false;
    for (int i = begin; i < std::min(n, begin + kMaximaBlock); ++i) {
      has_nan = has_nan || std::isnan(x[i]);
      largest = std::max(largest, x[i]);
    }
    *maxima++ =
        has_nan ? std::numeric_limits<float>::quiet_NaN() : largest + 0.0F;
  }
}

}  // namespace stepglot::reference
