// Tests the linear layer over both weight types.
#include "core/nn/linear.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr int kRows = 3;
constexpr int kIn = 21;
constexpr int kOut = 10;

TEST(Linear, Int8FollowsItsWeightsMultipliedOut) {
  Random random(1);
  std::vector<float> x = random.Floats(kRows * kIn);
  std::vector<int8_t> quantized(kOut * kIn);
  const std::vector<float> scales = random.Floats(kOut);
  const std::vector<float> bias = random.Floats(kOut);
  std::vector<float> multiplied_out(kOut * kIn);
  for (int i = 0; i < kOut * kIn; ++i) {
    quantized[i] = static_cast<int8_t>(random.Below(255) - 127);
    multiplied_out[i] = static_cast<float>(quantized[i]) * scales[i / kIn];
  }
  const auto run = [&](const Matrix& weight) {
    std::vector<float> y(kRows * kOut);
    Int16Buffer buffer;
    LinearInput input({x.data(), kRows, kIn}, buffer);
    Linear({weight, bias.data()}, input, {y.data(), kRows, kOut});
    return y;
  };
  const Matrix int8 = {kOut, kIn, nullptr, quantized.data(), scales.data()};
  const Matrix float32 = {kOut, kIn, multiplied_out.data(), nullptr, nullptr};
  // 15 bits of activation against sums of 21 terms of at most 127.
  EXPECT_TRUE(Within(127.0 * kIn / 32767, run(int8), run(float32)));
}

TEST(LinearInput, IsQuantizedOnce) {
  std::vector<float> x = Random(2).Floats(kRows * kIn);
  Int16Buffer buffer;
  LinearInput input({x.data(), kRows, kIn}, buffer);
  const auto values = [&] {
    const Int16Rows rows = input.int16();
    return std::vector<int16_t>(rows.values, rows.values + kRows * kIn);
  };
  const std::vector<int16_t> first = values();
  EXPECT_EQ(input.int16().count, kRows);
  EXPECT_EQ(input.int16().depth, kIn);
  EXPECT_NE(first, std::vector<int16_t>(kRows * kIn));
  x.assign(x.size(), 0.0F);
  EXPECT_EQ(values(), first);
}

}  // namespace
}  // namespace stepglot
