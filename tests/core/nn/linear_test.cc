// Tests the linear layer over both weight types.
#include "core/nn/linear.h"

#include <gtest/gtest.h>

#include <numeric>
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
  const auto run = [&](const Matrix& weight, Arithmetic arithmetic) {
    std::vector<float> y(kRows * kOut);
    QuantizedBuffer buffer(arithmetic);
    LinearInput input({x.data(), kRows, kIn}, buffer);
    Linear({weight, bias.data()}, input, {y.data(), kRows, kOut});
    return y;
  };
  std::vector<int32_t> sums;
  for (auto row = quantized.begin(); row != quantized.end(); row += kIn)
    sums.push_back(std::accumulate(row, row + kIn, 0));
  const Matrix int8 = {kOut,          kIn,        nullptr, quantized.data(),
                       scales.data(), sums.data()};
  const Matrix float32 = {kOut, kIn, multiplied_out.data()};
  const std::vector<float> exact = run(float32, Arithmetic::kFaithful);
  // Half a step of 1/8191 or 2/127 in each of 21 terms of at most 127.
  EXPECT_TRUE(
      Within(127.0 * kIn / 16382, run(int8, Arithmetic::kFaithful), exact));
  const std::vector<float> fast = run(int8, Arithmetic::kFast);
  EXPECT_TRUE(Within(127.0 * kIn / 127, fast, exact));
  EXPECT_NE(fast, run(int8, Arithmetic::kFaithful));
}

// Sizes whose product is worth sharing out, with outputs that fill no tile.
TEST(Linear, AnyNumberOfThreadsGivesTheSameBits) {
  constexpr int kWidth = 96;
  constexpr int kOutputs = 2005;
  Random random(3);
  std::vector<float> x = random.Floats(kRows * kWidth);
  const std::vector<float> floats = random.Floats(kOutputs * kWidth);
  const std::vector<float> scales = random.Floats(kOutputs);
  const std::vector<float> bias = random.Floats(kOutputs);
  std::vector<int8_t> int8s;
  for (int i = 0; i < kOutputs * kWidth; ++i)
    int8s.push_back(static_cast<int8_t>(random.Below(256) - 128));
  std::vector<int32_t> sums;
  for (auto row = int8s.begin(); row != int8s.end(); row += kWidth)
    sums.push_back(std::accumulate(row, row + kWidth, 0));
  const Matrix float32 = {kOutputs, kWidth, floats.data()};
  const Matrix int8 = {kOutputs,     kWidth,        nullptr,
                       int8s.data(), scales.data(), sums.data()};
  const auto run = [&](const LinearWeights& layer, Arithmetic arithmetic,
                       ThreadPool* threads) {
    std::vector<float> y(kRows * kOutputs);
    QuantizedBuffer buffer(arithmetic, threads);
    LinearInput input({x.data(), kRows, kWidth}, buffer);
    Linear(layer, input, {y.data(), kRows, kOutputs});
    return y;
  };
  for (const Matrix& weight : {float32, int8}) {
    for (const auto arithmetic : {Arithmetic::kFaithful, Arithmetic::kFast}) {
      for (const float* added :
           {static_cast<const float*>(nullptr), bias.data()}) {
        const LinearWeights layer = {weight, added};
        const std::vector<float> alone = run(layer, arithmetic, nullptr);
        for (const int threads : {1, 2, 3, 4}) {
          ThreadPool pool(threads);
          EXPECT_TRUE(SameBits(run(layer, arithmetic, &pool), alone));
        }
      }
    }
  }
}

TEST(LinearInput, IsQuantizedOnce) {
  std::vector<float> x = Random(2).Floats(kRows * kIn);
  QuantizedBuffer buffer(Arithmetic::kFaithful);
  LinearInput input({x.data(), kRows, kIn}, buffer);
  const auto values = [&] {
    const QuantizedRows rows = input.quantized();
    return std::vector<int16_t>(rows.values, rows.values + kRows * kIn);
  };
  const std::vector<int16_t> first = values();
  EXPECT_EQ(input.quantized().count, kRows);
  EXPECT_EQ(input.quantized().depth, kIn);
  EXPECT_NE(first, std::vector<int16_t>(kRows * kIn));
  x.assign(x.size(), 0.0F);
  EXPECT_EQ(values(), first);
}

}  // namespace
}  // namespace stepglot
