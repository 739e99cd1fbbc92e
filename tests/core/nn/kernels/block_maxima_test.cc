// Tests the maxima of blocks against the reference.
#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_test.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr float kBeyond = -77;

class BlockMaximaTest : public KernelTest {
 protected:
  // @return the maxima, with what was there beyond the last.
  static std::vector<float> MaximaOf(const Kernels& kernels,
                                     const std::vector<float>& x) {
    const size_t blocks = (x.size() + kMaximaBlock - 1) / kMaximaBlock;
    std::vector<float> maxima(blocks + 1, kBeyond);
    kernels.block_maxima(x.data(), static_cast<int>(x.size()), maxima.data());
    return maxima;
  }

  static void ExpectReference(const std::vector<float>& x) {
    const std::vector<float> expected = MaximaOf(reference::kKernels, x);
    ASSERT_EQ(expected.back(), kBeyond);
    ASSERT_TRUE(SameBits(MaximaOf(kernels(), x), expected)) << x.size();
  }
};

TEST_P(BlockMaximaTest, EqualTheReferenceAtEverySize) {
  Random random(4);
  for (const int size : kKernelDepths) {
    for (int round = 0; round < 4; ++round)
      ExpectReference(random.Floats(size));
  }
}

TEST_P(BlockMaximaTest, EqualTheReferenceOnExtremeValues) {
  constexpr float kWild[] = {
      0.0F,    -0.0F,    kNegativeInfinity, INFINITY,      NAN, -NAN,
      FLT_MAX, -FLT_MAX, FLT_TRUE_MIN,      -FLT_TRUE_MIN, 1.0F};
  Random random(5);
  for (const int size : kKernelDepths) {
    for (const float filler : kWild) {
      std::vector<float> x(size, filler);
      ExpectReference(x);
      // One wild value at every place of a vector and of a block's end.
      for (const float wild : kWild) {
        x.assign(size, filler);
        x[random.Below(size)] = wild;
        ExpectReference(x);
      }
    }
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(BlockMaximaTest);

}  // namespace
}  // namespace stepglot
