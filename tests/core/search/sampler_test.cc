// Tests random draws: their distribution, what they depend on, and what is cut
// off.
#include "core/search/sampler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

// The draw number i of those that differ in one respect alone.
enum class Respect { kSeed, kSequence, kSample, kPosition };

double DrawNumber(Respect respect, int i) {
  switch (respect) {
    case Respect::kSeed:
      return UniformDraw(i, {7, 3, 11});
    case Respect::kSequence:
      return UniformDraw(5, {static_cast<uint64_t>(i), 3, 11});
    case Respect::kSample:
      return UniformDraw(5, {7, i, 11});
    case Respect::kPosition:
      return UniformDraw(5, {7, 3, i});
  }
  return 0;
}

constexpr Respect kRespects[] = {Respect::kSeed, Respect::kSequence,
                                 Respect::kSample, Respect::kPosition};

TEST(UniformDraw, IsUniformInEachRespect) {
  constexpr int kDraws = 100000;
  for (const Respect respect : kRespects) {
    double sum = 0;
    double squares = 0;
    double products = 0;  // of neighbours, which must not be correlated
    double previous = 0.5;
    std::vector<int> tenths(10);
    for (int i = 0; i < kDraws; ++i) {
      const double draw = DrawNumber(respect, i);
      ASSERT_GE(draw, 0.0);
      ASSERT_LT(draw, 1.0);
      sum += draw;
      squares += (draw - 0.5) * (draw - 0.5);
      products += (draw - 0.5) * (previous - 0.5);
      previous = draw;
      ++tenths[static_cast<size_t>(draw * 10)];
    }
    // Five standard deviations: sqrt(1/12/n), sqrt(1/180/n), 1/12/sqrt(n).
    EXPECT_NEAR(sum / kDraws, 0.5, 0.0046);
    EXPECT_NEAR(squares / kDraws, 1.0 / 12, 0.0012);
    EXPECT_NEAR(products / kDraws, 0, 0.0014);
    for (const int count : tenths) EXPECT_NEAR(count, kDraws / 10, 475);
  }
}

// Neighbouring numbers in two respects must not fall on the same draw, as they
// would if the respects were merely added up.
TEST(UniformDraw, NoTwoDrawsOfACallAreTheSame) {
  std::set<double> draws;
  constexpr int kEach = 12;
  for (int seed = 0; seed < kEach; ++seed) {
    for (int sequence = 0; sequence < kEach; ++sequence) {
      for (int sample = 0; sample < kEach; ++sample) {
        for (int position = 0; position < kEach; ++position) {
          draws.insert(UniformDraw(
              seed, {static_cast<uint64_t>(sequence), sample, position}));
        }
      }
    }
  }
  EXPECT_EQ(draws.size(), static_cast<size_t>(kEach * kEach * kEach * kEach));
}

TEST(UniformDraw, UsesAllBitsOfTheSeed) {
  EXPECT_NE(UniformDraw(0, {}), UniformDraw(uint64_t{1} << 32, {}));
  EXPECT_NE(UniformDraw(0, {}), UniformDraw((uint64_t{1} << 53) - 1, {}));
}

// Fixed forever: seeds that a user has noted keep their meaning. The values
// are those of SplitMix64's finaliser chained by hand over 42, 1, 2 and 3.
uint64_t Finalised(uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

TEST(UniformDraw, KeepsItsValues) {
  uint64_t bits = Finalised(42);
  for (const uint64_t number : {1, 2, 3}) bits = Finalised(bits ^ number);
  EXPECT_EQ(UniformDraw(42, {1, 2, 3}),
            static_cast<double>(bits >> 11) / 9007199254740992.0);
}

// How often each id is drawn.
std::vector<int> Counts(const Sampling& sampling, std::vector<float> logits,
                        int draws) {
  std::vector<int> counts(logits.size());
  for (int i = 0; i < draws; ++i)
    ++counts.at(SampleToken(sampling, LogitRow(logits), {9, 0, i}));
  return counts;
}

// Pearson's statistic against the softmax of the logits that are `kept`, which
// no id outside them may add to.
double ChiSquare(const std::vector<int>& counts,
                 const std::vector<float>& logits, double temperature,
                 const std::set<int>& kept) {
  double total = 0;
  for (const int id : kept) total += std::exp(logits[id] / temperature);
  const int draws = std::accumulate(counts.begin(), counts.end(), 0);
  double statistic = 0;
  for (size_t id = 0; id < counts.size(); ++id) {
    if (!kept.contains(static_cast<int>(id))) {
      EXPECT_EQ(counts[id], 0) << id;
      continue;
    }
    const double expected = draws * std::exp(logits[id] / temperature) / total;
    statistic += (counts[id] - expected) * (counts[id] - expected) / expected;
  }
  return statistic;
}

const std::vector<float> kLogits = {0.5F,  -1.0F, 2.0F, kNegativeInfinity,
                                    1.25F, 0.0F,  1.9F, -0.3F};
constexpr int kDraws = 40000;

// The 99.99th percentile of the chi-square distribution with 6 degrees of
// freedom is 27.9, with fewer less.
constexpr double kUnlikely = 27.9;

TEST(SampleToken, FollowsTheSoftmax) {
  EXPECT_LT(
      ChiSquare(Counts({}, kLogits, kDraws), kLogits, 1, {0, 1, 2, 4, 5, 6, 7}),
      kUnlikely);
}

TEST(SampleToken, FollowsTheTemperature) {
  for (const double temperature : {0.3, 2.0, 100.0}) {
    EXPECT_LT(ChiSquare(Counts({.temperature = temperature}, kLogits, kDraws),
                        kLogits, temperature, {0, 1, 2, 4, 5, 6, 7}),
              kUnlikely)
        << temperature;
  }
}

TEST(SampleToken, TopKKeepsTheMostProbable) {
  EXPECT_LT(
      ChiSquare(Counts({.top_k = 3}, kLogits, kDraws), kLogits, 1, {2, 4, 6}),
      kUnlikely);
  EXPECT_LT(ChiSquare(Counts({.temperature = 3, .top_k = 5}, kLogits, kDraws),
                      kLogits, 3, {0, 2, 4, 5, 6}),
            kUnlikely);
  // More than there are is all.
  EXPECT_EQ(Counts({.top_k = 8}, kLogits, 1000),
            Counts({.top_k = 7}, kLogits, 1000));
  EXPECT_EQ(Counts({.top_k = 1}, kLogits, 100)[2], 100);
}

// The shares in percent: id 2 36, 6 32, 4 17, 0 8, 5 5, 7 4, 1 2.
TEST(SampleToken, TopPKeepsTheFewestThatReachTheShare) {
  EXPECT_EQ(Counts({.top_p = 0.3}, kLogits, 100)[2], 100);
  EXPECT_LT(
      ChiSquare(Counts({.top_p = 0.5}, kLogits, kDraws), kLogits, 1, {2, 6}),
      kUnlikely);
  EXPECT_LT(ChiSquare(Counts({.top_p = 0.75}, kLogits, kDraws), kLogits, 1,
                      {2, 4, 6}),
            kUnlikely);
  EXPECT_LT(ChiSquare(Counts({.top_p = 0.999}, kLogits, kDraws), kLogits, 1,
                      {0, 1, 2, 4, 5, 6, 7}),
            kUnlikely);
}

TEST(SampleToken, TopPCountsSharesOfWhatTopKLeft) {
  // Of 2, 6 and 4 the first two have 80 percent; of all they have 68.
  EXPECT_LT(ChiSquare(Counts({.top_k = 3, .top_p = 0.75}, kLogits, kDraws),
                      kLogits, 1, {2, 6}),
            kUnlikely);
}

TEST(SampleToken, TheTemperatureComesBeforeTopP) {
  // At 0.3 id 2 alone has more than half.
  EXPECT_EQ(Counts({.temperature = 0.3, .top_p = 0.5}, kLogits, 200)[2], 200);
  // At 100 the shares are nearly equal, so that 0.5 takes four of seven.
  EXPECT_LT(
      ChiSquare(Counts({.temperature = 100, .top_p = 0.5}, kLogits, kDraws),
                kLogits, 100, {2, 6, 4, 0}),
      kUnlikely);
}

TEST(SampleToken, TheEndsOfRangesAreTheArgmax) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<float> logits = random.Floats(50);
    for (float& logit : logits) logit *= 20;
    const int best = static_cast<int>(
        std::max_element(logits.begin(), logits.end()) - logits.begin());
    const Draw draw = {3, 1, round};
    EXPECT_EQ(SampleToken({.top_p = 1e-300}, LogitRow(logits), draw), best);
    EXPECT_EQ(SampleToken({.top_k = 1}, LogitRow(logits), draw), best);
    logits[best] += 1;  // a difference of 100 after division
    EXPECT_EQ(SampleToken({.temperature = 0.01}, LogitRow(logits), draw), best);
  }
}

TEST(SampleToken, TiesGoByIdWhenCutOff) {
  const std::vector<float> equal(6, 1.5F);
  EXPECT_EQ(Counts({.top_k = 1}, equal, 50)[0], 50);
  EXPECT_LT(ChiSquare(Counts({.top_k = 2}, equal, kDraws), equal, 1, {0, 1}),
            kUnlikely);
}

TEST(SampleToken, WhatIsRuledOutIsNeverDrawn) {
  Random random(2);
  for (int round = 0; round < 3000; ++round) {
    std::vector<float> logits(20, kNegativeInfinity);
    const int left = random.Below(20);
    logits[left] = random.Float() * 50;
    const int other = random.Below(20);
    logits[other] = logits[left] - 80;
    const Sampling sampling = {.temperature = 0.01 + random.Below(100),
                               .top_k = random.Below(21),
                               .top_p = (1 + random.Below(100)) / 100.0,
                               .seed = random.Bits()};
    const int drawn = SampleToken(sampling, LogitRow(logits), {0, 0, round});
    EXPECT_TRUE(drawn == left || drawn == other);
  }
}

TEST(SampleToken, HugeAndTinyLogitsAreDrawnFrom) {
  const std::vector<float> logits = {3e38F, -3e38F, kNegativeInfinity, 3e38F};
  const std::vector<int> counts = Counts({}, logits, 1000);
  EXPECT_EQ(counts[0] + counts[3], 1000);
  EXPECT_GT(counts[0], 400);
  EXPECT_GT(counts[3], 400);
}

TEST(SampleToken, DependsOnNothingButItsDraw) {
  std::vector<float> logits = kLogits;
  const int first = SampleToken({.seed = 4}, LogitRow(logits), {1, 2, 3});
  Counts({.seed = 4}, kLogits, 10);
  EXPECT_EQ(SampleToken({.seed = 4}, LogitRow(logits), {1, 2, 3}), first);
}

}  // namespace
}  // namespace stepglot
