// Tests the quantization of activations to int16 against its reference and
// against the values that it rounds.
#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_test.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

struct Quantized {
  std::vector<int16_t> values;
  float scale;
};

Quantized Quantize(const Kernels& kernels, const std::vector<float>& row) {
  Quantized result = {std::vector<int16_t>(row.size()), 0};
  result.scale = kernels.quantize_int16(
      row.data(), static_cast<int>(row.size()), result.values.data());
  return result;
}

class QuantizeInt16Test : public KernelTest {
 protected:
  // Quantizes a row and returns the values that the result represents.
  static std::vector<float> Restored(const std::vector<float>& row,
                                     float* scale = nullptr) {
    const auto [values, found] = Quantize(kernels(), row);
    if (scale != nullptr) *scale = found;
    std::vector<float> restored;
    for (const int16_t value : values) {
      EXPECT_LE(std::abs(value), Int16Limit(static_cast<int>(row.size())));
      restored.push_back(static_cast<float>(value) * found);
    }
    return restored;
  }
};

TEST_P(QuantizeInt16Test, EqualsItsReference) {
  Random random(6);
  for (const int depth : kKernelDepths) {
    for (const float magnitude :
         {1.0F, 1e-44F, 1e-38F, 1e-30F, 1e10F, 1e38F, INFINITY}) {
      std::vector<float> row = random.Floats(depth);
      for (float& value : row) value *= magnitude;
      const Quantized actual = Quantize(kernels(), row);
      const Quantized expected = Quantize(reference::kKernels, row);
      ASSERT_EQ(actual.values, expected.values) << depth << " " << magnitude;
      ASSERT_EQ(actual.scale, expected.scale) << depth << " " << magnitude;
    }
  }
}

// Half a scale, and the rounding of the products that lead there.
TEST_P(QuantizeInt16Test, IsOffByAtMostHalfAScale) {
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

TEST_P(QuantizeInt16Test, KeepsZerosAndTheLargest) {
  EXPECT_TRUE(SameBits(Restored({0, 0, 0}), std::vector<float>{0, 0, 0}));
  EXPECT_TRUE(Within(4.0 / 32767, Restored({0, -4, 4, 0, 2}),
                     std::vector<float>{0, -4, 4, 0, 2}));
}

// Too small for the reciprocal of their scale to be a float.
TEST_P(QuantizeInt16Test, TinyRowsStayTiny) {
  for (const float tiny : {1e-36F, 1e-40F, FLT_TRUE_MIN}) {
    EXPECT_TRUE(Within(2 * static_cast<double>(tiny),
                       Restored({0, tiny, -tiny}),
                       std::vector<float>{0, tiny, -tiny}));
  }
}

TEST_P(QuantizeInt16Test, ValuesThatAreNotFiniteStayWithinTheLimit) {
  for (const float wild : {INFINITY, -INFINITY, NAN, FLT_MAX}) {
    Restored({1, wild, -2, 0, 3});
    Restored({wild, wild, wild});
  }
}

// Rounding half to even, at a scale of exactly one.
TEST_P(QuantizeInt16Test, RoundsHalfToEven) {
  const auto limit = static_cast<float>(Int16Limit(6));
  EXPECT_TRUE(SameBits(Restored({limit, 0.5F, 1.5F, 2.5F, -0.5F, -1.5F}),
                       std::vector<float>{limit, 0, 2, 2, 0, -2}));
}

TEST_P(QuantizeInt16Test, AValueDoesNotDependOnItsIndex) {
  for (const int depth : kKernelDepths) {
    std::vector<float> row(depth, 0.3F);
    row[depth / 2] = 1.0F;
    const std::vector<int16_t> values = Quantize(kernels(), row).values;
    for (int k = 0; k < depth; ++k) {
      if (k != depth / 2)
        ASSERT_EQ(values[k], values[depth / 2 == 0 ? depth - 1 : 0]) << k;
    }
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(QuantizeInt16Test);

}  // namespace
}  // namespace stepglot
