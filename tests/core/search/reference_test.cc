// Tests search against the independent PyTorch beam search.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/search_case.h"

namespace stepglot {
namespace {

// Float32 against float64; sums of up to 24 terms.
constexpr double kTokenTolerance = 2e-5;
constexpr double kScoreTolerance = 2e-4;
constexpr double kAlignmentTolerance = 1e-5;

class SearchReferenceTest : public testing::TestWithParam<const char*> {
 protected:
  static SearchedSequence Run(const SearchCase& test) {
    return Run(test, test.options);
  }

  static SearchedSequence Run(const SearchCase& test,
                              const SearchOptions& options) {
    const Fixture& fixture = Fixture::Get(GetParam());
    return RunSearch(*fixture.model(), {fixture.Ints(test.sentence, "source")},
                     options, {test.prefix})[0];
  }
};

std::vector<float> LogProbabilities(const HypothesisTree& tree, int number) {
  std::vector<float> values;
  for (const int node : tree.Path(number))
    values.push_back(tree.node(node).log_probability);
  return values;
}

TEST_P(SearchReferenceTest, FindsWhatPyTorchFinds) {
  const std::vector<SearchCase> cases = SearchCases(GetParam());
  ASSERT_GE(cases.size(), 70U);
  for (const SearchCase& test : cases) {
    SCOPED_TRACE(test.name);
    const auto [tree, finished] = Run(test);
    ASSERT_EQ(std::min<size_t>(finished.size(), test.options.n_best),
              test.hypotheses.size());
    for (size_t i = 0; i < test.hypotheses.size(); ++i) {
      const ReferenceHypothesis& expected = test.hypotheses[i];
      const Node& node = tree.node(finished[i]);
      EXPECT_EQ(tree.Ids(finished[i]), expected.ids) << "rank " << i;
      EXPECT_TRUE(Within(kTokenTolerance, LogProbabilities(tree, finished[i]),
                         expected.log_probabilities));
      EXPECT_NEAR(node.score, expected.score, kScoreTolerance);
      EXPECT_NEAR(node.normalized, expected.normalized, kScoreTolerance);
      EXPECT_EQ(node.stop, expected.stop) << "rank " << i;
    }
  }
}

TEST_P(SearchReferenceTest, AlignsAsPyTorchDoes) {
  int aligned = 0;
  for (const SearchCase& test : SearchCases(GetParam())) {
    if (test.alignment.empty()) continue;
    SCOPED_TRACE(test.name);
    const auto [tree, finished] = Run(test);
    const std::vector<int> path = tree.Path(finished[0]);
    ASSERT_EQ(path.size(), test.alignment.size());
    for (size_t i = 0; i < path.size(); ++i) {
      EXPECT_TRUE(Within(kAlignmentTolerance, *tree.node(path[i]).alignment,
                         test.alignment[i]))
          << "token " << i;
    }
    ++aligned;
  }
  EXPECT_GE(aligned, 3);
}

// The uncached search is the plain one; every case with every option must give
// its bits. Shorter, as each uncached step computes all that went before.
TEST_P(SearchReferenceTest, TheCacheChangesNoBitOfAnyCase) {
  for (const SearchCase& test : SearchCases(GetParam())) {
    SearchOptions options = test.options;
    options.max_length = std::min(options.max_length, 12);
    const SearchedSequence cached = Run(test, options);
    options.cache = false;
    EXPECT_TRUE(SameSearch(cached, Run(test, options))) << test.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, SearchReferenceTest, testing::ValuesIn(kFixtureNames),
    [](const auto& info) {
      return std::string(info.param).substr(std::string("tiny-").size());
    });

}  // namespace
}  // namespace stepglot
