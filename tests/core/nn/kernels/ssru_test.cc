// Tests the recurrent unit against its formula in double precision and against
// the reference.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_test.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

struct Advanced {
  std::vector<float> state;
  std::vector<float> output;
};

// What the formula makes of a step; no state before it is a state of zeros.
Advanced ByFormula(const std::vector<float>& candidate,
                   const std::vector<float>& forget,
                   const std::vector<float>& previous) {
  Advanced expected;
  for (size_t i = 0; i < candidate.size(); ++i) {
    const double f = 1 / (1 + std::exp(-static_cast<double>(forget[i])));
    const double before = previous.empty() ? 0 : previous[i];
    const double c = f * before + (1 - f) * candidate[i];
    expected.state.push_back(static_cast<float>(c));
    expected.output.push_back(static_cast<float>(c > 0 ? c : 0));
  }
  return expected;
}

class AdvanceSsruTest : public KernelTest {
 protected:
  // Vectors of exactly the width, so that AddressSanitizer sees accesses past
  // it.
  static Advanced Advance(const Kernels& kernels,
                          const std::vector<float>& candidate,
                          const std::vector<float>& forget,
                          const std::vector<float>& previous) {
    Advanced actual = {std::vector<float>(candidate.size()),
                       std::vector<float>(candidate.size())};
    kernels.advance_ssru({candidate.data(), forget.data(),
                          previous.empty() ? nullptr : previous.data(),
                          static_cast<int>(candidate.size()),
                          actual.state.data(), actual.output.data()});
    return actual;
  }
  static Advanced Advance(const std::vector<float>& candidate,
                          const std::vector<float>& forget,
                          const std::vector<float>& previous) {
    return Advance(kernels(), candidate, forget, previous);
  }
};

TEST_P(AdvanceSsruTest, FollowsItsFormulaAndReferenceInEveryWidth) {
  Random random(1);
  for (const size_t width : {1, 2, 3, 4, 5, 7, 8, 9, 31, 64}) {
    const std::vector<float> candidate = random.Floats(width);
    std::vector<float> forget = random.Floats(width);
    for (float& value : forget) value *= 6;
    for (const std::vector<float>& previous :
         {std::vector<float>(), random.Floats(width)}) {
      const Advanced expected = ByFormula(candidate, forget, previous);
      const Advanced actual = Advance(candidate, forget, previous);
      EXPECT_TRUE(Within(1e-6, actual.state, expected.state)) << width;
      EXPECT_TRUE(Within(1e-6, actual.output, expected.output)) << width;
      const Advanced reference =
          Advance(reference::kKernels, candidate, forget, previous);
      EXPECT_TRUE(SameBits(actual.state, reference.state)) << width;
      EXPECT_TRUE(SameBits(actual.output, reference.output)) << width;
    }
  }
}

TEST_P(AdvanceSsruTest, NoStateIsAStateOfZeros) {
  Random random(2);
  const std::vector<float> candidate = random.Floats(7);
  const std::vector<float> forget = random.Floats(7);
  const Advanced first = Advance(candidate, forget, {});
  const Advanced zeros = Advance(candidate, forget, std::vector<float>(7));
  EXPECT_TRUE(SameBits(first.state, zeros.state));
  EXPECT_TRUE(SameBits(first.output, zeros.output));
}

TEST_P(AdvanceSsruTest, GatesOpenAndCloseWholly) {
  const std::vector<float> candidate = {5, 5, -5, -5};
  const std::vector<float> forget = {200, -200, 200, -200};
  const Advanced actual = Advance(candidate, forget, {2, 2, -2, -2});
  EXPECT_TRUE(Within(1e-6, actual.state, std::vector<float>{2, 5, -2, -5}));
  EXPECT_TRUE(Within(1e-6, actual.output, std::vector<float>{2, 5, 0, 0}));
}

// A unit's bits do not depend on its place among the others.
TEST_P(AdvanceSsruTest, UnitsAreIndependent) {
  Random random(3);
  const std::vector<float> candidate = random.Floats(13);
  const std::vector<float> forget = random.Floats(13);
  const std::vector<float> previous = random.Floats(13);
  const Advanced all = Advance(candidate, forget, previous);
  for (size_t i = 0; i < candidate.size(); ++i) {
    const Advanced one = Advance({candidate[i]}, {forget[i]}, {previous[i]});
    EXPECT_TRUE(SameBits(one.state, std::vector<float>{all.state[i]})) << i;
    EXPECT_TRUE(SameBits(one.output, std::vector<float>{all.output[i]})) << i;
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(AdvanceSsruTest);

}  // namespace
}  // namespace stepglot
