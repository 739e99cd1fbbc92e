// Tests RMS normalization against a plain loop in double precision and against
// the reference.
#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <span>
#include <vector>

#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_test.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

// Zhang and Sennrich 2019, without a bias.
std::vector<float> NormInDouble(std::span<const float> x,
                                std::span<const float> scale, double eps) {
  double mean_square = 0;
  for (const double value : x)
    mean_square += value * value / static_cast<double>(x.size());
  std::vector<float> y;
  for (size_t i = 0; i < x.size(); ++i) {
    y.push_back(
        static_cast<float>(x[i] / std::sqrt(mean_square + eps) * scale[i]));
  }
  return y;
}

// The norm of rows of random values around an offset.
struct NormCase {
  NormCase(int rows, int width, float offset, Random& random)
      : rows(rows),
        width(width),
        x(random.Floats(static_cast<size_t>(rows) * width)),
        scale(random.Floats(width)) {
    for (float& value : x) value += offset;
  }

  std::vector<float> Run(const Kernels& kernels, float eps) {
    std::vector<float> y(x.size());
    kernels.rms_norm({scale.data(), nullptr}, eps, {x.data(), rows, width},
                     {y.data(), rows, width});
    return y;
  }

  int rows;
  int width;
  std::vector<float> x;
  std::vector<float> scale;
};

using RmsNormTest = KernelTest;

TEST_P(RmsNormTest, EqualsItsReferenceAtEveryWidth) {
  Random random(6);
  for (const int width : kKernelDepths) {
    NormCase norm(3, width, 0.25F, random);
    ASSERT_TRUE(SameBits(norm.Run(kernels(), 1e-6F),
                         norm.Run(reference::kKernels, 1e-6F)))
        << width;
  }
}

TEST_P(RmsNormTest, FollowsDoublePrecision) {
  Random random(1);
  for (const int width : kKernelDepths) {
    for (const float eps : {1e-6F, 1e-3F}) {
      NormCase norm(3, width, 0.25F, random);
      const std::vector<float> y = norm.Run(kernels(), eps);
      for (int r = 0; r < 3; ++r) {
        const auto row = std::span(norm.x).subspan(r * width, width);
        ASSERT_TRUE(Within(2e-5, std::span(y).subspan(r * width, width),
                           NormInDouble(row, norm.scale, eps)))
            << width;
      }
    }
  }
}

TEST_P(RmsNormTest, WorksInPlace) {
  Random random(2);
  for (const int width : {1, 2, 5, 36, 67}) {
    NormCase norm(4, width, 0, random);
    const std::vector<float> y = norm.Run(kernels(), 1e-5F);
    const Rows x = {norm.x.data(), 4, width};
    kernels().rms_norm({norm.scale.data(), nullptr}, 1e-5F, x, x);
    EXPECT_TRUE(SameBits(norm.x, y)) << width;
  }
}

TEST_P(RmsNormTest, ARowDoesNotDependOnTheOthers) {
  Random random(3);
  for (const int width : {1, 6, 37, 40}) {
    NormCase norm(5, width, 0, random);
    const std::vector<float> all = norm.Run(kernels(), 1e-5F);
    for (int r = 0; r < 5; ++r) {
      std::vector<float> alone(width);
      kernels().rms_norm({norm.scale.data(), nullptr}, 1e-5F,
                         Rows{norm.x.data(), 5, width}.Slice(r, 1),
                         {alone.data(), 1, width});
      EXPECT_TRUE(SameBits(alone, std::span(all).subspan(r * width, width)));
    }
  }
}

// Unlike a layer norm, it keeps the mean.
TEST_P(RmsNormTest, ConstantRowsGiveTheScale) {
  Random random(4);
  NormCase norm(1, 8, 0, random);
  norm.x.assign(8, 2.0F);
  EXPECT_TRUE(SameBits(norm.Run(kernels(), 0.0F), norm.scale));
  norm.x.assign(8, 0.0F);
  EXPECT_TRUE(Within(0, norm.Run(kernels(), 1e-5F), std::vector<float>(8)));
}

TEST_P(RmsNormTest, ExtremeValuesDoNotCrash) {
  Random random(5);
  for (const float wild : {FLT_MAX, -FLT_MAX, INFINITY, NAN, FLT_TRUE_MIN}) {
    NormCase norm(2, 13, 0, random);
    norm.x[3] = wild;
    norm.Run(kernels(), 0.0F);
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(RmsNormTest);

}  // namespace
}  // namespace stepglot
