// Tests the choice of hypotheses for the n-best list of a text.
#include "core/document/combinations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/core/support/random.h"

namespace stepglot {
namespace {

using Scores = std::vector<std::vector<double>>;
using Combinations = std::vector<Combination>;

double Sum(const Scores& scores, const Combination& combination) {
  double sum = 0;
  for (size_t i = 0; i < scores.size(); ++i) sum += scores[i][combination[i]];
  return sum;
}

// The sums of all combinations, largest first.
std::vector<double> AllSums(const Scores& scores) {
  std::vector<double> sums = {0};
  for (const std::vector<double>& segment : scores) {
    std::vector<double> longer;
    for (const double before : sums) {
      for (const double score : segment) longer.push_back(before + score);
    }
    sums = std::move(longer);
  }
  std::sort(sums.rbegin(), sums.rend());
  return sums;
}

TEST(BestCombinations, AreThoseOfTheLargestSums) {
  Random random(5);
  for (int round = 0; round < 50; ++round) {
    Scores scores(1 + round % 5);
    for (std::vector<double>& segment : scores) {
      for (int i = 0; i <= round % 4; ++i) segment.push_back(random.Float());
      std::sort(segment.rbegin(), segment.rend());
    }
    const std::vector<double> sums = AllSums(scores);
    for (const size_t count : {1, 3, 64}) {
      Combinations found = BestCombinations(scores, count);
      ASSERT_EQ(found.size(), std::min(count, sums.size()));
      for (size_t rank = 0; rank < found.size(); ++rank)
        EXPECT_EQ(Sum(scores, found[rank]), sums[rank]);
      std::sort(found.begin(), found.end());
      EXPECT_EQ(std::unique(found.begin(), found.end()), found.end());
    }
  }
}

TEST(BestCombinations, OfEqualSumsTheEarlierHypothesesComeFirst) {
  EXPECT_EQ(BestCombinations({{-1, -2}, {-1, -2}}, 4),
            (Combinations{{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
}

TEST(BestCombinations, OfNoSegmentsTakeNothing) {
  EXPECT_EQ(BestCombinations({}, 3), (Combinations{{}}));
}

TEST(SampleCombinations, TakeSamplesOfOneNumber) {
  EXPECT_EQ(SampleCombinations({3, 3}, 3),
            (Combinations{{0, 0}, {1, 1}, {2, 2}}));
  EXPECT_EQ(SampleCombinations({1, 3}, 3),
            (Combinations{{0, 0}, {0, 1}, {0, 2}}));
  EXPECT_EQ(SampleCombinations({}, 2), (Combinations{{}, {}}));
}

}  // namespace
}  // namespace stepglot
