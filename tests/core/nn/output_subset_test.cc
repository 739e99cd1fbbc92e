// Tests that an output layer of some ids gives the bits of the whole.
#include "core/nn/output_subset.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr int kVocabulary = 37;

// An output layer of random weights.
struct OutputLayer {
  OutputLayer(int width, bool is_int8, bool has_bias, Random& random)
      : floats(random.Floats(static_cast<size_t>(kVocabulary) * width)),
        scales(random.Floats(kVocabulary)),
        biases(random.Floats(kVocabulary)) {
    for (size_t i = 0; i < floats.size(); ++i)
      int8s.push_back(static_cast<int8_t>(random.Below(255) - 127));
    for (float& scale : scales) scale = std::fabs(scale) + 0.01F;
    for (auto row = int8s.begin(); row != int8s.end(); row += width)
      sums.push_back(std::accumulate(row, row + width, 0));
    layer.weight.rows = kVocabulary;
    layer.weight.columns = width;
    if (is_int8) {
      layer.weight.i8 = int8s.data();
      layer.weight.scales = scales.data();
      layer.weight.sums = sums.data();
    } else {
      layer.weight.f32 = floats.data();
    }
    if (has_bias) layer.bias = biases.data();
  }

  std::vector<float> floats;
  std::vector<int8_t> int8s;
  std::vector<float> scales;
  std::vector<int32_t> sums;
  std::vector<float> biases;
  LinearWeights layer;
};

std::vector<std::vector<int>> IdLists() {
  std::vector<int> all(kVocabulary);
  std::iota(all.begin(), all.end(), 0);
  return {{0}, {kVocabulary - 1}, {3, 4, 5, 20, 36}, {2, 7, 30}, {}, all};
}

void ExpectBitsOfTheWhole(const OutputLayer& output, int width,
                          const std::vector<int>& ids, int count,
                          Random& random) {
  std::vector<float> hidden = random.Floats(static_cast<size_t>(count) * width);
  const Rows rows = {hidden.data(), count, width};
  QuantizedBuffer quantized(Arithmetic::kFast);
  RowBuffer whole_buffer;
  RowBuffer some_buffer;
  LinearInput input(rows, quantized);
  const Rows whole = whole_buffer.Resize(count, kVocabulary);
  Linear(output.layer, input, whole);
  const OutputSubset subset(output.layer, ids);
  EXPECT_EQ(subset.ids().all(), ids);
  const Rows some = some_buffer.Resize(count, static_cast<int>(ids.size()));
  std::fill_n(some.data, some.size(), NAN);
  LinearInput again(rows, quantized);
  subset.Logits(again, some);
  for (int row = 0; row < count; ++row) {
    std::vector<float> expected;
    for (const int id : ids) expected.push_back(whole[row][id]);
    EXPECT_TRUE(SameBits(some.row(row), expected));
  }
}

TEST(OutputSubset, HasTheBitsOfTheWholeLayer) {
  Random random(1);
  for (const int width : {3, 8, 13, 32}) {
    for (const bool is_int8 : {false, true}) {
      for (const bool has_bias : {false, true}) {
        const OutputLayer output(width, is_int8, has_bias, random);
        for (const std::vector<int>& ids : IdLists()) {
          for (const int count : {1, 4, 5})
            ExpectBitsOfTheWhole(output, width, ids, count, random);
        }
      }
    }
  }
}

TEST(OutputSubset, CountsWhatItGathered) {
  Random random(2);
  const std::vector<int> ids = {1, 5, 9};
  const auto bytes = [&](bool is_int8, bool has_bias) {
    const OutputLayer output(8, is_int8, has_bias, random);
    return OutputSubset(output.layer, ids).bytes();
  };
  EXPECT_EQ(bytes(false, false), 3 * 8 * sizeof(float));
  EXPECT_EQ(bytes(false, true), 3 * 9 * sizeof(float));
  EXPECT_EQ(bytes(true, false), 3 * (8 + 2 * sizeof(float)));
  EXPECT_EQ(bytes(true, true), 3 * (8 + 3 * sizeof(float)));
}

}  // namespace
}  // namespace stepglot
