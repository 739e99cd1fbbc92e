// Compares float arrays, by bits or by distance, and says where they first
// differ.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_BITS_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_BITS_H_

#include <gtest/gtest.h>

#include <span>

namespace stepglot {

/// Succeeds when both arrays hold the same bits. Any NaN equals any other:
/// which of two NaN operands an addition returns is up to the compiler.
testing::AssertionResult SameBits(std::span<const float> actual,
                                  std::span<const float> expected);

/// Succeeds when no entry is further than `tolerance` from its expected value;
/// a NaN always is.
testing::AssertionResult Within(double tolerance, std::span<const float> actual,
                                std::span<const float> expected);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_BITS_H_
