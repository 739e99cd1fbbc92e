// Tests softmax and log-sum-exp against plain loops in double precision.
#include "core/nn/kernels/softmax.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <numeric>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_sizes.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

double LogSumExpInDouble(const std::vector<float>& x) {
  const double largest = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (const double value : x) sum += std::exp(value - largest);
  return largest + std::log(sum);
}

std::vector<float> SoftmaxInDouble(const std::vector<float>& x) {
  const double log_sum = LogSumExpInDouble(x);
  std::vector<float> result;
  for (const double value : x)
    result.push_back(static_cast<float>(std::exp(value - log_sum)));
  return result;
}

std::vector<float> SoftmaxOf(std::vector<float> x) {
  Softmax(x.data(), static_cast<int>(x.size()));
  return x;
}

float LogSumExpOf(const std::vector<float>& x) {
  return LogSumExp(x.data(), static_cast<int>(x.size()));
}

std::vector<float> RandomValues(int size, float magnitude, Random& random) {
  std::vector<float> x = random.Floats(size);
  for (float& value : x) value *= magnitude;
  return x;
}

TEST(Softmax, FollowsDoublePrecision) {
  Random random(1);
  for (const int size : kKernelDepths) {
    for (const float magnitude : {0.1F, 5.0F, 80.0F}) {
      const std::vector<float> x = RandomValues(size, magnitude, random);
      ASSERT_TRUE(Within(1e-6, SoftmaxOf(x), SoftmaxInDouble(x)))
          << size << " at " << magnitude;
    }
  }
}

TEST(Softmax, SumsToOne) {
  Random random(2);
  for (const int size : kKernelDepths) {
    const std::vector<float> y = SoftmaxOf(RandomValues(size, 10, random));
    EXPECT_NEAR(std::accumulate(y.begin(), y.end(), 0.0), 1.0, 1e-5) << size;
  }
}

TEST(Softmax, AValueDoesNotDependOnItsIndex) {
  for (const int size : kKernelDepths) {
    const std::vector<float> y = SoftmaxOf(std::vector<float>(size, -3.25F));
    ASSERT_TRUE(SameBits(y, std::vector<float>(size, y[0]))) << size;
  }
}

// The share of a value that is 87 or more below the largest.
constexpr double kNothing = 2e-38;

TEST(Softmax, DoesNotOverflow) {
  constexpr float kMinusInfinity = -INFINITY;
  EXPECT_TRUE(Within(kNothing, SoftmaxOf({FLT_MAX, -FLT_MAX, 0}),
                     std::vector<float>{1, 0, 0}));
  EXPECT_TRUE(SameBits(SoftmaxOf({-FLT_MAX, -FLT_MAX}),
                       std::vector<float>{0.5F, 0.5F}));
  EXPECT_TRUE(Within(
      kNothing,
      SoftmaxOf({1000, kMinusInfinity, kMinusInfinity, 0, kMinusInfinity}),
      std::vector<float>{1, 0, 0, 0, 0}));
  EXPECT_TRUE(SameBits(SoftmaxOf({FLT_TRUE_MIN}), std::vector<float>{1}));
}

TEST(Softmax, ValuesThatAreNotFiniteDoNotCrash) {
  for (const float wild : {INFINITY, -INFINITY, NAN}) {
    for (const int size : {1, 3, 4, 9})
      SoftmaxOf(std::vector<float>(size, wild));
  }
}

TEST(LogSumExp, FollowsDoublePrecision) {
  Random random(3);
  for (const int size : kKernelDepths) {
    for (const float magnitude : {0.1F, 5.0F, 80.0F}) {
      const std::vector<float> x = RandomValues(size, magnitude, random);
      const double expected = LogSumExpInDouble(x);
      ASSERT_NEAR(LogSumExpOf(x), expected, 1e-6 * (2 + std::fabs(expected)))
          << size;
    }
  }
}

TEST(LogSumExp, MinusInfinityIsAbsent) {
  constexpr float kMinusInfinity = -INFINITY;
  EXPECT_FLOAT_EQ(
      LogSumExpOf({kMinusInfinity, 2.0F, kMinusInfinity, 2.0F, kMinusInfinity}),
      2.0F + std::log(2.0F));
  EXPECT_EQ(LogSumExpOf({kMinusInfinity, -7.0F}), -7.0F);
}

}  // namespace
}  // namespace stepglot
