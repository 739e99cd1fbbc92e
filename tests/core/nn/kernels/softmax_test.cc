// Tests softmax and log-sum-exp against plain loops in double precision and
// against the reference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_test.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

float Largest(const std::vector<float>& x) {
  return *std::max_element(x.begin(), x.end());
}

double LogSumExpInDouble(const std::vector<float>& x) {
  const double largest = Largest(x);
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

std::vector<float> RandomValues(int size, float magnitude, Random& random) {
  std::vector<float> x = random.Floats(size);
  for (float& value : x) value *= magnitude;
  return x;
}

class SoftmaxTest : public KernelTest {
 protected:
  static std::vector<float> SoftmaxOf(std::vector<float> x) {
    kernels().softmax(x.data(), static_cast<int>(x.size()));
    return x;
  }
  static float LogSumExpOf(const std::vector<float>& x) {
    return kernels().log_sum_exp(x.data(), static_cast<int>(x.size()),
                                 Largest(x));
  }
};

TEST_P(SoftmaxTest, EqualsItsReferenceAtEverySize) {
  Random random(4);
  for (const int size : kKernelDepths) {
    for (const float magnitude : {0.1F, 5.0F, 80.0F}) {
      const std::vector<float> x = RandomValues(size, magnitude, random);
      std::vector<float> expected = x;
      reference::Softmax(expected.data(), size);
      ASSERT_TRUE(SameBits(SoftmaxOf(x), expected)) << size;
      ASSERT_EQ(LogSumExpOf(x),
                reference::LogSumExp(x.data(), size, Largest(x)))
          << size;
    }
  }
}

TEST_P(SoftmaxTest, FollowsDoublePrecision) {
  Random random(1);
  for (const int size : kKernelDepths) {
    for (const float magnitude : {0.1F, 5.0F, 80.0F}) {
      const std::vector<float> x = RandomValues(size, magnitude, random);
      ASSERT_TRUE(Within(1e-6, SoftmaxOf(x), SoftmaxInDouble(x)))
          << size << " at " << magnitude;
    }
  }
}

TEST_P(SoftmaxTest, SumsToOne) {
  Random random(2);
  for (const int size : kKernelDepths) {
    const std::vector<float> y = SoftmaxOf(RandomValues(size, 10, random));
    EXPECT_NEAR(std::accumulate(y.begin(), y.end(), 0.0), 1.0, 1e-5) << size;
  }
}

TEST_P(SoftmaxTest, AValueDoesNotDependOnItsIndex) {
  for (const int size : kKernelDepths) {
    const std::vector<float> y = SoftmaxOf(std::vector<float>(size, -3.25F));
    ASSERT_TRUE(SameBits(y, std::vector<float>(size, y[0]))) << size;
  }
}

// The share of a value that is 87 or more below the largest.
constexpr double kNothing = 2e-38;

TEST_P(SoftmaxTest, DoesNotOverflow) {
  EXPECT_TRUE(Within(kNothing, SoftmaxOf({FLT_MAX, -FLT_MAX, 0}),
                     std::vector<float>{1, 0, 0}));
  EXPECT_TRUE(SameBits(SoftmaxOf({-FLT_MAX, -FLT_MAX}),
                       std::vector<float>{0.5F, 0.5F}));
  EXPECT_TRUE(Within(kNothing,
                     SoftmaxOf({1000, kNegativeInfinity, kNegativeInfinity, 0,
                                kNegativeInfinity}),
                     std::vector<float>{1, 0, 0, 0, 0}));
  EXPECT_TRUE(SameBits(SoftmaxOf({FLT_TRUE_MIN}), std::vector<float>{1}));
}

TEST_P(SoftmaxTest, ValuesThatAreNotFiniteDoNotCrash) {
  for (const float wild : {INFINITY, -INFINITY, NAN}) {
    for (const int size : {1, 3, 4, 9})
      SoftmaxOf(std::vector<float>(size, wild));
  }
}

TEST_P(SoftmaxTest, LogSumExpFollowsDoublePrecision) {
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

TEST_P(SoftmaxTest, LogSumExpTakesNegativeInfinityAsAbsent) {
  EXPECT_FLOAT_EQ(LogSumExpOf({kNegativeInfinity, 2.0F, kNegativeInfinity, 2.0F,
                               kNegativeInfinity}),
                  2.0F + std::log(2.0F));
  EXPECT_EQ(LogSumExpOf({kNegativeInfinity, -7.0F}), -7.0F);
}

STEPGLOT_FOR_EACH_KERNEL_SET(SoftmaxTest);

}  // namespace
}  // namespace stepglot
