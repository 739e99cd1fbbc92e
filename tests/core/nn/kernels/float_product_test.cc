// Tests the float32 product against its reference and against sums in double
// precision.
#include <gtest/gtest.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_test.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

// Operands of one product, [rows, depth] times [outputs, depth].
struct Operands {
  Operands(KernelTile tile, Random& random)
      : rows(tile.rows),
        outputs(tile.outputs),
        depth(tile.depth),
        x(random.Floats(static_cast<size_t>(rows) * depth)),
        w(random.Floats(static_cast<size_t>(outputs) * depth)),
        bias(random.Floats(outputs)) {}

  // Rows [begin, begin + count) of the product.
  std::vector<float> Run(const Kernels& kernels, int begin, int count) {
    std::vector<float> y(static_cast<size_t>(count) * outputs);
    LinearWeights weights;
    weights.weight = {outputs, depth, w.data(), nullptr, nullptr};
    if (with_bias) weights.bias = bias.data();
    kernels.float_product(Rows{x.data(), rows, depth}.Slice(begin, count),
                          weights, {y.data(), count, outputs});
    return y;
  }
  std::vector<float> Run(const Kernels& kernels) {
    return Run(kernels, 0, rows);
  }

  int rows;
  int outputs;
  int depth;
  std::vector<float> x;
  std::vector<float> w;
  std::vector<float> bias;
  bool with_bias = true;
};

using FloatProductTest = KernelTest;

TEST_P(FloatProductTest, EqualsItsReferenceAtOddSizes) {
  Random random(1);
  ForEachTile([&](KernelTile tile) {
    Operands operands(tile, random);
    for (const bool with_bias : {true, false}) {
      operands.with_bias = with_bias;
      ASSERT_TRUE(
          SameBits(operands.Run(kernels()), operands.Run(reference::kKernels)));
    }
  });
}

TEST_P(FloatProductTest, IsTheSumOfProducts) {
  Random random(2);
  for (const int depth : kKernelDepths) {
    Operands operands({3, 5, depth}, random);
    const std::vector<float> y = operands.Run(kernels());
    for (int r = 0; r < 3; ++r) {
      for (int o = 0; o < 5; ++o) {
        double sum = operands.bias[o];
        double magnitude = std::fabs(sum);
        for (int k = 0; k < depth; ++k) {
          const double term = static_cast<double>(operands.x[r * depth + k]) *
                              operands.w[o * depth + k];
          sum += term;
          magnitude += std::fabs(term);
        }
        // A float sum of n terms is off by at most about n / 4 roundings in
        // four lanes.
        ASSERT_NEAR(y[r * 5 + o], sum,
                    (depth / 4 + 4) * FLT_EPSILON * magnitude)
            << depth;
      }
    }
  }
}

TEST_P(FloatProductTest, ARowDoesNotDependOnTheOthers) {
  Random random(3);
  for (const int depth : {1, 3, 32, 67, 100, 256}) {
    Operands operands({9, 11, depth}, random);
    const std::vector<float> all = operands.Run(kernels());
    for (int begin = 0; begin < 9; ++begin) {
      for (int count = 1; count <= 9 - begin; ++count) {
        const std::vector<float> some = operands.Run(kernels(), begin, count);
        ASSERT_TRUE(
            SameBits(some, std::span(all).subspan(begin * 11, count * 11)))
            << "rows " << begin << " to " << begin + count << ", depth "
            << depth;
      }
    }
  }
}

TEST_P(FloatProductTest, AnOutputDoesNotDependOnItsIndex) {
  Random random(4);
  const int depth = 37;
  Operands operands({3, 19, depth}, random);
  for (int o = 1; o < 19; ++o) {
    std::copy_n(operands.w.begin(), depth, operands.w.begin() + o * depth);
    operands.bias[o] = operands.bias[0];
  }
  const std::vector<float> y = operands.Run(kernels());
  for (int r = 0; r < 3; ++r) {
    const std::vector<float> first(19, y[r * 19]);
    EXPECT_TRUE(SameBits(std::span(y).subspan(r * 19, 19), first));
  }
}

TEST_P(FloatProductTest, FollowsItsReferenceAtExtremeValues) {
  const float extremes[] = {0.0F,     -0.0F,     FLT_MAX,      -FLT_MAX,
                            FLT_MIN,  -FLT_MIN,  FLT_TRUE_MIN, -FLT_TRUE_MIN,
                            INFINITY, -INFINITY, NAN,          1.0F,
                            -1.0F};
  Random random(5);
  for (const int depth : {1, 2, 5, 16, 67}) {
    Operands operands({4, 9, depth}, random);
    for (float& value : operands.x)
      value = extremes[random.Below(std::size(extremes))];
    for (float& value : operands.w)
      value = extremes[random.Below(std::size(extremes))];
    EXPECT_TRUE(
        SameBits(operands.Run(kernels()), operands.Run(reference::kKernels)))
        << depth;
  }
}

// As threads do that share the work.
TEST_P(FloatProductTest, MayBeSplitByOutputs) {
  Random random(6);
  const int depth = 37;
  Operands operands({3, 19, depth}, random);
  const std::vector<float> whole = operands.Run(kernels());
  for (int middle = 0; middle <= 19; ++middle) {
    std::vector<float> y(3 * 19);
    for (const auto& [begin, end] :
         {std::pair(0, middle), std::pair(middle, 19)}) {
      LinearWeights weights;
      weights.bias = operands.bias.data() + begin;
      weights.weight = {end - begin, depth, operands.w.data() + begin * depth,
                        nullptr, nullptr};
      kernels().float_product({operands.x.data(), 3, depth}, weights,
                              {y.data() + begin, 3, 19});
    }
    EXPECT_TRUE(SameBits(y, whole)) << middle;
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(FloatProductTest);

}  // namespace
}  // namespace stepglot
