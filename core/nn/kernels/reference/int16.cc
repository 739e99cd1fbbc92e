// The faithful arithmetic: quantization value by value, the product output by
// output.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/nn/kernels/reference/kernels.h"

namespace stepglot::reference {

namespace {

// To magnitudes up to `most`.
RowScale Quantize(const float* x, int depth, int most, int16_t* values) {
  float largest = 0;
  bool finite = true;
  for (int k = 0; k < depth; ++k) {
    largest = std::max(largest, std::fabs(x[k]));
    finite = finite && std::isfinite(x[k]);
  }
  const auto limit = static_cast<float>(most);
  const float inverse = limit / largest;
  const bool zeros = !finite || std::isinf(inverse);
  for (int k = 0; k < depth; ++k) {
    // Rounds half to even, in the default rounding mode.
    values[k] = zeros ? int16_t{0}
                      : static_cast<int16_t>(std::nearbyint(x[k] * inverse));
  }
  return {zeros ? 0 : largest / limit, 0};
}

}  // namespace

RowScale QuantizeInt14(const float* x, int depth, int16_t* values) {
  return Quantize(x, depth, Int14Limit(depth), values);
}

RowScale QuantizeInt16(const float* x, int depth, int16_t* values) {
  return Quantize(x, depth, Int16Limit(depth), values);
}

void Int16Product(const QuantizedRows& x, const LinearWeights& w, Rows y) {
  for (int r = 0; r < x.count; ++r) {
    const auto [scale, zero] = x.scales[r];
    for (int o = 0; o < w.weight.rows; ++o) {
      const int8_t* row = w.weight.i8 + static_cast<ptrdiff_t>(o) * x.depth;
      int64_t sum = 0;
      for (int k = 0; k < x.depth; ++k) {
        sum += int64_t{x[r][k] - zero} * row[k];
      }
      const float value = static_cast<float>(static_cast<int32_t>(sum)) *
                          (scale * w.weight.scales[o]);
      y[r][o] = w.bias == nullptr ? value : value + w.bias[o];
    }
  }
}

}  // namespace stepglot::reference
