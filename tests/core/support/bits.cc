// Compares float arrays.
#include "tests/core/support/bits.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace stepglot {
namespace {

template <typename Equal>
testing::AssertionResult Compare(std::span<const float> actual,
                                 std::span<const float> expected, Equal equal) {
  if (actual.size() != expected.size()) {
    return testing::AssertionFailure()
           << actual.size() << " values instead of " << expected.size();
  }
  for (size_t i = 0; i < actual.size(); ++i) {
    if (equal(actual[i], expected[i])) continue;
    return testing::AssertionFailure()
           << "value " << i << " of " << actual.size() << " is "
           << std::hexfloat << actual[i] << " instead of " << expected[i]
           << std::defaultfloat << " (" << actual[i] << ", " << expected[i]
           << ")";
  }
  return testing::AssertionSuccess();
}

}  // namespace

testing::AssertionResult SameBits(std::span<const float> actual,
                                  std::span<const float> expected) {
  return Compare(actual, expected, [](float a, float b) {
    return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b) ||
           (std::isnan(a) && std::isnan(b));
  });
}

testing::AssertionResult Within(double tolerance, std::span<const float> actual,
                                std::span<const float> expected) {
  return Compare(actual, expected, [tolerance](float a, float b) {
    return std::fabs(static_cast<double>(a) - b) <= tolerance;
  });
}

}  // namespace stepglot
