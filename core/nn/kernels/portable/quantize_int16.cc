// Quantizes a row by its largest magnitude.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {

float QuantizeInt16(const float* x, int depth, int16_t* values) {
  // Magnitudes of floats are ordered like their bits, and NaN comes after
  // infinity.
  constexpr uint32_t kMagnitude = 0x7FFFFFFFU;
  constexpr uint32_t kInfinity = 0x7F800000U;
  uint32_t largest_bits = 0;
  for (int k = 0; k < depth; ++k) {
    largest_bits =
        std::max(largest_bits, std::bit_cast<uint32_t>(x[k]) & kMagnitude);
  }
  const auto limit = static_cast<float>(Int16Limit(depth));
  const auto largest = std::bit_cast<float>(largest_bits);
  const float inverse = limit / largest;
  // A row of zeros, of numbers too small for a scale, or one that overflowed.
  if (std::isinf(inverse) || largest_bits >= kInfinity) {
    std::fill_n(values, depth, int16_t{0});
    return 0;
  }
  // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number, half
  // to even.
  constexpr float kRounder = 12582912.0F;
  for (int k = 0; k < depth; ++k) {
    const float rounded = (x[k] * inverse + kRounder) - kRounder;
    values[k] = static_cast<int16_t>(static_cast<int32_t>(rounded));
  }
  return largest / limit;
}

}  // namespace stepglot::portable
