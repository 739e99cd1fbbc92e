// Tests the average of attention weights.
#include "core/search/alignment.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "tests/core/support/bits.h"

namespace stepglot {
namespace {

// Two layers of two heads over three source ids.
const AttentionWeightsOfToken kCross = {
    2,
    2,
    3,
    {
        0.5F, 0.25F, 0.25F,  // layer 0, head 0
        1.0F, 0.0F, 0.0F,    // layer 0, head 1
        0.0F, 0.75F, 0.25F,  // layer 1, head 0
        0.5F, 0.0F, 0.5F,    // layer 1, head 1
    }};

std::vector<float> Average(const std::vector<int>& layers,
                           const std::vector<int>& heads) {
  return SoftAlignment(kCross, {layers, heads});
}

TEST(SoftAlignment, AveragesAllByDefault) {
  EXPECT_TRUE(
      SameBits(Average({}, {}), std::vector<float>{0.5F, 0.25F, 0.25F}));
  EXPECT_TRUE(SameBits(Average({0, 1}, {0, 1}), Average({}, {})));
}

TEST(SoftAlignment, AveragesTheChosen) {
  EXPECT_TRUE(
      SameBits(Average({0}, {}), std::vector<float>{0.75F, 0.125F, 0.125F}));
  EXPECT_TRUE(
      SameBits(Average({}, {0}), std::vector<float>{0.25F, 0.5F, 0.25F}));
  EXPECT_TRUE(
      SameBits(Average({1}, {0}), std::vector<float>{0.0F, 0.75F, 0.25F}));
  EXPECT_TRUE(
      SameBits(Average({1}, {1}), std::vector<float>{0.5F, 0.0F, 0.5F}));
}

TEST(SoftAlignment, SumsToOne) {
  for (const std::vector<int>& layers : {std::vector<int>{}, {0}, {1}}) {
    for (const std::vector<int>& heads : {std::vector<int>{}, {0}, {1}}) {
      const std::vector<float> mean = Average(layers, heads);
      EXPECT_FLOAT_EQ(std::accumulate(mean.begin(), mean.end(), 0.0F), 1.0F);
    }
  }
}

}  // namespace
}  // namespace stepglot
