// Tests the choice of the best ids against a full sort.
#include "core/search/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
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

void ExpectSorted(const std::vector<float>& logits, int count,
                  const std::string& what) {
  const std::vector<int> expected = FullSort(logits, count);
  const std::vector<Candidate> found = BestCandidates(logits, 0.75F, count);
  ASSERT_EQ(found.size(), expected.size()) << what;
  for (size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i].id, expected[i]) << what << " rank " << i;
    ASSERT_EQ(found[i].log_probability, logits[expected[i]] - 0.75F);
  }
}

// Both ways of selecting, and the number at which they change places.
constexpr int kCounts[] = {1, 2, 3, 8, 64, 255, 256, 257, 299, 300, 1000};

TEST(BestCandidates, AreTheFirstOfAFullSort) {
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

TEST(BestCandidates, OrderedInputsAreNoSpecialCase) {
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

TEST(BestCandidates, NothingIsFoundWhereNothingIs) {
  EXPECT_TRUE(BestCandidates(std::vector<float>{1, 2}, 0, 0).empty());
  for (const int count : kCounts) {
    EXPECT_TRUE(
        BestCandidates(std::vector<float>(300, kNegativeInfinity), 0, count)
            .empty());
  }
  std::vector<float> one(300, kNegativeInfinity);
  one[299] = -3e38F;
  for (const int count : kCounts) ExpectSorted(one, count, "one");
}

}  // namespace
}  // namespace stepglot
