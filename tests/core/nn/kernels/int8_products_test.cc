// Tests the products with int8 weights, from the floats that are quantized to
// those that come out, against their references and against exact sums.
#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <utility>
#include <vector>

#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/int8_product.h"
#include "tests/core/support/kernel_test.h"

namespace stepglot {
namespace {

class Int8ProductsTest : public KernelTest {
 protected:
  static testing::AssertionResult EqualsReference(
      const Int8Arithmetic& arithmetic, const std::vector<float>& x,
      const Int8Layer& layer) {
    return SameBits(MultiplyInt8(kernels(), arithmetic, x, layer),
                    MultiplyInt8(reference::kKernels, arithmetic, x, layer));
  }
};

TEST_P(Int8ProductsTest, EqualTheirReferencesAtOddSizes) {
  Random random(1);
  ForEachTile([&](KernelTile tile) {
    Int8Layer layer(tile.outputs, tile.depth, random);
    const auto x = random.Floats(static_cast<size_t>(tile.rows) * tile.depth);
    for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
      for (const bool with_bias : {true, false}) {
        layer.with_bias = with_bias;
        ASSERT_TRUE(EqualsReference(arithmetic, x, layer)) << arithmetic;
      }
    }
  });
}

// Every number of rows, around every tile of outputs, with numbers and weights
// at their limits only.
TEST_P(Int8ProductsTest, EqualTheirReferencesAtExtremes) {
  Random random(2);
  constexpr int kRows = 9;
  const int8_t weights[] = {-128, 127, 0};
  const float numbers[] = {-1, 1, 0, 0.5F, -0.5F};
  for (const int depth : {1, 15, 17, 63, 64, 65, 256, 1536}) {
    for (const int outputs : {1, 7, 8, 9, 33}) {
      Int8Layer layer(outputs, depth, random);
      for (int8_t& entry : layer.entries) entry = weights[random.Below(3)];
      layer.Sum();
      std::vector<float> x(static_cast<size_t>(kRows) * depth);
      for (float& value : x) value = numbers[random.Below(5)];
      for (int rows = 1; rows <= kRows; ++rows) {
        x.resize(static_cast<size_t>(rows) * depth, 1.0F);
        for (const Int8Arithmetic& arithmetic : kInt8Arithmetics)
          ASSERT_TRUE(EqualsReference(arithmetic, x, layer))
              << arithmetic << ' ' << rows << 'x' << outputs << 'x' << depth;
      }
    }
  }
}

TEST_P(Int8ProductsTest, ARowDoesNotDependOnTheOthers) {
  Random random(2);
  constexpr int kOutputs = 11;
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    for (const int depth : {1, 7, 8, 67, 256}) {
      const Int8Layer layer(kOutputs, depth, random);
      const std::vector<float> x = random.Floats(size_t{9} * depth);
      const std::vector<float> all =
          MultiplyInt8(kernels(), arithmetic, x, layer);
      for (int begin = 0; begin < 9; ++begin) {
        for (int count = 1; count <= 9 - begin; ++count) {
          const auto some = std::span(x).subspan(begin * depth, count * depth);
          ASSERT_TRUE(SameBits(
              MultiplyInt8(kernels(), arithmetic, some, layer),
              std::span(all).subspan(begin * kOutputs, count * kOutputs)))
              << arithmetic << ", rows " << begin << " to " << begin + count
              << ", depth " << depth;
        }
      }
    }
  }
}

// All products as large as they can be, with the weight -128 that a foreign
// file may hold.
TEST_P(Int8ProductsTest, LargestSumsStayExact) {
  Random random(3);
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    for (const int depth : {1, 64, 67, 512, 1024, 2048, 4096, 16384}) {
      Int8Layer layer(9, depth, random);
      layer.with_bias = false;
      layer.entries.assign(layer.entries.size(), -128);
      layer.Sum();
      layer.scales.assign(layer.outputs, 1.0F);
      const int limit = arithmetic.limit(depth);
      for (const int sign : {1, -1}) {
        const std::vector<float> x(size_t{3} * depth,
                                   static_cast<float>(sign * limit));
        const auto exact =
            static_cast<float>(int64_t{-128} * sign * limit * depth);
        const std::vector<float> expected(x.size() / depth * layer.outputs,
                                          exact);
        EXPECT_TRUE(
            SameBits(MultiplyInt8(kernels(), arithmetic, x, layer), expected))
            << arithmetic << ' ' << depth;
      }
    }
  }
}

TEST_P(Int8ProductsTest, ScalesMayBeExtreme) {
  Random random(4);
  const float extremes[] = {0.0F,    -0.0F,        FLT_MAX,  -FLT_MAX,
                            FLT_MIN, FLT_TRUE_MIN, INFINITY, NAN};
  constexpr int kRows = 8;
  constexpr int kDepth = 67;
  Int8Layer layer(17, kDepth, random);
  for (float& scale : layer.scales)
    scale = extremes[random.Below(std::size(extremes))];
  std::vector<float> x = random.Floats(size_t{kRows} * kDepth);
  for (int r = 0; r < kRows; ++r) {
    for (int k = 0; k < kDepth; ++k) x[r * kDepth + k] *= extremes[r];
  }
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics)
    EXPECT_TRUE(EqualsReference(arithmetic, x, layer)) << arithmetic;
}

// As threads do that share the work.
TEST_P(Int8ProductsTest, MayBeSplitByOutputs) {
  Random random(6);
  const int depth = 37;
  const int rows = 3;
  const Int8Layer layer(19, depth, random);
  const std::vector<float> x = random.Floats(size_t{rows} * depth);
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    const auto whole = MultiplyInt8(kernels(), arithmetic, x, layer);
    const QuantizedBy quantized(kernels(), arithmetic, x, depth);
    for (int middle = 0; middle <= layer.outputs; ++middle) {
      std::vector<float> y(whole.size());
      for (const auto& [begin, end] :
           {std::pair(0, middle), std::pair(middle, layer.outputs)}) {
        (kernels().*arithmetic.product)(
            quantized.View(), layer.View(begin, end),
            {y.data() + begin, rows, layer.outputs});
      }
      EXPECT_TRUE(SameBits(y, whole)) << arithmetic << ' ' << middle;
    }
  }
}

TEST(Int8Limits, NeverLetASumLeaveInt32) {
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    for (int depth = 1; depth <= 16384; ++depth) {
      const int64_t limit = arithmetic.limit(depth);
      ASSERT_GT(limit, 0);
      ASSERT_LE(limit, 32767);
      ASSERT_LE(limit * 128 * depth, INT32_MAX) << depth;
    }
  }
  EXPECT_EQ(Int14Limit(2048), 8191);
  EXPECT_EQ(Int14Limit(4096), 4095);
  EXPECT_EQ(Int16Limit(512), 32767);
  EXPECT_EQ(Int16Limit(1024), 16383);
  EXPECT_EQ(Int7Limit(16384), 127);
}

STEPGLOT_FOR_EACH_KERNEL_SET(Int8ProductsTest);

}  // namespace
}  // namespace stepglot
