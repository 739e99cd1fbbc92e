// Quantizes a row into whole numbers, in a form that the caller writes.
#ifndef STEPGLOT_CORE_NN_KERNELS_PORTABLE_QUANTIZE_H_
#define STEPGLOT_CORE_NN_KERNELS_PORTABLE_QUANTIZE_H_

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/nn/kernels/quantized_rows.h"

namespace stepglot::portable {

/// Adding 1.5 * 2^23 to a float of up to 22 bits rounds it to a whole number,
/// half to even, which lies in the lowest bits of the sum.
inline constexpr float kRounder = 12582912.0F;
inline constexpr auto kRounderBits = std::bit_cast<int32_t>(kRounder);

/// Quantizes to magnitudes up to `most`.
/// @param write  (int k, int32_t number): writes a number.
/// @return the row's scale; its zero is 0.
template <typename Write>
RowScale QuantizeByMagnitude(const float* x, int depth, int most, Write write) {
  // Magnitudes of floats are ordered like their bits, and NaN comes after
  // infinity.
  constexpr uint32_t kMagnitude = 0x7FFFFFFFU;
  constexpr uint32_t kInfinity = 0x7F800000U;
  uint32_t largest_bits = 0;
  for (int k = 0; k < depth; ++k) {
    largest_bits =
        std::max(largest_bits, std::bit_cast<uint32_t>(x[k]) & kMagnitude);
  }
  const auto limit = static_cast<float>(most);
  const auto largest = std::bit_cast<float>(largest_bits);
  const float inverse = limit / largest;
  // A row of zeros, of numbers too small for a scale, or one that overflowed.
  if (std::isinf(inverse) || largest_bits >= kInfinity) {
    for (int k = 0; k < depth; ++k) write(k, 0);
    return {0, 0};
  }
  for (int k = 0; k < depth; ++k) {
    write(k, std::bit_cast<int32_t>(x[k] * inverse + kRounder) - kRounderBits);
  }
  return {largest / limit, 0};
}

/// The least and the greatest number of a row and 0.
struct Range {
  float lowest = 0;
  float highest = 0;
  bool finite = true;  ///< whether all numbers are
};

inline Range RangeOf(const float* x, int depth) {
  // With the magnitude of negative floats inverted, bits are ordered like
  // floats, and NaN lies beyond both infinities. The inversion undoes itself.
  const auto ordered = [](int32_t bits) {
    return bits ^ static_cast<int32_t>(static_cast<uint32_t>(bits >> 31) >> 1);
  };
  constexpr int32_t kInfinity = 0x7F800000;
  int32_t lowest = 0;
  int32_t highest = 0;
  for (int k = 0; k < depth; ++k) {
    const int32_t key = ordered(std::bit_cast<int32_t>(x[k]));
    lowest = std::min(lowest, key);
    highest = std::max(highest, key);
  }
  return {std::bit_cast<float>(ordered(lowest)),
          std::bit_cast<float>(ordered(highest)),
          highest < kInfinity && lowest > ~kInfinity};
}

/// Quantizes to 0 to Int7Limit(depth), with the row's zero among these.
/// @param write  (int k, int32_t number): writes a number.
/// @return the row's scale and zero.
template <typename Write>
RowScale QuantizeByRange(const float* x, int depth, Write write) {
  const auto [lowest, highest, finite] = RangeOf(x, depth);
  const float range = highest - lowest;
  const int32_t limit = Int7Limit(depth);
  const float inverse = static_cast<float>(limit) / range;
  if (!finite || std::isinf(range) || std::isinf(inverse)) {
    for (int k = 0; k < depth; ++k) write(k, 0);
    return {0, 0};
  }
  const int32_t base = std::bit_cast<int32_t>(lowest * inverse + kRounder);
  for (int k = 0; k < depth; ++k) {
    const auto rounded = std::bit_cast<int32_t>(x[k] * inverse + kRounder);
    // At a range of limit / 2 on both sides, both ends round away from zero.
    write(k, std::min(rounded - base, limit));
  }
  return {range / static_cast<float>(limit), kRounderBits - base};
}

}  // namespace stepglot::portable

#endif  // STEPGLOT_CORE_NN_KERNELS_PORTABLE_QUANTIZE_H_
