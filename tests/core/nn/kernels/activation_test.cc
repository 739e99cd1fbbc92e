// Tests the activation functions against their definitions in double precision
// and against the reference.
#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_test.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

struct ActivationCase {
  std::string name;
  Activation activation;
  std::function<double(double)> definition;
};

const ActivationCase kCases[] = {
    {"relu", Activation::kRelu, [](double x) { return x > 0 ? x : 0; }},
    {"swish", Activation::kSwish, [](double x) { return x * Sigmoid(x); }},
    {"gelu", Activation::kGelu,
     [](double x) {
       return x * 0.5 * (1 + std::erf(x / std::numbers::sqrt2));
     }},
    {"gelu_tanh", Activation::kGeluTanh,
     [](double x) {
       const double slope = std::sqrt(2 / std::numbers::pi);
       return 0.5 * x * (1 + std::tanh(slope * (x + 0.044715 * x * x * x)));
     }},
    {"gelu_sigmoid", Activation::kGeluSigmoid,
     [](double x) { return x * Sigmoid(1.702 * x); }},
};

class ActivationTest
    : public testing::TestWithParam<std::tuple<KernelSet, ActivationCase>> {
 protected:
  static const Kernels& kernels() { return std::get<0>(GetParam()).kernels; }
  static const ActivationCase& activation() { return std::get<1>(GetParam()); }

  static std::vector<float> Run(const Kernels& kernels, std::vector<float> x) {
    kernels.activate(activation().activation,
                     {x.data(), 1, static_cast<int>(x.size())});
    return x;
  }
  static std::vector<float> Run(std::vector<float> x) {
    return Run(kernels(), std::move(x));
  }
};

TEST_P(ActivationTest, EqualsItsReferenceAtEverySize) {
  Random random(3);
  for (const int size : kKernelDepths) {
    std::vector<float> x = random.Floats(size);
    for (float& value : x) value *= 20;
    x[0] = -0.0F;
    ASSERT_TRUE(SameBits(Run(x), Run(reference::kKernels, x))) << size;
  }
}

TEST_P(ActivationTest, FollowsItsDefinition) {
  std::vector<float> x;
  std::vector<float> expected;
  for (float value = -12; value <= 12; value += 0.03125F) {
    x.push_back(value);
    expected.push_back(static_cast<float>(activation().definition(value)));
  }
  EXPECT_TRUE(Within(2e-6, Run(x), expected));
}

TEST_P(ActivationTest, AValueDoesNotDependOnItsIndex) {
  Random random(1);
  for (const int size : kKernelDepths) {
    const float value = 4 * random.Float();
    const std::vector<float> y = Run(std::vector<float>(size, value));
    ASSERT_TRUE(SameBits(y, std::vector<float>(size, Run({value})[0]))) << size;
  }
}

TEST_P(ActivationTest, WorksOnEveryRow) {
  Random random(2);
  std::vector<float> x = random.Floats(3 * 5);
  const std::vector<float> expected = Run(x);
  kernels().activate(activation().activation, {x.data(), 3, 5});
  EXPECT_TRUE(SameBits(x, expected));
}

TEST_P(ActivationTest, LargeValuesGoToZeroOrStay) {
  const std::vector<float> y =
      Run({0.0F, 1e4F, -1e4F, FLT_TRUE_MIN, 1e12F, -1e12F});
  EXPECT_EQ(y[0], 0.0F);
  EXPECT_FLOAT_EQ(y[1], 1e4F);
  EXPECT_NEAR(y[2], 0.0F, 1e-6);
  EXPECT_NEAR(y[3], 0.0F, FLT_TRUE_MIN);
  EXPECT_FLOAT_EQ(y[4], 1e12F);
  EXPECT_NEAR(y[5], 0.0F, 1e-6);
}

TEST_P(ActivationTest, ValuesThatAreNotFiniteDoNotCrash) {
  Run({INFINITY, -INFINITY, NAN, FLT_MAX, -FLT_MAX});
}

INSTANTIATE_TEST_SUITE_P(Kernels, ActivationTest,
                         testing::Combine(testing::ValuesIn(KernelSets()),
                                          testing::ValuesIn(kCases)),
                         [](const auto& info) {
                           return std::get<0>(info.param).name + "_" +
                                  std::get<1>(info.param).name;
                         });

}  // namespace
}  // namespace stepglot
