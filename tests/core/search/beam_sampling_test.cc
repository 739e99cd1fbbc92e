// Tests beams that draw samples.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/search/beam.h"
#include "core/search/sampler.h"
#include "tests/core/support/beam_run.h"

namespace stepglot {
namespace {

SearchOptions Samples(int count, uint64_t seed = 0) {
  SearchOptions options = {.n_best = count, .length_penalty = 0};
  options.sampling = Sampling{.seed = seed};
  return options;
}

const Shares kThree = {{1, 0.4}, {2, 0.35}, {3, 0.25}};

TEST(Beam, SamplesAreIndependentAndKeepTheirOrder) {
  constexpr int kSamples = 8;
  BeamRun run(Samples(kSamples), {3});
  run.StepWith({kThree});
  ASSERT_EQ(run.Live().size(), static_cast<size_t>(kSamples));
  EXPECT_EQ(run.beam().parents(), std::vector<int>(kSamples, 0));
  run.StepWith(std::vector<Shares>(kSamples, kThree));
  run.StepWith(std::vector<Shares>(kSamples, kThree));
  ASSERT_EQ(run.Finished().size(), static_cast<size_t>(kSamples));
  std::set<std::vector<int>> different;
  std::vector<float> logits(kVocabulary, kNegativeInfinity);
  for (const auto& [id, share] : kThree)
    logits[id] = static_cast<float>(std::log(share));
  for (int i = 0; i < kSamples; ++i) {
    EXPECT_EQ(run.node(run.beam().finished()[i]).sample, i);
    different.insert(run.Finished()[i]);
    for (int position = 0; position < 3; ++position) {
      EXPECT_EQ(run.Finished()[i][position],
                SampleToken({}, LogitRow(logits), {0, i, position}));
    }
  }
  EXPECT_GT(different.size(), 4U);
}

TEST(Beam, ASampleDoesNotDependOnHowManyThereAre) {
  BeamRun many(Samples(8, 3), {2});
  BeamRun few(Samples(2, 3), {2});
  many.StepWith({kThree});
  few.StepWith({kThree});
  many.StepWith(std::vector<Shares>(8, kThree));
  few.StepWith(std::vector<Shares>(2, kThree));
  EXPECT_EQ(few.Finished()[0], many.Finished()[0]);
  EXPECT_EQ(few.Finished()[1], many.Finished()[1]);
}

TEST(Beam, SamplesReportTheModelsOwnLogProbabilities) {
  SearchOptions options = Samples(4);
  options.sampling->temperature = 50;
  options.sampling->top_k = 2;
  BeamRun run(options, {1});
  run.StepWith({kThree});
  for (const int number : run.beam().finished()) {
    const Node& node = run.node(number);
    EXPECT_NEAR(node.log_probability, std::log(kThree.at(node.id)), 1e-6);
  }
}

// Samples end one by one; the others go on, and the first is what is streamed.
TEST(Beam, AnEndedSampleLeavesTheOthers) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    BeamRun run(Samples(4, seed), {12});
    const Shares shares = {{kEos, 0.3}, {1, 0.4}, {2, 0.3}};
    std::vector<int> streamed;
    while (!run.beam().done()) {
      run.StepWith(std::vector<Shares>(run.beam().live().size(), shares));
      const std::vector<int> ids = run.beam().tree().Ids(run.beam().settled());
      ASSERT_GE(ids.size(), streamed.size());
      EXPECT_TRUE(std::equal(streamed.begin(), streamed.end(), ids.begin()));
      streamed = ids;
      EXPECT_EQ(run.node(run.beam().settled()).sample, 0);
    }
    ASSERT_EQ(run.Finished().size(), 4U);
    EXPECT_EQ(streamed, run.Finished()[0]);
    for (int i = 0; i < 4; ++i)
      EXPECT_EQ(run.node(run.beam().finished()[i]).sample, i);
  }
}

TEST(Beam, SamplesShareAForcedPrefix) {
  BeamRun run(Samples(3), {5, {4, 5}});
  run.StepWith({kThree});
  EXPECT_EQ(run.Made(), (MadeList{{{4}, kForced}}));
  run.StepWith({kThree});
  run.StepWith({kThree});
  EXPECT_EQ(run.Live().size(), 3U);
  for (const std::vector<int>& ids : run.Live()) {
    EXPECT_EQ(ids[0], 4);
    EXPECT_EQ(ids[1], 5);
  }
}

}  // namespace
}  // namespace stepglot
