// Tests which hypotheses a beam keeps, finishes and prunes.
#include "core/search/beam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "tests/core/support/beam_run.h"

namespace stepglot {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

TEST(Beam, BeginsWithTheEmptyHypothesis) {
  const BeamRun run(Plain(3));
  EXPECT_EQ(run.beam().live(), (std::vector<int>{0}));
  EXPECT_FALSE(run.beam().done());
  EXPECT_EQ(run.beam().settled(), 0);
}

TEST(Beam, TheBestSumsGoOn) {
  BeamRun run(Plain(2));
  run.StepWith({{{1, 0.5}, {2, 0.3}, {3, 0.15}, {4, 0.05}}});
  EXPECT_EQ(run.Live(), (Lists{{1}, {2}}));
  EXPECT_EQ(run.beam().parents(), (std::vector<int>{0, 0}));
  EXPECT_EQ(run.Made(),
            (MadeList{{{1}, kLive}, {{2}, kLive}, {{3}, kRank}, {{4}, kRank}}));
  // 0.5 * 0.4 = 0.2, 0.3 * 0.9 = 0.27: the second overtakes the first.
  run.StepWith({{{5, 0.4}, {6, 0.35}, {7, 0.25}}, {{5, 0.9}, {6, 0.1}}});
  EXPECT_EQ(run.Live(), (Lists{{2, 5}, {1, 5}}));
  EXPECT_EQ(run.beam().parents(), (std::vector<int>{1, 0}));
  EXPECT_EQ(
      run.Made(),
      (MadeList{
          {{2, 5}, kLive}, {{1, 5}, kLive}, {{1, 6}, kRank}, {{1, 7}, kRank}}));
  EXPECT_NEAR(run.node(run.beam().live()[0]).score, std::log(0.27), 1e-6);
}

// Both may come from one hypothesis, whose rows then continue the same row.
TEST(Beam, OneHypothesisMayTakeEveryPlace) {
  BeamRun run(Plain(2));
  run.StepWith({{{1, 0.9}, {2, 0.1}}});
  run.StepWith({{{3, 0.5}, {4, 0.4}, {5, 0.1}}, {{6, 1.0}}});
  EXPECT_EQ(run.Live(), (Lists{{1, 3}, {1, 4}}));
  EXPECT_EQ(run.beam().parents(), (std::vector<int>{0, 0}));
}

TEST(Beam, TiesGoByHypothesisThenById) {
  BeamRun run(Plain(2));
  run.StepWith({{{4, 0.25}, {2, 0.25}, {7, 0.25}, {3, 0.25}}});
  EXPECT_EQ(run.Live(), (Lists{{2}, {3}}));
  run.StepWith({{{6, 0.5}, {5, 0.5}}, {{1, 0.5}, {4, 0.5}}});
  EXPECT_EQ(
      run.Made(),
      (MadeList{
          {{2, 5}, kLive}, {{2, 6}, kLive}, {{3, 1}, kRank}, {{3, 4}, kRank}}));
}

TEST(Beam, AnEndAmongTheFirstFinishesAndTheBeamIsRefilled) {
  BeamRun run(Plain(2, 2));
  run.StepWith({{{1, 0.4}, {kEos, 0.3}, {2, 0.2}, {3, 0.1}}});
  EXPECT_EQ(
      run.Made(),
      (MadeList{
          {{1}, kLive}, {{kEos}, kFinished}, {{2}, kLive}, {{3}, kRank}}));
  EXPECT_EQ(run.Live(), (Lists{{1}, {2}}));
  EXPECT_EQ(run.Finished(), (Lists{{kEos}}));
  EXPECT_EQ(run.node(run.beam().finished()[0]).stop, Stop::kEos);
}

TEST(Beam, AnEndBehindTheFirstIsPruned) {
  BeamRun run(Plain(2, 2));
  run.StepWith({{{1, 0.4}, {2, 0.3}, {kEos, 0.2}, {3, 0.1}}});
  EXPECT_EQ(
      run.Made(),
      (MadeList{{{1}, kLive}, {{2}, kLive}, {{kEos}, kRank}, {{3}, kRank}}));
  EXPECT_TRUE(run.beam().finished().empty());
}

TEST(Beam, OfSeveralEndsThoseAmongTheFirstFinish) {
  BeamRun run(Plain(2, 2));
  run.StepWith({{{1, 0.5}, {2, 0.5}}});
  // By rank: 1 end 0.4, 2 end 0.35, 2 3 0.15, 1 3 0.1.
  run.StepWith({{{kEos, 0.8}, {3, 0.2}}, {{kEos, 0.7}, {3, 0.3}}});
  // The second best finished has 0.35, which 0.15 cannot reach.
  EXPECT_EQ(run.Made(), (MadeList{{{1, kEos}, kFinished},
                                  {{2, kEos}, kFinished},
                                  {{2, 3}, kBound},
                                  {{1, 3}, kBound}}));
  EXPECT_EQ(run.Finished(), (Lists{{1, kEos}, {2, kEos}}));
  EXPECT_TRUE(run.beam().done());
}

TEST(Beam, ABeamOfOneIsTheArgmax) {
  BeamRun run(Plain(1));
  run.StepWith({{{1, 0.6}, {kEos, 0.4}}});
  EXPECT_EQ(run.Made(), (MadeList{{{1}, kLive}}));
  run.StepWith({{{2, 0.4}, {kEos, 0.6}}});
  EXPECT_EQ(run.Made(), (MadeList{{{1, kEos}, kFinished}}));
  EXPECT_TRUE(run.beam().done());
}

// An open hypothesis is given up when no continuation could make it the best.
TEST(Beam, TheBoundEndsTheSearch) {
  BeamRun run(Plain(2));
  const SearchStep& step = run.StepWith({{{kEos, 0.5}, {1, 0.3}, {2, 0.2}}});
  EXPECT_TRUE(step.done);
  EXPECT_EQ(run.Made(),
            (MadeList{{{kEos}, kFinished}, {{1}, kBound}, {{2}, kBound}}));
  EXPECT_TRUE(run.beam().live().empty());
  EXPECT_TRUE(run.beam().parents().empty());
  EXPECT_EQ(run.beam().settled(), run.beam().finished()[0]);
}

TEST(Beam, TheBoundIsMetByEquality) {
  BeamRun run(Plain(2));
  EXPECT_TRUE(run.StepWith({{{kEos, 0.5}, {1, 0.5}}}).done);
}

// With a length penalty a longer one may still win; how much longer it may
// become depends on the limit.
TEST(Beam, TheBoundLooksAsFarAsTheLimit) {
  for (const LengthNormalization kind :
       {LengthNormalization::kGnmt, LengthNormalization::kPower}) {
    for (const double alpha : {0.6, 1.0, 2.0}) {
      const SearchOptions options = {.beam_size = 2,
                                     .length_normalization = kind,
                                     .length_penalty = alpha};
      for (int limit = 2; limit < 40; ++limit) {
        BeamRun run(options, {limit});
        const bool done =
            run.StepWith({{{kEos, 0.5}, {1, 0.3}, {2, 0.2}}}).done;
        const double divisor = kind == LengthNormalization::kGnmt
                                   ? std::pow((5.0 + limit) / 6, alpha)
                                   : std::pow(limit, alpha);
        EXPECT_EQ(done, std::log(0.5) >= std::log(0.3) / divisor)
            << "alpha " << alpha << " limit " << limit;
      }
    }
  }
}

// It is the n-th best finished one that open ones have to beat, and the best
// open one that has to beat it.
TEST(Beam, TheBoundComparesTheLastWantedWithTheBestOpen) {
  BeamRun run(Plain(4, 2));
  run.StepWith({{{kEos, 0.4}, {1, 0.35}, {2, 0.25}}});
  EXPECT_FALSE(run.beam().done());  // one of two has finished
  run.StepWith({{{kEos, 0.5}, {3, 0.5}}, {{kEos, 0.2}, {4, 0.8}}});
  // Finished: 0.4, 0.175 and 0.05; open: 0.2 and 0.175.
  EXPECT_EQ(run.Finished(), (Lists{{kEos}, {1, kEos}, {2, kEos}}));
  EXPECT_FALSE(run.beam().done());
  run.StepWith({{{5, 1.0}}, {{5, 0.8}, {6, 0.2}}});
  EXPECT_FALSE(run.beam().done());  // 0.2 and 0.14 are still open
  const SearchStep& step =
      run.StepWith({{{5, 0.8}, {kEos, 0.2}}, {{5, 1.0}}, {{5, 1.0}}});
  // The best of those that are open has 0.16 and the second finished 0.175.
  EXPECT_TRUE(step.done);
  EXPECT_EQ(run.Finished()[1], (std::vector<int>{1, kEos}));
}

TEST(Beam, StopEarlyEndsWithAFullBeamOfFinished) {
  SearchOptions options = {.beam_size = 2,
                           .length_normalization = LengthNormalization::kPower,
                           .length_penalty = 2};
  for (const bool stop_early : {true, false}) {
    options.stop_early = stop_early;
    BeamRun run(options);
    run.StepWith({{{1, 0.6}, {2, 0.4}}});
    run.StepWith({{{kEos, 0.8}, {3, 0.2}}, {{4, 0.6}, {kEos, 0.4}}});
    EXPECT_FALSE(run.beam().done());  // one has finished
    EXPECT_EQ(run.Live(), (Lists{{2, 4}, {1, 3}}));
    run.StepWith({{{kEos, 0.9}, {5, 0.1}}, {{5, 0.6}, {6, 0.4}}});
    EXPECT_EQ(run.Finished().size(), 2U);
    EXPECT_EQ(run.beam().done(), stop_early);
    // By rank: 2 4 end 0.216, 1 3 5 0.072, 1 3 6 0.048, 2 4 5 0.024.
    const Fate open = stop_early ? kEarly : kLive;
    EXPECT_EQ(run.Made(), (MadeList{{{2, 4, kEos}, kFinished},
                                    {{1, 3, 5}, open},
                                    {{1, 3, 6}, open},
                                    {{2, 4, 5}, kRank}}));
  }
}

TEST(Beam, FinishedOnesAreRankedByNormalizedScore) {
  // 0.4 of one token against 0.3 of two: power 1 divides by 1 and by 2.
  SearchOptions options = Plain(3, 3);
  options.length_normalization = LengthNormalization::kPower;
  options.length_penalty = 1;
  BeamRun run(options, {2});
  run.StepWith({{{kEos, 0.4}, {1, 0.35}, {2, 0.25}}});
  run.StepWith({{{kEos, 0.9}, {3, 0.1}}, {{kEos, 0.5}, {3, 0.5}}});
  EXPECT_TRUE(run.beam().done());
  EXPECT_EQ(run.Finished()[0], (std::vector<int>{1, kEos}));  // log .315 / 2
  EXPECT_EQ(run.Finished()[1], (std::vector<int>{kEos}));     // log .4
  for (size_t i = 0; i < run.beam().finished().size(); ++i) {
    const Node& node = run.node(run.beam().finished()[i]);
    EXPECT_EQ(node.normalized, node.score / node.length);
  }
}

TEST(Beam, EqualFinishedOnesKeepTheirOrder) {
  BeamRun run(Plain(4, 4), {1});
  run.StepWith({{{1, 0.25}, {2, 0.25}, {3, 0.25}, {4, 0.25}}});
  EXPECT_EQ(run.Finished(), (Lists{{1}, {2}, {3}, {4}}));
}

TEST(Beam, TheLimitFinishesByLength) {
  BeamRun run(Plain(2, 2), {2});
  run.StepWith({{{1, 0.6}, {2, 0.4}}});
  const SearchStep& step =
      run.StepWith({{{3, 0.6}, {kEos, 0.4}}, {{kEos, 0.7}, {4, 0.3}}});
  EXPECT_TRUE(step.done);
  // By rank: 1 3 0.36, 2 end 0.28, 1 end 0.24, 2 4 0.12.
  EXPECT_EQ(run.Made(), (MadeList{{{1, 3}, kFinished},
                                  {{2, kEos}, kFinished},
                                  {{1, kEos}, kRank},
                                  {{2, 4}, kFinished}}));
  EXPECT_EQ(run.node(run.beam().finished()[0]).stop, Stop::kLength);
  EXPECT_EQ(run.node(run.beam().finished()[1]).stop, Stop::kEos);
}

TEST(Beam, AnEndAtTheLimitIsAnEnd) {
  BeamRun run(Plain(1), {1});
  run.StepWith({{{kEos, 1.0}}});
  EXPECT_EQ(run.node(run.beam().finished()[0]).stop, Stop::kEos);
}

TEST(Beam, TheEndWaitsForTheLeastLength) {
  SearchOptions options = Plain(2);
  options.min_length = 2;
  BeamRun run(options);
  run.StepWith({{{kEos, 0.9}, {1, 0.1}}});
  // The rest shares the probability.
  EXPECT_EQ(run.Made(), (MadeList{{{1}, kLive}}));
  EXPECT_NEAR(run.node(1).log_probability, 0, 1e-6);
  run.StepWith({{{kEos, 0.9}, {2, 0.1}}});
  EXPECT_EQ(run.Live(), (Lists{{1, 2}}));
  run.StepWith({{{kEos, 0.9}, {2, 0.1}}});
  EXPECT_EQ(run.Finished(), (Lists{{1, 2, kEos}}));
}

TEST(Beam, WhereNothingIsLeftTheEndIsLetThrough) {
  SearchOptions options = Plain(2, 2);
  options.min_length = 5;
  options.suppress = {{3}};
  BeamRun run(options);
  run.StepWith({{{1, 0.6}, {2, 0.4}}});
  run.StepWith({{{3, 0.5}, {kEos, 0.5}}, {{4, 1.0}}});
  EXPECT_EQ(run.Made(), (MadeList{{{1, kEos}, kFinished}, {{2, 4}, kLive}}));
  const Node& ended = run.node(run.beam().finished()[0]);
  EXPECT_EQ(ended.log_probability, 0);
  EXPECT_EQ(ended.score, run.node(ended.parent).score);
}

TEST(Beam, BrokenNumbersEndTheHypothesis) {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<std::vector<float>> broken = {
      std::vector<float>(kVocabulary, kNan),
      std::vector<float>(kVocabulary, kNegativeInfinity),
      std::vector<float>(kVocabulary, infinity),
      {0, 1, kNan, 2, 3, 4, 5, 6},
      {kNan, 1, 2, 3, 4, 5, 6, 7},
      {0, 1, 2, 3, 4, 5, 6, kNan},
      {0, 1, infinity, 2, 3, 4, 5, 6},
      {kNegativeInfinity, 1, infinity, kNan, 3, 4, 5, 6},
  };
  for (const int beam_size : {1, 2, 4}) {
    for (const std::vector<float>& logits : broken) {
      BeamRun run(Plain(beam_size));
      EXPECT_TRUE(run.Step({logits}).done) << testing::PrintToString(logits);
      EXPECT_EQ(run.Finished(), (Lists{{kEos}}));
      EXPECT_EQ(run.node(run.beam().finished()[0]).log_probability, 0);
    }
  }
  SearchOptions sampled = Plain(1, 3);
  sampled.beam_size = 4;
  sampled.sampling = Sampling{};
  for (const std::vector<float>& logits : broken) {
    BeamRun run(sampled);
    EXPECT_TRUE(run.Step({logits}).done);
    EXPECT_EQ(run.Finished(), (Lists{{kEos}, {kEos}, {kEos}}));
  }
}

// One broken hypothesis does not end its neighbours.
TEST(Beam, BrokenNumbersEndNothingElse) {
  BeamRun run(Plain(2, 2));
  run.StepWith({{{1, 0.6}, {2, 0.4}}});
  std::vector<float> sound(kVocabulary, kNegativeInfinity);
  sound[3] = 1;
  run.Step({std::vector<float>(kVocabulary, kNan), sound});
  EXPECT_EQ(run.Live(), (Lists{{2, 3}}));
  EXPECT_EQ(run.beam().parents(), (std::vector<int>{1}));
}

TEST(Beam, AForcedPrefixIsFollowed) {
  SearchOptions options = Plain(2, 2);
  options.min_length = 9;
  options.no_repeat_ngram = 1;
  options.repetition_penalty = 5;
  options.suppress = {{2}};
  BeamRun run(options, {20, {2, 2}});
  run.StepWith({{{1, 0.7}, {2, 0.1}, {kEos, 0.2}}});
  EXPECT_EQ(run.Made(), (MadeList{{{2}, kForced}}));
  EXPECT_EQ(run.beam().settled(), run.beam().live()[0]);
  EXPECT_NEAR(run.node(1).log_probability, std::log(0.1), 1e-6);
  run.StepWith({{{1, 0.5}, {2, 0.5}}});
  EXPECT_EQ(run.Made(), (MadeList{{{2, 2}, kForced}}));
  EXPECT_NEAR(run.node(2).score, std::log(0.05), 1e-6);
  // Then the rules hold again, and see what was forced.
  run.StepWith({{{2, 0.9}, {3, 0.06}, {4, 0.04}}});
  EXPECT_EQ(run.Made(), (MadeList{{{2, 2, 3}, kLive}, {{2, 2, 4}, kLive}}));
}

TEST(Beam, AForcedEndFinishes) {
  SearchOptions options = Plain(2, 2);
  options.min_length = 9;
  BeamRun run(options, {20, {1, kEos}});
  run.StepWith({{{1, 0.5}, {2, 0.5}}});
  EXPECT_TRUE(run.StepWith({{{3, 0.75}, {kEos, 0.25}}}).done);
  EXPECT_EQ(run.Finished(), (Lists{{1, kEos}}));
  const Node& node = run.node(run.beam().finished()[0]);
  EXPECT_EQ(node.stop, Stop::kEos);
  EXPECT_NEAR(node.score, std::log(0.125), 1e-6);
  // Where all tokens are forced, they count.
  EXPECT_EQ(node.normalized, node.score);
}

// An unlikely prefix would make a long ending look good: more tokens share its
// log-probability.
TEST(Beam, AForcedPrefixDoesNotCountWhereHypothesesAreRanked) {
  SearchOptions options = Plain(2, 2);
  options.length_normalization = LengthNormalization::kPower;
  options.length_penalty = 1;
  BeamRun run(options, {20, {5}});
  run.StepWith({{{5, 1e-6}, {1, 1 - 1e-6}}});
  run.StepWith({{{kEos, 0.5}, {1, 0.5}}});
  run.StepWith({{{kEos, 0.3}, {2, 0.7}}});
  ASSERT_EQ(run.Finished(), (Lists{{5, kEos}, {5, 1, kEos}}));
  const Node& shorter = run.node(run.beam().finished()[0]);
  const Node& longer = run.node(run.beam().finished()[1]);
  EXPECT_NEAR(shorter.normalized, std::log(0.5), 1e-6);
  EXPECT_NEAR(longer.normalized, std::log(0.15) / 2, 1e-6);
  // The score is still that of the whole.
  EXPECT_NEAR(shorter.score, std::log(0.5e-6), 1e-6);
  EXPECT_NEAR(longer.score, std::log(0.15e-6), 1e-6);
}

TEST(Beam, TheBoundLooksAtGeneratedTokensToo) {
  SearchOptions options = Plain(2);
  options.length_normalization = LengthNormalization::kPower;
  options.length_penalty = 1;
  for (const int more : {2, 3, 8}) {
    BeamRun run(options, {1 + more, {5}});
    run.StepWith({{{5, 1e-6}, {1, 1 - 1e-6}}});
    const bool done = run.StepWith({{{kEos, 0.5}, {1, 0.3}, {2, 0.2}}}).done;
    EXPECT_EQ(done, std::log(0.5) >= std::log(0.3) / more) << more;
  }
}

TEST(Beam, AForcedPrefixUpToTheLimitFinishesByLength) {
  BeamRun run(Plain(2, 2), {2, {1, 2}});
  run.StepWith({{{1, 1.0}}});
  EXPECT_TRUE(run.StepWith({{{2, 1.0}}}).done);
  EXPECT_EQ(run.node(run.beam().finished()[0]).stop, Stop::kLength);
}

// A forced token that the model's numbers give no share is what the caller
// wants all the same.
TEST(Beam, AForcedTokenMayBeImpossible) {
  BeamRun run(Plain(2), {20, {5}});
  run.StepWith({{{1, 1.0}}});
  EXPECT_EQ(run.Live(), (Lists{{5}}));
  EXPECT_EQ(run.node(1).log_probability, kNegativeInfinity);
  run.StepWith({{{kEos, 0.5}, {2, 0.5}}});
  EXPECT_FALSE(std::isnan(run.node(2).normalized));
}

TEST(Beam, CandidatesAreReportedPerPrediction) {
  SearchOptions options = Plain(2);
  options.candidates = 3;
  BeamRun run(options);
  run.StepWith({{{1, 0.6}, {2, 0.4}}});
  const SearchStep& step =
      run.StepWith({{{3, 0.4}, {4, 0.3}, {5, 0.2}, {6, 0.1}}, {{7, 1.0}}});
  ASSERT_EQ(step.predictions.size(), 2U);
  ASSERT_EQ(step.predictions[0].candidates.size(), 3U);
  EXPECT_EQ(step.predictions[0].candidates[1].id, 4);
  EXPECT_NEAR(step.predictions[0].candidates[1].log_probability, std::log(0.3),
              1e-6);
  ASSERT_EQ(step.predictions[1].candidates.size(), 1U);
  EXPECT_EQ(step.predictions[1].candidates[0].id, 7);
}

TEST(Beam, CoverageCountsEveryTokenOnce) {
  SearchOptions options = Plain(1);
  options.coverage_penalty = 0.5;
  BeamRun run(options);
  run.StepWith({{{1, 1.0}}});
  // Both source ids got 0.25 and 0.75 from each token.
  EXPECT_NEAR(run.node(1).normalized, 0.5 * (std::log(0.25) + std::log(0.75)),
              1e-6);
  run.StepWith({{{2, 1.0}}});
  EXPECT_NEAR(run.node(2).normalized, 0.5 * std::log(0.5), 1e-6);
  run.StepWith({{{3, 1.0}}});
  EXPECT_NEAR(run.node(3).normalized, 0.5 * std::log(0.75), 1e-6);
}

TEST(Beam, SiblingsShareTheirAlignment) {
  SearchOptions options = Plain(2);
  options.alignment = AlignmentHeads{};
  BeamRun run(options);
  run.StepWith({{{1, 0.6}, {2, 0.4}}});
  ASSERT_NE(run.node(1).alignment, nullptr);
  EXPECT_EQ(run.node(1).alignment, run.node(2).alignment);
  EXPECT_EQ(*run.node(1).alignment, (std::vector<float>{0.25F, 0.75F}));
}

}  // namespace
}  // namespace stepglot
