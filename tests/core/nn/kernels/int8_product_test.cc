// Tests the int8 product against its reference, and the quantisation of its
// activations.
#include "core/nn/kernels/int8_product.h"

#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_sizes.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

// Operands of one product, [rows, depth] times [outputs, depth].
struct Operands {
  Operands(int rows, int outputs, int depth, Random& random)
      : rows(rows),
        outputs(outputs),
        depth(depth),
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

  using Product = void (*)(const QuantizedView&, const Matrix&, const float*,
                           float*);

  // Rows [begin, begin + count) of the product.
  std::vector<float> Run(Product product, int begin, int count,
                         bool with_bias = true) const {
    std::vector<float> y(static_cast<size_t>(count) * outputs);
    Matrix matrix;
    matrix.rows = outputs;
    matrix.columns = depth;
    matrix.i8 = w.data();
    matrix.scales = w_scales.data();
    product({x.data() + static_cast<ptrdiff_t>(begin) * depth,
             x_scales.data() + begin, count, depth},
            matrix, with_bias ? bias.data() : nullptr, y.data());
    return y;
  }
  std::vector<float> Run(Product product, bool with_bias = true) const {
    return Run(product, 0, rows, with_bias);
  }

  int rows;
  int outputs;
  int depth;
  std::vector<int16_t> x;
  std::vector<float> x_scales;
  std::vector<int8_t> w;
  std::vector<float> w_scales;
  std::vector<float> bias;
};

TEST(Int8Product, EqualsItsReferenceAtOddSizes) {
  Random random(1);
  for (const int depth : kKernelDepths) {
    for (const auto& [rows, outputs] : kKernelTiles) {
      const Operands operands(rows, outputs, depth, random);
      for (const bool with_bias : {true, false}) {
        ASSERT_TRUE(SameBits(operands.Run(Int8Product, with_bias),
                             operands.Run(Int8ProductReference, with_bias)))
            << rows << " x " << outputs << " x " << depth;
      }
    }
  }
}

TEST(Int8Product, ARowDoesNotDependOnTheOthers) {
  Random random(2);
  for (const int depth : {1, 7, 8, 67, 256}) {
    const Operands operands(9, 11, depth, random);
    const std::vector<float> all = operands.Run(Int8Product);
    for (int begin = 0; begin < 9; ++begin) {
      for (int count = 1; count <= 9 - begin; ++count) {
        ASSERT_TRUE(SameBits(operands.Run(Int8Product, begin, count),
                             std::span(all).subspan(begin * 11, count * 11)))
            << "rows " << begin << " to " << begin + count << ", depth "
            << depth;
      }
    }
  }
}

// All products as large as they can be, with the weight -128 that a foreign
// file may hold.
TEST(Int8Product, LargestSumsStayExact) {
  Random random(3);
  for (const int depth : {1, 64, 67, 512, 1024, 4096, 16384}) {
    Operands operands(3, 5, depth, random);
    const int limit = Int16Limit(depth);
    for (const int sign : {1, -1}) {
      operands.x.assign(operands.x.size(), static_cast<int16_t>(sign * limit));
      operands.w.assign(operands.w.size(), -128);
      operands.x_scales.assign(3, 1.0F);
      operands.w_scales.assign(5, 1.0F);
      const auto exact =
          static_cast<float>(int64_t{-128} * sign * limit * depth);
      const std::vector<float> expected(15, exact);
      EXPECT_TRUE(SameBits(operands.Run(Int8Product, false), expected))
          << depth;
    }
  }
}

TEST(Int8Product, ScalesMayBeExtreme) {
  Random random(4);
  const float extremes[] = {0.0F,    -0.0F,        FLT_MAX,  -FLT_MAX,
                            FLT_MIN, FLT_TRUE_MIN, INFINITY, NAN};
  Operands operands(5, 9, 67, random);
  for (float& scale : operands.x_scales)
    scale = extremes[random.Below(std::size(extremes))];
  for (float& scale : operands.w_scales)
    scale = extremes[random.Below(std::size(extremes))];
  EXPECT_TRUE(
      SameBits(operands.Run(Int8Product), operands.Run(Int8ProductReference)));
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

// Quantises a row and returns what it stands for.
std::vector<float> Restored(const std::vector<float>& row,
                            float* scale = nullptr) {
  std::vector<int16_t> values(row.size());
  const float found =
      QuantizeRow(row.data(), static_cast<int>(row.size()), values.data());
  if (scale != nullptr) *scale = found;
  std::vector<float> restored;
  for (const int16_t value : values) {
    EXPECT_LE(std::abs(value), Int16Limit(static_cast<int>(row.size())));
    restored.push_back(static_cast<float>(value) * found);
  }
  return restored;
}

// Half a scale, and the rounding of the products that lead there.
TEST(QuantizeRow, IsOffByAtMostHalfAScale) {
  Random random(5);
  for (const int depth : kKernelDepths) {
    for (const float magnitude : {1.0F, 1e-30F, 1e-10F, 1e10F, 1e38F}) {
      std::vector<float> row = random.Floats(depth);
      for (float& value : row) value *= magnitude;
      float scale = 0;
      const std::vector<float> restored = Restored(row, &scale);
      ASSERT_TRUE(Within(scale * 0.51, restored, row))
          << depth << " at " << magnitude;
    }
  }
}

TEST(QuantizeRow, KeepsZerosAndTheLargest) {
  EXPECT_TRUE(SameBits(Restored({0, 0, 0}), std::vector<float>{0, 0, 0}));
  EXPECT_TRUE(Within(4.0 / 32767, Restored({0, -4, 4, 0, 2}),
                     std::vector<float>{0, -4, 4, 0, 2}));
}

// Too small for the reciprocal of their scale to be a float.
TEST(QuantizeRow, TinyRowsStayTiny) {
  for (const float tiny : {1e-36F, 1e-40F, FLT_TRUE_MIN}) {
    EXPECT_TRUE(Within(2 * static_cast<double>(tiny),
                       Restored({0, tiny, -tiny}),
                       std::vector<float>{0, tiny, -tiny}));
  }
}

TEST(QuantizeRow, ValuesThatAreNotFiniteStayWithinTheLimit) {
  for (const float wild : {INFINITY, -INFINITY, NAN, FLT_MAX}) {
    Restored({1, wild, -2, 0, 3});
    Restored({wild, wild, wild});
  }
}

// Rounding half to even, at a scale of exactly one.
TEST(QuantizeRow, RoundsHalfToEven) {
  const auto limit = static_cast<float>(Int16Limit(6));
  EXPECT_TRUE(SameBits(Restored({limit, 0.5F, 1.5F, 2.5F, -0.5F, -1.5F}),
                       std::vector<float>{limit, 0, 2, 2, 0, -2}));
}

TEST(QuantizeRow, AValueDoesNotDependOnItsIndex) {
  for (const int depth : kKernelDepths) {
    std::vector<float> row(depth, 0.3F);
    row[depth / 2] = 1.0F;
    std::vector<int16_t> values(depth);
    QuantizeRow(row.data(), depth, values.data());
    for (int k = 0; k < depth; ++k) {
      if (k != depth / 2)
        ASSERT_EQ(values[k], values[depth / 2 == 0 ? depth - 1 : 0]) << k;
    }
  }
}

}  // namespace
}  // namespace stepglot
