// Tests the quantization of activations against its references and against the
// values that it rounds. Numbers are read by a product with the identity, as
// only products know their form.
#include <gtest/gtest.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <vector>

#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/int8_product.h"
#include "tests/core/support/kernel_test.h"

namespace stepglot {
namespace {

// What the numbers of a row stand for.
std::vector<float> Restored(const Kernels& kernels,
                            const Int8Arithmetic& arithmetic,
                            const std::vector<float>& row) {
  const auto depth = static_cast<int>(row.size());
  Random random(1);
  Int8Layer identity(depth, depth, random);
  identity.entries.assign(identity.entries.size(), 0);
  for (int k = 0; k < depth; ++k) identity.entries[k * depth + k] = 1;
  identity.Sum();
  identity.scales.assign(depth, 1.0F);
  identity.with_bias = false;
  return MultiplyInt8(kernels, arithmetic, row, identity);
}

float ScaleOf(const Kernels& kernels, const Int8Arithmetic& arithmetic,
              const std::vector<float>& row) {
  return QuantizedBy(kernels, arithmetic, row, static_cast<int>(row.size()))
      .scales[0]
      .scale;
}

class QuantizeTest : public KernelTest {
 protected:
  static void ExpectRestored(const Int8Arithmetic& arithmetic,
                             const std::vector<float>& row,
                             const std::vector<float>& expected) {
    EXPECT_TRUE(SameBits(Restored(kernels(), arithmetic, row), expected))
        << arithmetic;
  }
};

TEST_P(QuantizeTest, EqualsItsReference) {
  Random random(6);
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    for (const int depth : {1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 67, 256}) {
      for (const float magnitude :
           {1.0F, 1e-44F, 1e-38F, 1e-30F, 1e10F, 1e38F, FLT_MAX, INFINITY}) {
        for (const float shift : {0.0F, 1.0F, -1.0F, 0.5F}) {
          std::vector<float> row = random.Floats(depth);
          for (float& value : row) value = (value + shift) * magnitude;
          ASSERT_TRUE(SameBits(Restored(kernels(), arithmetic, row),
                               Restored(reference::kKernels, arithmetic, row)))
              << arithmetic << ' ' << depth << ' ' << magnitude << ' ' << shift;
          ASSERT_EQ(ScaleOf(kernels(), arithmetic, row),
                    ScaleOf(reference::kKernels, arithmetic, row));
        }
      }
    }
  }
}

// Half a scale, and the rounding of the products that lead there.
TEST_P(QuantizeTest, IsOffByAtMostHalfAScale) {
  Random random(5);
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    for (const int depth : {1, 5, 16, 67, 256}) {
      for (const float magnitude : {1.0F, 1e-30F, 1e-10F, 1e10F, 1e38F}) {
        for (const float shift : {0.0F, 1.0F, -1.0F}) {
          std::vector<float> row = random.Floats(depth);
          for (float& value : row) value = (value + shift) * magnitude;
          const double scale = ScaleOf(kernels(), arithmetic, row);
          ASSERT_TRUE(
              Within(scale * 0.51, Restored(kernels(), arithmetic, row), row))
              << arithmetic << ' ' << depth << " at " << magnitude;
        }
      }
    }
  }
}

TEST_P(QuantizeTest, KeepsZeros) {
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    ExpectRestored(arithmetic, {0, 0, 0}, {0, 0, 0});
    for (const std::vector<float>& row :
         {std::vector<float>{0, -4, 3.3F}, {0, 4, 1}, {0, -4, -1}}) {
      EXPECT_EQ(Restored(kernels(), arithmetic, row)[0], 0);
    }
  }
}

// The signs of the range decide where the numbers lie.
TEST_P(QuantizeTest, FastUsesTheWholeRange) {
  ExpectRestored(kFast, {127, 0, 1, 64.5F, 65.5F}, {127, 0, 1, 64, 66});
  ExpectRestored(kFast, {-127, 0, -1, -64.5F}, {-127, 0, -1, -64});
  ExpectRestored(kFast, {-27, 100, 3.4F}, {-27, 100, 3});
  ExpectRestored(kFast, {-63.5F, 63.5F, 0}, {-64, 63, 0});
}

// Too small for the reciprocal of their scale to be a float.
TEST_P(QuantizeTest, TinyRowsStayTiny) {
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    for (const float tiny : {1e-36F, 1e-40F, FLT_TRUE_MIN}) {
      const std::vector<float> row = {0, tiny, -tiny};
      EXPECT_TRUE(Within(2 * static_cast<double>(tiny),
                         Restored(kernels(), arithmetic, row), row));
    }
  }
}

TEST_P(QuantizeTest, RowsThatAreNotFiniteBecomeZeros) {
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    for (const float wild : {INFINITY, -INFINITY, NAN, -NAN}) {
      ExpectRestored(arithmetic, {1, wild, -2, 0, 3}, {0, 0, 0, 0, 0});
      ExpectRestored(arithmetic, {wild, wild, wild}, {0, 0, 0});
    }
  }
  ExpectRestored(kFast, {FLT_MAX, -FLT_MAX}, {0, 0});
}

// Rounding half to even, at a scale of exactly one.
TEST_P(QuantizeTest, FaithfulRoundsHalfToEven) {
  for (const Int8Arithmetic& arithmetic : {kFaithful, kFaithful16}) {
    const auto limit = static_cast<float>(arithmetic.limit(6));
    ExpectRestored(arithmetic, {limit, 0.5F, 1.5F, 2.5F, -0.5F, -1.5F},
                   {limit, 0, 2, 2, 0, -2});
  }
}

TEST_P(QuantizeTest, AValueDoesNotDependOnItsIndex) {
  for (const Int8Arithmetic& arithmetic : kInt8Arithmetics) {
    for (const int depth : {2, 7, 16, 33, 67}) {
      std::vector<float> row(depth, 0.3F);
      row[depth / 2] = 1.0F;
      std::vector<float> restored = Restored(kernels(), arithmetic, row);
      restored.erase(restored.begin() + depth / 2);
      ASSERT_EQ(std::count(restored.begin(), restored.end(), restored[0]),
                depth - 1);
    }
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(QuantizeTest);

}  // namespace
}  // namespace stepglot
