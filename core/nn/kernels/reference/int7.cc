// The fast arithmetic: quantization value by value; its product is that of the
// faithful one over smaller numbers.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/nn/kernels/reference/kernels.h"

namespace stepglot::reference {

RowScale QuantizeInt7(const float* x, int depth, int16_t* values) {
  float lowest = 0;
  float highest = 0;
  bool finite = true;
  for (int k = 0; k < depth; ++k) {
    lowest = std::min(lowest, x[k]);
    highest = std::max(highest, x[k]);
    finite = finite && std::isfinite(x[k]);
  }
  const float range = highest - lowest;
  const auto limit = static_cast<float>(Int7Limit(depth));
  const float inverse = limit / range;
  if (!finite || std::isinf(range) || std::isinf(inverse)) {
    std::fill_n(values, depth, int16_t{0});
    return {0, 0};
  }
  const float zero = -std::nearbyint(lowest * inverse);
  for (int k = 0; k < depth; ++k) {
    // At a range of limit / 2 on both sides, both ends round away from zero.
    values[k] = static_cast<int16_t>(
        std::min(std::nearbyint(x[k] * inverse) + zero, limit));
  }
  return {range / limit, static_cast<int32_t>(zero)};
}

void Int7Product(const QuantizedRows& x, const LinearWeights& w, Rows y) {
  Int16Product(x, w, y);
}

}  // namespace stepglot::reference
