// Tests the choice of the best ids against a full sort.
#include "core/search/logit_maxima.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

std::vector<int> FullSort(const std::vector<float>& logits, int count) {
  std::vector<int> ids(logits.size());
  std::iota(ids.begin(), ids.end(), 0);
  std::stable_sort(ids.begin(), ids.end(),
                   [&](int a, int b) { return logits[a] > logits[b]; });
  std::erase_if(ids, [&](int id) { return logits[id] == kNegativeInfinity; });
  ids.resize(std::min<size_t>(ids.size(), count));
  return ids;
}

std::vector<int> Best(std::vector<float> logits, int count) {
  LogitMaxima maxima;
  maxima.Read(LogitRow(logits));
  std::vector<int> places = {-1};
  maxima.Best(LogitRow(logits), count, places);
  return places;
}

void ExpectSorted(const std::vector<float>& logits, int count,
                  const std::string& what) {
  ASSERT_EQ(Best(logits, count), FullSort(logits, count))
      << count << ", " << what;
}

// Both ways of selecting, and the number at which they change places.
constexpr int kCounts[] = {1, 2, 3, 8, 64, 255, 256, 257, 299, 300, 1000};

TEST(LogitMaxima, AreTheFirstOfAFullSort) {
  Random random(1);
  for (int round = 0; round < 20; ++round) {
    std::vector<float> logits = random.Floats(300);
    std::vector<float> tied = logits;
    for (float& logit : tied) logit = static_cast<float>(random.Below(6));
    std::vector<float> holes = round % 2 == 0 ? logits : tied;
    const int every = 1 + random.Below(3);
    for (float& logit : holes)
      if (random.Below(every + 1) > 0) logit = kNegativeInfinity;
    for (const int count : kCounts) {
      ExpectSorted(logits, count, "random");
      ExpectSorted(tied, count, "tied");
      ExpectSorted(holes, count, "with holes");
    }
  }
}

TEST(LogitMaxima, OrderedInputsAreNoSpecialCase) {
  std::vector<float> rising(300);
  std::iota(rising.begin(), rising.end(), -150.0F);
  const std::vector<float> falling(rising.rbegin(), rising.rend());
  const std::vector<float> equal(300, 2.0F);
  for (const int count : kCounts) {
    ExpectSorted(rising, count, "rising");
    ExpectSorted(falling, count, "falling");
    ExpectSorted(equal, count, "equal");
  }
}

TEST(LogitMaxima, NothingIsFoundWhereNothingIs) {
  EXPECT_TRUE(Best({1, 2}, 0).empty());
  for (const int count : kCounts)
    EXPECT_TRUE(
        Best(std::vector<float>(300, kNegativeInfinity), count).empty());
  std::vector<float> one(300, kNegativeInfinity);
  one[299] = -3e38F;
  for (const int count : kCounts) ExpectSorted(one, count, "one");
}

TEST(LogitMaxima, KnowTheLargestAndTheLogSum) {
  LogitMaxima maxima;
  for (const int size : {1, 31, 32, 33, 300}) {
    std::vector<float> logits = Random(size).Floats(size);
    logits.back() = 7;
    maxima.Read(LogitRow(logits));
    EXPECT_EQ(maxima.largest(), 7) << size;
    double sum = 0;
    for (const float logit : logits) sum += std::exp(logit);
    EXPECT_NEAR(maxima.LogSum(LogitRow(logits)), std::log(sum), 1e-5) << size;
  }
}

// So that a row that overflowed is not taken for one that did not.
TEST(LogitMaxima, TheLargestIsNanWhereOneIs) {
  LogitMaxima maxima;
  for (const size_t place : {0, 40, 99}) {
    std::vector<float> logits(100, 3.0F);
    logits[place] = NAN;
    maxima.Read(LogitRow(logits));
    EXPECT_TRUE(std::isnan(maxima.largest())) << place;
  }
  std::vector<float> none(100, kNegativeInfinity);
  maxima.Read(LogitRow(none));
  EXPECT_EQ(maxima.largest(), kNegativeInfinity);
  none[50] = INFINITY;
  maxima.Read(LogitRow(none));
  EXPECT_EQ(maxima.largest(), INFINITY);
}

}  // namespace
}  // namespace stepglot
