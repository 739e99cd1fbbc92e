// Tests the choice among successors on made-up logits, without a decoder.
#include "core/search/beam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/search/candidates.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr int kVocabulary = 8;
constexpr int kEos = 0;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

ModelConfig Config() {
  ModelConfig config;
  config.target_vocab_size = kVocabulary;
  config.eos = kEos;
  config.decoder_layers = 1;
  config.heads = 1;
  return config;
}

// Log-probabilities of some ids; all others are ruled out. What the listed ones
// leave of the probability goes to nobody: the beam makes it one again, so the
// lists below sum to one where values matter.
using Shares = std::map<int, double>;

// Drives a beam by hand.
class BeamRun {
 public:
  explicit BeamRun(const SearchOptions& options, Beam::Limits limits = {20})
      : rules_(CheckOptions(options, Config()), Config()),
        beam_(rules_, std::move(limits)) {}

  // A step with the given logits of each live hypothesis in turn.
  const SearchStep& Step(std::vector<std::vector<float>> logits) {
    logits_ = std::move(logits);
    EXPECT_EQ(logits_.size(), beam_.live().size());
    step_ = {};
    for (size_t i = 0; i < logits_.size(); ++i) {
      Prediction& prediction = step_.predictions.emplace_back();
      prediction.parent = beam_.live()[i];
      prediction.logits = logits_[i];
      prediction.attention.cross = {1, 1, 2, {0.25F, 0.75F}};
    }
    beam_.Advance(step_);
    return step_;
  }

  const SearchStep& StepWith(const std::vector<Shares>& shares) {
    std::vector<std::vector<float>> logits;
    for (const Shares& each : shares) {
      std::vector<float>& row =
          logits.emplace_back(kVocabulary, kNegativeInfinity);
      for (const auto& [id, share] : each)
        row[id] = static_cast<float>(std::log(share));
    }
    return Step(std::move(logits));
  }

  const Beam& beam() const { return beam_; }
  const Node& node(int number) const { return beam_.tree().node(number); }

  // What the last step made, by rank.
  std::vector<std::pair<std::vector<int>, Fate>> Made() const {
    std::vector<std::pair<std::vector<int>, Fate>> made;
    for (const NewNode& each : step_.nodes) {
      made.emplace_back(beam_.tree().Ids(each.node), node(each.node).fate);
    }
    return made;
  }

  // The ids of the live hypotheses.
  std::vector<std::vector<int>> Live() const {
    std::vector<std::vector<int>> live;
    for (const int number : beam_.live())
      live.push_back(beam_.tree().Ids(number));
    return live;
  }

  // The ids of the finished hypotheses, best first.
  std::vector<std::vector<int>> Finished() const {
    std::vector<std::vector<int>> finished;
    for (const int number : beam_.finished())
      finished.push_back(beam_.tree().Ids(number));
    return finished;
  }

 private:
  SearchRules rules_;
  Beam beam_;
  std::vector<std::vector<float>> logits_;
  SearchStep step_;
};

using Lists = std::vector<std::vector<int>>;
using MadeList = std::vector<std::pair<std::vector<int>, Fate>>;

// alpha 0: what is normalized is the sum itself.
SearchOptions Plain(int beam_size, int n_best = 1) {
  return {.beam_size = beam_size, .n_best = n_best, .length_penalty = 0};
}

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
  EXPECT_EQ(run.Made(), (MadeList{{{1}, Fate::kLive},
                                  {{2}, Fate::kLive},
                                  {{3}, Fate::kRank},
                                  {{4}, Fate::kRank}}));
  // 0.5 * 0.4 = 0.2, 0.3 * 0.9 = 0.27: the second overtakes the first.
  run.StepWith({{{5, 0.4}, {6, 0.35}, {7, 0.25}}, {{5, 0.9}, {6, 0.1}}});
  EXPECT_EQ(run.Live(), (Lists{{2, 5}, {1, 5}}));
  EXPECT_EQ(run.beam().parents(), (std::vector<int>{1, 0}));
  EXPECT_EQ(run.Made(), (MadeList{{{2, 5}, Fate::kLive},
                                  {{1, 5}, Fate::kLive},
                                  {{1, 6}, Fate::kRank},
                                  {{1, 7}, Fate::kRank}}));
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
  EXPECT_EQ(run.Made(), (MadeList{{{2, 5}, Fate::kLive},
                                  {{2, 6}, Fate::kLive},
                                  {{3, 1}, Fate::kRank},
                                  {{3, 4}, Fate::kRank}}));
}

TEST(Beam, AnEndAmongTheFirstFinishesAndTheBeamIsRefilled) {
  BeamRun run(Plain(2, 2));
  run.StepWith({{{1, 0.4}, {kEos, 0.3}, {2, 0.2}, {3, 0.1}}});
  EXPECT_EQ(run.Made(), (MadeList{{{1}, Fate::kLive},
                                  {{kEos}, Fate::kFinished},
                                  {{2}, Fate::kLive},
                                  {{3}, Fate::kRank}}));
  EXPECT_EQ(run.Live(), (Lists{{1}, {2}}));
  EXPECT_EQ(run.Finished(), (Lists{{kEos}}));
  EXPECT_EQ(run.node(run.beam().finished()[0]).stop, Stop::kEos);
}

TEST(Beam, AnEndBehindTheFirstIsPruned) {
  BeamRun run(Plain(2, 2));
  run.StepWith({{{1, 0.4}, {2, 0.3}, {kEos, 0.2}, {3, 0.1}}});
  EXPECT_EQ(run.Made(), (MadeList{{{1}, Fate::kLive},
                                  {{2}, Fate::kLive},
                                  {{kEos}, Fate::kRank},
                                  {{3}, Fate::kRank}}));
  EXPECT_TRUE(run.beam().finished().empty());
}

TEST(Beam, OfSeveralEndsThoseAmongTheFirstFinish) {
  BeamRun run(Plain(2, 2));
  run.StepWith({{{1, 0.5}, {2, 0.5}}});
  // By rank: 1 end 0.4, 2 end 0.35, 2 3 0.15, 1 3 0.1.
  run.StepWith({{{kEos, 0.8}, {3, 0.2}}, {{kEos, 0.7}, {3, 0.3}}});
  // The second best finished has 0.35, which 0.15 cannot reach.
  EXPECT_EQ(run.Made(), (MadeList{{{1, kEos}, Fate::kFinished},
                                  {{2, kEos}, Fate::kFinished},
                                  {{2, 3}, Fate::kBound},
                                  {{1, 3}, Fate::kBound}}));
  EXPECT_EQ(run.Finished(), (Lists{{1, kEos}, {2, kEos}}));
  EXPECT_TRUE(run.beam().done());
}

TEST(Beam, ABeamOfOneIsTheArgmax) {
  BeamRun run(Plain(1));
  run.StepWith({{{1, 0.6}, {kEos, 0.4}}});
  EXPECT_EQ(run.Made(), (MadeList{{{1}, Fate::kLive}}));
  run.StepWith({{{2, 0.4}, {kEos, 0.6}}});
  EXPECT_EQ(run.Made(), (MadeList{{{1, kEos}, Fate::kFinished}}));
  EXPECT_TRUE(run.beam().done());
}

// An open hypothesis is given up when no continuation could make it the best.
TEST(Beam, TheBoundEndsTheSearch) {
  BeamRun run(Plain(2));
  const SearchStep& step = run.StepWith({{{kEos, 0.5}, {1, 0.3}, {2, 0.2}}});
  EXPECT_TRUE(step.done);
  EXPECT_EQ(run.Made(), (MadeList{{{kEos}, Fate::kFinished},
                                  {{1}, Fate::kBound},
                                  {{2}, Fate::kBound}}));
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
    const Fate open = stop_early ? Fate::kEarly : Fate::kLive;
    EXPECT_EQ(run.Made(), (MadeList{{{2, 4, kEos}, Fate::kFinished},
                                    {{1, 3, 5}, open},
                                    {{1, 3, 6}, open},
                                    {{2, 4, 5}, Fate::kRank}}));
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
  EXPECT_EQ(run.Made(), (MadeList{{{1, 3}, Fate::kFinished},
                                  {{2, kEos}, Fate::kFinished},
                                  {{1, kEos}, Fate::kRank},
                                  {{2, 4}, Fate::kFinished}}));
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
  EXPECT_EQ(run.Made(), (MadeList{{{1}, Fate::kLive}}));
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
  EXPECT_EQ(run.Made(),
            (MadeList{{{1, kEos}, Fate::kFinished}, {{2, 4}, Fate::kLive}}));
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
  EXPECT_EQ(run.Made(), (MadeList{{{2}, Fate::kForced}}));
  EXPECT_EQ(run.beam().settled(), run.beam().live()[0]);
  EXPECT_NEAR(run.node(1).log_probability, std::log(0.1), 1e-6);
  run.StepWith({{{1, 0.5}, {2, 0.5}}});
  EXPECT_EQ(run.Made(), (MadeList{{{2, 2}, Fate::kForced}}));
  EXPECT_NEAR(run.node(2).score, std::log(0.05), 1e-6);
  // Then the rules hold again, and see what was forced.
  run.StepWith({{{2, 0.9}, {3, 0.06}, {4, 0.04}}});
  EXPECT_EQ(run.Made(),
            (MadeList{{{2, 2, 3}, Fate::kLive}, {{2, 2, 4}, Fate::kLive}}));
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

// Sampling

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
                SampleToken({}, logits, {0, i, position}));
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
  EXPECT_EQ(run.Made(), (MadeList{{{4}, Fate::kForced}}));
  run.StepWith({kThree});
  run.StepWith({kThree});
  EXPECT_EQ(run.Live().size(), 3U);
  for (const std::vector<int>& ids : run.Live()) {
    EXPECT_EQ(ids[0], 4);
    EXPECT_EQ(ids[1], 5);
  }
}

// A second implementation of the search, of plain lists, on random logits.
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
