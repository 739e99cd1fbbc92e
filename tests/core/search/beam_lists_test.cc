// Compares a beam with a second implementation of the search, over plain lists.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/search/beam.h"
#include "tests/core/support/beam_run.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

struct ListHypothesis {
  std::vector<int> ids;
  double score = 0;
};

double LogSum(const std::vector<float>& logits) {
  double sum = 0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
  return std::log(sum);
}

// The logits after a hypothesis: random, but the same for the same ids.
std::vector<float> LogitsAfter(const std::vector<int>& ids, uint64_t seed) {
  for (const int id : ids) seed = seed * 1000003 + id + 1;
  Random random(seed);
  std::vector<float> logits = random.Floats(kVocabulary);
  for (float& logit : logits) logit *= 2;
  return logits;
}

double Divided(const ListHypothesis& hypothesis, double alpha) {
  return hypothesis.score /
         std::pow((5.0 + static_cast<double>(hypothesis.ids.size())) / 6,
                  alpha);
}

std::vector<ListHypothesis> SearchLists(int beam_size, int n_best, int limit,
                                        double alpha, uint64_t seed) {
  const auto by_score = [](const ListHypothesis& a, const ListHypothesis& b) {
    return a.score > b.score;
  };
  std::vector<ListHypothesis> live = {{}};
  std::vector<ListHypothesis> finished;
  while (!live.empty()) {
    std::vector<ListHypothesis> next;
    for (const ListHypothesis& from : live) {
      const std::vector<float> logits = LogitsAfter(from.ids, seed);
      for (int id = 0; id < kVocabulary; ++id) {
        ListHypothesis& to = next.emplace_back(from);
        to.ids.push_back(id);
        to.score += logits[id] - LogSum(logits);
      }
    }
    std::stable_sort(next.begin(), next.end(), by_score);
    live.clear();
    for (size_t rank = 0; rank < next.size(); ++rank) {
      const bool is_first = rank < static_cast<size_t>(beam_size);
      if (next[rank].ids.back() == kEos) {
        if (is_first) finished.push_back(next[rank]);
        if (beam_size == 1 && is_first) break;
      } else if (live.size() < static_cast<size_t>(beam_size)) {
        live.push_back(next[rank]);
      }
    }
    if (static_cast<int>(live.empty() ? 0 : live[0].ids.size()) == limit) {
      finished.insert(finished.end(), live.begin(), live.end());
      live.clear();
    }
    std::stable_sort(finished.begin(), finished.end(),
                     [alpha](const auto& a, const auto& b) {
                       return Divided(a, alpha) > Divided(b, alpha);
                     });
    if (live.empty() || finished.size() < static_cast<size_t>(n_best)) continue;
    const double best = live[0].score / std::pow((5.0 + limit) / 6, alpha);
    if (Divided(finished[n_best - 1], alpha) >= best) live.clear();
  }
  finished.resize(std::min<size_t>(finished.size(), n_best));
  return finished;
}

TEST(Beam, FindsWhatASearchOverListsFinds) {
  for (uint64_t seed = 0; seed < 150; ++seed) {
    const int beam_size = 1 + static_cast<int>(seed % 5);
    const int n_best = 1 + static_cast<int>(seed / 5 % beam_size);
    const int limit = 1 + static_cast<int>(seed % 13);
    const double alpha = std::vector<double>{0, 0.6, 1, 2}[seed % 4];
    BeamRun run(
        {.beam_size = beam_size, .n_best = n_best, .length_penalty = alpha},
        {limit});
    while (!run.beam().done()) {
      std::vector<std::vector<float>> logits;
      for (const std::vector<int>& ids : run.Live())
        logits.push_back(LogitsAfter(ids, seed));
      run.Step(std::move(logits));
    }
    const std::vector<ListHypothesis> expected =
        SearchLists(beam_size, n_best, limit, alpha, seed);
    ASSERT_GE(run.Finished().size(), expected.size()) << seed;
    for (size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(run.Finished()[i], expected[i].ids) << seed << " rank " << i;
      EXPECT_NEAR(run.node(run.beam().finished()[i]).score, expected[i].score,
                  1e-4);
    }
  }
}

}  // namespace
}  // namespace stepglot
