// Tests the exponential function against the standard library's in double
// precision.
#include "core/nn/kernels/portable/exp.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace stepglot::portable {
namespace {

float ExpOf(float x) { return Exp(Splat(x))[0]; }

// The distance in units in the last place of the exact value.
double UnitsOff(float x) {
  const double exact = std::exp(static_cast<double>(x));
  const double unit = std::exp2(std::floor(std::log2(exact)) - 23);
  return std::fabs(ExpOf(x) - exact) / unit;
}

TEST(Exp, IsWithinTwoUnitsInTheLastPlace) {
  for (float x = -87; x <= 88; x += 0.00137F) ASSERT_LE(UnitsOff(x), 2.0) << x;
  for (const float x :
       {0.0F, -0.0F, 1e-30F, -1e-30F, 1.0F, -1.0F, 0.34657359F, -0.34657359F}) {
    EXPECT_LE(UnitsOff(x), 2.0) << x;
  }
  EXPECT_EQ(ExpOf(0), 1.0F);
}

TEST(Exp, IsBoundedOutsideItsRange) {
  for (const float x :
       {-87.5F, -1e30F, -std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(ExpOf(x), ExpOf(-87)) << x;
  }
  for (const float x : {88.5F, 1e30F, std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(ExpOf(x), ExpOf(88)) << x;
  }
  EXPECT_GT(ExpOf(-87), 0);
  EXPECT_TRUE(std::isfinite(ExpOf(88)));
}

TEST(Exp, LanesAreIndependent) {
  const Float4 x = {-80, 0.5F, 3, 88};
  const Float4 y = Exp(x);
  for (int lane = 0; lane < kLanes; ++lane)
    EXPECT_EQ(y[lane], ExpOf(x[lane])) << lane;
}

}  // namespace
}  // namespace stepglot::portable
