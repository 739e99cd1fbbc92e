// Tests the product of int16 activations and int8 weights against its
// reference and against exact sums.
#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstdlib>
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
        x(static_cast<size_t>(rows) * depth),
        x_scales(random.Floats(rows)),
        w(static_cast<size_t>(outputs) * depth),
        w_scales(random.Floats(outputs)),
        bias(random.Floats(outputs)) {
    const int limit = Int16Limit(depth);
    for (int16_t& value : x)
      value = static_cast<int16_t>(random.Below(2 * limit + 1) - limit);
    for (int8_t& value : w)
      value = static_cast<int8_t>(random.Below(256) - 128);
  }

  // Rows [begin, begin + count) of the product.
  std::vector<float> Run(const Kernels& kernels, int begin, int count) const {
    std::vector<float> y(static_cast<size_t>(count) * outputs);
    LinearWeights weights;
    weights.weight = {outputs, depth, nullptr, w.data(), w_scales.data()};
    if (with_bias) weights.bias = bias.data();
    kernels.int16_product({x.data() + static_cast<ptrdiff_t>(begin) * depth,
                           x_scales.data() + begin, count, depth},
                          weights, {y.data(), count, outputs});
    return y;
  }
  std::vector<float> Run(const Kernels& kernels) const {
    return Run(kernels, 0, rows);
  }

  int rows;
  int outputs;
  int depth;
  std::vector<int16_t> x;
  std::vector<float> x_scales;
  std::vector<int8_t> w;
  std::vector<float> w_scales;
  std::vector<float> bias;
  bool with_bias = true;
};

using Int16ProductTest = KernelTest;

TEST_P(Int16ProductTest, EqualsItsReferenceAtOddSizes) {
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

TEST_P(Int16ProductTest, ARowDoesNotDependOnTheOthers) {
  Random random(2);
  for (const int depth : {1, 7, 8, 67, 256}) {
    const Operands operands({9, 11, depth}, random);
    const std::vector<float> all = operands.Run(kernels());
    for (int begin = 0; begin < 9; ++begin) {
      for (int count = 1; count <= 9 - begin; ++count) {
        ASSERT_TRUE(SameBits(operands.Run(kernels(), begin, count),
                             std::span(all).subspan(begin * 11, count * 11)))
            << "rows " << begin << " to " << begin + count << ", depth "
            << depth;
      }
    }
  }
}

// All products as large as they can be, with the weight -128 that a foreign
// file may hold.
TEST_P(Int16ProductTest, LargestSumsStayExact) {
  Random random(3);
  for (const int depth : {1, 64, 67, 512, 1024, 4096, 16384}) {
    Operands operands({3, 5, depth}, random);
    operands.with_bias = false;
    const int limit = Int16Limit(depth);
    for (const int sign : {1, -1}) {
      operands.x.assign(operands.x.size(), static_cast<int16_t>(sign * limit));
      operands.w.assign(operands.w.size(), -128);
      operands.x_scales.assign(3, 1.0F);
      operands.w_scales.assign(5, 1.0F);
      const auto exact =
          static_cast<float>(int64_t{-128} * sign * limit * depth);
      const std::vector<float> expected(15, exact);
      EXPECT_TRUE(SameBits(operands.Run(kernels()), expected)) << depth;
    }
  }
}

TEST_P(Int16ProductTest, ScalesMayBeExtreme) {
  Random random(4);
  const float extremes[] = {0.0F,    -0.0F,        FLT_MAX,  -FLT_MAX,
                            FLT_MIN, FLT_TRUE_MIN, INFINITY, NAN};
  Operands operands({5, 9, 67}, random);
  for (float& scale : operands.x_scales)
    scale = extremes[random.Below(std::size(extremes))];
  for (float& scale : operands.w_scales)
    scale = extremes[random.Below(std::size(extremes))];
  EXPECT_TRUE(
      SameBits(operands.Run(kernels()), operands.Run(reference::kKernels)));
}

TEST(Int16Limit, NeverLetsASumLeaveInt32) {
  for (int depth = 1; depth <= 16384; ++depth) {
    const int64_t limit = Int16Limit(depth);
    ASSERT_GT(limit, 0);
    ASSERT_LE(limit, 32767);
    ASSERT_LE(limit * 128 * depth, INT32_MAX) << depth;
  }
  EXPECT_EQ(Int16Limit(256), 32767);
  EXPECT_EQ(Int16Limit(1024), 16383);
}

// As threads do that share the work.
TEST_P(Int16ProductTest, MayBeSplitByOutputs) {
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
      weights.weight = {end - begin, depth, nullptr,
                        operands.w.data() + begin * depth,
                        operands.w_scales.data() + begin};
      kernels().int16_product(
          {operands.x.data(), operands.x_scales.data(), 3, depth}, weights,
          {y.data() + begin, 3, 19});
    }
    EXPECT_TRUE(SameBits(y, whole)) << middle;
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(Int16ProductTest);

}  // namespace
}  // namespace stepglot
