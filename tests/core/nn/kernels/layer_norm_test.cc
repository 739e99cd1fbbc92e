// Tests layer normalization against a plain loop in double precision and
// against the reference.
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

// Ba et al. 2016, with the population variance.
std::vector<float> NormInDouble(std::span<const float> x,
                                std::span<const float> scale,
                                std::span<const float> bias, double eps) {
  double mean = 0;
  for (const double value : x) mean += value / static_cast<double>(x.size());
  double variance = 0;
  for (const double value : x) {
    variance += (value - mean) * (value - mean) / static_cast<double>(x.size());
  }
  std::vector<float> y;
  for (size_t i = 0; i < x.size(); ++i) {
    y.push_back(static_cast<float>(
        (x[i] - mean) / std::sqrt(variance + eps) * scale[i] + bias[i]));
  }
  return y;
}

// The norm of rows of random values around an offset.
struct NormCase {
  NormCase(int rows, int width, float offset, Random& random)
      : rows(rows),
        width(width),
        x(random.Floats(static_cast<size_t>(rows) * width)),
        scale(random.Floats(width)),
        bias(random.Floats(width)) {
    for (float& value : x) value += offset;
  }

  std::vector<float> Run(const Kernels& kernels, float eps) {
    std::vector<float> y(x.size());
    kernels.layer_norm({scale.data(), bias.data()}, eps,
                       {x.data(), rows, width}, {y.data(), rows, width});
    return y;
  }

  int rows;
  int width;
  std::vector<float> x;
  std::vector<float> scale;
  std::vector<float> bias;
};

using LayerNormTest = KernelTest;

TEST_P(LayerNormTest, EqualsItsReferenceAtEveryWidth) {
  Random random(6);
  for (const int width : kKernelDepths) {
    NormCase norm(3, width, 0.25F, random);
    ASSERT_TRUE(SameBits(norm.Run(kernels(), 1e-6F),
                         norm.Run(reference::kKernels, 1e-6F)))
        << width;
  }
}

TEST_P(LayerNormTest, FollowsDoublePrecision) {
  Random random(1);
  for (const int width : kKernelDepths) {
    for (const float eps : {1e-6F, 1e-3F}) {
      NormCase norm(3, width, 0.25F, random);
      const std::vector<float> y = norm.Run(kernels(), eps);
      for (int r = 0; r < 3; ++r) {
        const auto row = std::span(norm.x).subspan(r * width, width);
        ASSERT_TRUE(Within(2e-5, std::span(y).subspan(r * width, width),
                           NormInDouble(row, norm.scale, norm.bias, eps)))
            << width;
      }
    }
  }
}

TEST_P(LayerNormTest, WorksInPlace) {
  Random random(2);
  for (const int width : {1, 2, 5, 36, 67}) {
    NormCase norm(4, width, 0, random);
    const std::vector<float> y = norm.Run(kernels(), 1e-5F);
    const Rows x = {norm.x.data(), 4, width};
    kernels().layer_norm({norm.scale.data(), norm.bias.data()}, 1e-5F, x, x);
    EXPECT_TRUE(SameBits(norm.x, y)) << width;
  }
}

TEST_P(LayerNormTest, ARowDoesNotDependOnTheOthers) {
  Random random(3);
  for (const int width : {1, 6, 37, 40}) {
    NormCase norm(5, width, 0, random);
    const std::vector<float> all = norm.Run(kernels(), 1e-5F);
    for (int r = 0; r < 5; ++r) {
      std::vector<float> alone(width);
      kernels().layer_norm({norm.scale.data(), norm.bias.data()}, 1e-5F,
                           Rows{norm.x.data(), 5, width}.Slice(r, 1),
                           {alone.data(), 1, width});
      EXPECT_TRUE(SameBits(alone, std::span(all).subspan(r * width, width)));
    }
  }
}

TEST_P(LayerNormTest, ConstantRowsGiveTheBias) {
  Random random(4);
  for (const float constant : {0.0F, 2.0F, -1e10F, FLT_TRUE_MIN}) {
    NormCase norm(1, 8, 0, random);
    norm.x.assign(8, constant);
    EXPECT_TRUE(SameBits(norm.Run(kernels(), 1e-5F), norm.bias)) << constant;
  }
}

TEST_P(LayerNormTest, ExtremeValuesDoNotCrash) {
  Random random(5);
  for (const float wild : {FLT_MAX, -FLT_MAX, INFINITY, NAN, FLT_TRUE_MIN}) {
    NormCase norm(2, 13, 0, random);
    norm.x[3] = wild;
    norm.Run(kernels(), 0.0F);
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(LayerNormTest);

}  // namespace
}  // namespace stepglot
