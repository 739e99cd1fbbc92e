// Tests each rule on tokens, and their order.
#include "core/search/token_rules.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "tests/core/support/bits.h"

namespace stepglot {
namespace {

constexpr int kVocabulary = 10;
constexpr int kUnk = 1;
constexpr int kEos = 2;

ModelConfig Config(std::vector<int> suppressed = {}) {
  ModelConfig config;
  config.target_vocab_size = kVocabulary;
  config.unk = kUnk;
  config.eos = kEos;
  config.suppressed = std::move(suppressed);
  return config;
}

// Ids 0 to 9 with the logits -4 to 5.
std::vector<float> Logits() {
  std::vector<float> logits;
  for (int id = 0; id < kVocabulary; ++id)
    logits.push_back(static_cast<float>(id) - 4);
  return logits;
}

std::vector<float> After(const SearchOptions& options,
                         const std::vector<int>& hypothesis,
                         const ModelConfig& config = Config()) {
  std::vector<float> logits = Logits();
  TokenRules(options, config)
      .Apply(hypothesis, static_cast<int>(hypothesis.size()), LogitRow(logits));
  return logits;
}

// The ids at minus infinity; all others must be as they were.
std::set<int> RuledOut(const SearchOptions& options,
                       const std::vector<int>& hypothesis,
                       const ModelConfig& config = Config()) {
  const std::vector<float> before = Logits();
  const std::vector<float> after = After(options, hypothesis, config);
  std::set<int> out;
  for (int id = 0; id < kVocabulary; ++id) {
    if (after[id] == kNegativeInfinity) {
      out.insert(id);
    } else {
      EXPECT_EQ(after[id], before[id]) << id;
    }
  }
  return out;
}

using IdSet = std::set<int>;

TEST(TokenRules, WithoutRulesNothingChanges) {
  EXPECT_TRUE(SameBits(After({}, {3, 3, 3, 3}), Logits()));
  EXPECT_FALSE(TokenRules({}, Config({1})).needs_hypothesis());
}

TEST(TokenRules, TheModelsSuppressedIdsAreOut) {
  EXPECT_EQ(RuledOut({}, {}, Config({0, 1, 7})), (IdSet{0, 1, 7}));
}

TEST(TokenRules, ReplacedUnknownsAreLetThrough) {
  EXPECT_EQ(RuledOut({.replace_unknowns = true}, {}, Config({0, 1, 7})),
            (IdSet{0, 7}));
  EXPECT_EQ(RuledOut({.replace_unknowns = true}, {}, Config({0})), (IdSet{0}));
}

TEST(TokenRules, TheEndWaitsForTheLeastLength) {
  const SearchOptions options = {.min_length = 3};
  EXPECT_EQ(RuledOut(options, {}), (IdSet{kEos}));
  EXPECT_EQ(RuledOut(options, {5, 6}), (IdSet{kEos}));
  EXPECT_EQ(RuledOut(options, {5, 6, 7}), IdSet{});
  // It reads the length alone, which a search gives without the ids.
  EXPECT_FALSE(TokenRules(options, Config()).needs_hypothesis());
  std::vector<float> logits = Logits();
  TokenRules(options, Config()).Apply({}, 3, LogitRow(logits));
  EXPECT_TRUE(SameBits(logits, Logits()));
}

TEST(TokenRules, RepetitionDividesAboveZeroAndMultipliesBelow) {
  const SearchOptions options = {.repetition_penalty = 2};
  EXPECT_TRUE(TokenRules(options, Config()).needs_hypothesis());
  std::vector<float> expected = Logits();
  expected[0] = -8;    // -4
  expected[4] = 0;     // 0
  expected[9] = 2.5F;  // 5
  // However often an id stands in the hypothesis, it counts once.
  EXPECT_TRUE(SameBits(After(options, {9, 0, 4, 9, 9, 0}), expected));
  expected[0] = -2;
  expected[9] = 10;
  EXPECT_TRUE(
      SameBits(After({.repetition_penalty = 0.5}, {9, 0, 4}), expected));
}

TEST(TokenRules, RepetitionTouchesTheEndTokenOnlyWhenItStands) {
  EXPECT_EQ(After({.repetition_penalty = 2}, {5})[kEos], Logits()[kEos]);
}

TEST(TokenRules, NoIdTwice) {
  const SearchOptions options = {.no_repeat_ngram = 1};
  EXPECT_TRUE(TokenRules(options, Config()).needs_hypothesis());
  EXPECT_EQ(RuledOut(options, {}), IdSet{});
  EXPECT_EQ(RuledOut(options, {5, 3, 5}), (IdSet{3, 5}));
}

TEST(TokenRules, NoPairTwice) {
  const SearchOptions options = {.no_repeat_ngram = 2};
  EXPECT_EQ(RuledOut(options, {}), IdSet{});
  EXPECT_EQ(RuledOut(options, {5}), IdSet{});
  EXPECT_EQ(RuledOut(options, {5, 6}), IdSet{});
  EXPECT_EQ(RuledOut(options, {5, 5}), (IdSet{5}));
  EXPECT_EQ(RuledOut(options, {5, 6, 5}), (IdSet{6}));
  EXPECT_EQ(RuledOut(options, {5, 6, 5, 7, 5}), (IdSet{6, 7}));
  EXPECT_EQ(RuledOut(options, {5, 6, 5, 7}), IdSet{});
}

TEST(TokenRules, NoTripleTwice) {
  const SearchOptions options = {.no_repeat_ngram = 3};
  EXPECT_EQ(RuledOut(options, {5, 6}), IdSet{});
  EXPECT_EQ(RuledOut(options, {5, 6, 7, 5}), IdSet{});
  EXPECT_EQ(RuledOut(options, {5, 6, 7, 5, 6}), (IdSet{7}));
  EXPECT_EQ(RuledOut(options, {5, 6, 7, 6, 6}), IdSet{});
  EXPECT_EQ(RuledOut(options, {5, 5, 5}), (IdSet{5}));
  EXPECT_EQ(RuledOut(options, {5, 5}), IdSet{});
}

TEST(TokenRules, NgramsLongerThanTheHypothesisRuleNothingOut) {
  EXPECT_EQ(RuledOut({.no_repeat_ngram = 64}, {5, 6, 5, 6}), IdSet{});
}

TEST(TokenRules, SuppressedSequencesLoseTheirLastId) {
  const SearchOptions options = {.suppress = {{4}, {5, 6}, {5, 6, 7}, {8, 2}}};
  EXPECT_TRUE(TokenRules(options, Config()).needs_hypothesis());
  EXPECT_EQ(RuledOut(options, {}), (IdSet{4}));
  EXPECT_EQ(RuledOut(options, {5}), (IdSet{4, 6}));
  EXPECT_EQ(RuledOut(options, {5, 6}), (IdSet{4, 7}));
  EXPECT_EQ(RuledOut(options, {3, 5, 6}), (IdSet{4, 7}));
  EXPECT_EQ(RuledOut(options, {6}), (IdSet{4}));
  EXPECT_EQ(RuledOut(options, {5, 6, 7}), (IdSet{4}));
  EXPECT_EQ(RuledOut(options, {8}), (IdSet{4, kEos}));
  EXPECT_EQ(RuledOut(options, {8, 5}), (IdSet{4, 6}));
}

// A penalty below 1 on minus infinity, or a division after the mask, would
// bring an id back or make it a NaN.
TEST(TokenRules, MasksComeAfterThePenalty) {
  const SearchOptions options = {.min_length = 9,
                                 .repetition_penalty = 0.1,
                                 .no_repeat_ngram = 1,
                                 .suppress = {{9}}};
  const std::vector<float> logits = After(options, {0, 9, 5}, Config({0}));
  for (const int id : {0, kEos, 5, 9})
    EXPECT_EQ(logits[id], kNegativeInfinity) << id;
  for (const int id : {1, 3, 4, 6, 7, 8})
    EXPECT_EQ(logits[id], Logits()[id]) << id;
}

TEST(TokenRules, EverythingMayBeRuledOut) {
  SearchOptions options = {.min_length = 1};
  for (int id = 0; id < kVocabulary; ++id)
    if (id != kEos) options.suppress.push_back({id});
  EXPECT_EQ(RuledOut(options, {}).size(), static_cast<size_t>(kVocabulary));
}

TEST(TokenRules, ForcedTokensFollowTheModelAlone) {
  const SearchOptions options = {.min_length = 9,
                                 .repetition_penalty = 2,
                                 .no_repeat_ngram = 1,
                                 .suppress = {{9}}};
  const TokenRules rules(options, Config({0, 7}));
  std::vector<float> logits = Logits();
  rules.ApplyForced(9, LogitRow(logits));
  std::vector<float> expected = Logits();
  expected[0] = expected[7] = kNegativeInfinity;
  EXPECT_TRUE(SameBits(logits, expected));
  // Forcing a suppressed id leaves that one in.
  logits = Logits();
  rules.ApplyForced(7, LogitRow(logits));
  expected[7] = Logits()[7];
  EXPECT_TRUE(SameBits(logits, expected));
}

}  // namespace
}  // namespace stepglot
