// Tests what else could stand at a place of a translation.
#include "core/translate/alternatives.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/translate/session.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

const std::string kSource = "the cat sat";

SearchOptions Options() {
  SearchOptions options;
  options.max_length = 16;
  return options;
}

Translation Completed(const std::shared_ptr<const Model>& model,
                      const std::vector<int>& prefix,
                      const SearchOptions& options) {
  Session session(model, {kSource}, options, {prefix});
  while (!session.done()) session.Step();
  return session.results()[0];
}

TEST(FindAlternatives, AreTheBestTokensEachCompleted) {
  for (const ModelVariant& variant : AllModelVariants()) {
    const auto model = variant.Load();
    for (const std::vector<int>& prefix :
         {std::vector<int>{}, {20}, {30, 31, 32}}) {
      const auto found = FindAlternatives(model, kSource, prefix, 6, Options());
      ASSERT_EQ(found.size(), 6U);
      std::set<int> different;
      for (size_t i = 0; i < found.size(); ++i) {
        const auto& [token, translation] = found[i];
        different.insert(token.id);
        if (i > 0) {
          EXPECT_LE(token.log_probability, found[i - 1].token.log_probability);
        }
        // Without rules, what was reported is what the completion has there.
        EXPECT_EQ(token.log_probability,
                  translation.log_probabilities[prefix.size()]);
        std::vector<int> forced = prefix;
        forced.push_back(token.id);
        const Translation expected = Completed(model, forced, Options());
        EXPECT_EQ(translation.tokens, expected.tokens);
        EXPECT_EQ(translation.text, expected.text);
        EXPECT_TRUE(SameBits(translation.log_probabilities,
                             expected.log_probabilities));
        EXPECT_NE(translation.stop, Stop::kNone);
      }
      EXPECT_EQ(different.size(), found.size());
      // They are what a search sees there.
      SearchOptions options = Options();
      options.candidates = 6;
      Session session(model, {kSource}, options, {prefix});
      for (size_t i = 0; i < prefix.size(); ++i) session.Step();
      const auto& seen = session.Step()[0].search.predictions.at(0).candidates;
      for (size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].token.id, seen[i].id);
        EXPECT_EQ(found[i].token.log_probability, seen[i].log_probability);
      }
    }
  }
}

// With a shortlist there are as many as it has candidates.
TEST(FindAlternatives, AreCandidatesOfTheShortlist) {
  ModelFile file = RandomModel(SmallMarianConfig(), 3);
  AddShortlist(file);
  const auto model = file.Load();
  const Source source = Ids{{9, 0}};
  const std::vector<int> ids = {9, 0};
  const std::vector<int> prefix = {215};
  const std::vector<int> needed = {215, 0};
  std::vector<int> candidates =
      model->shortlist()->Candidates(ids, model->shares_vocabulary(), needed);
  std::erase(candidates, *model->config().unk);
  ASSERT_LT(candidates.size(), 64U);
  const auto found = FindAlternatives(model, source, prefix, 64, Options());
  std::vector<int> tokens;
  for (const auto& [token, translation] : found) {
    tokens.push_back(token.id);
    EXPECT_EQ(token.log_probability, translation.log_probabilities[1]);
    EXPECT_EQ(translation.tokens[0], 215);
  }
  std::sort(tokens.begin(), tokens.end());
  EXPECT_EQ(tokens, candidates);
  SearchOptions all = Options();
  all.shortlist = false;
  EXPECT_EQ(FindAlternatives(model, source, prefix, 64, all).size(), 64U);
}

TEST(FindAlternatives, TheFirstOfGreedySearchIsItsOwnResult) {
  const auto& model = Fixture::Get("tiny-marian").model();
  SearchOptions options = Options();
  options.beam_size = 1;
  options.max_length_factor = 1000;
  const Translation greedy = Completed(model, {}, options);
  const auto found = FindAlternatives(model, kSource, {}, 1, options);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].translation.tokens, greedy.tokens);
}

// The end is an alternative like others; its completion is the prefix.
TEST(FindAlternatives, TheEndMayBeOne) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.FavorEos();
  file.AddToLogit(file.config.eos, 9);
  const auto found = FindAlternatives(file.Load(), kSource, {50}, 2, Options());
  EXPECT_EQ(found[0].token.id, file.config.eos);
  EXPECT_EQ(found[0].translation.tokens, (std::vector<int>{50}));
  EXPECT_EQ(found[0].translation.stop, Stop::kEos);
}

TEST(FindAlternatives, FewerAreFoundWhereFewerArePossible) {
  ModelFile file = ModelFile::Read("tiny-pre");
  for (int id = 0; id < file.config.target_vocab_size; ++id) {
    if (id != file.config.eos && id != 40 && id != 41)
      file.config.suppressed.push_back(id);
  }
  std::sort(file.config.suppressed.begin(), file.config.suppressed.end());
  file.config.suppressed.erase(
      std::unique(file.config.suppressed.begin(), file.config.suppressed.end()),
      file.config.suppressed.end());
  const auto model = file.Load();
  EXPECT_EQ(FindAlternatives(model, kSource, {}, 64, Options()).size(), 3U);
  // Rules hold for alternatives too.
  SearchOptions options = Options();
  options.suppress = {{40}};
  options.min_length = 1;
  const auto found = FindAlternatives(model, kSource, {}, 64, options);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].token.id, 41);
}

// The last place that there is.
TEST(FindAlternatives, StandWithinTheLimit) {
  const auto& model = Fixture::Get("tiny-pre").model();
  SearchOptions options = Options();
  options.max_length = 4;
  const auto found = FindAlternatives(model, kSource, {50, 51, 52}, 3, options);
  ASSERT_EQ(found.size(), 3U);
  for (const Alternative& each : found)
    EXPECT_EQ(each.translation.log_probabilities.size(), 4U);
  EXPECT_TRUE(Throws(
      ErrorCode::kInvalidArgument, {"prefix of 4", "no room"},
      [&] { FindAlternatives(model, kSource, {50, 51, 52, 53}, 3, options); }));
}

TEST(FindAlternatives, TheTargetTokenIsPartOfTheSource) {
  const auto& model = Fixture::Get("tiny-pre").model();
  std::vector<int> ids = model->source_tokenizer().Encode(kSource);
  ids.insert(ids.begin(), 77);
  ids.push_back(model->config().eos);
  const auto marked = FindAlternatives(
      {model, model->source_tokenizer().Piece(77)}, kSource, {}, 2, Options());
  const auto expected = FindAlternatives(model, Ids{ids}, {}, 2, Options());
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(marked[i].token.log_probability,
              expected[i].token.log_probability);
    EXPECT_EQ(marked[i].translation.tokens, expected[i].translation.tokens);
  }
}

TEST(FindAlternatives, NonsenseIsRefused) {
  const auto& model = Fixture::Get("tiny-pre").model();
  const auto refuses = [&](const std::vector<int>& prefix, int count,
                           const SearchOptions& options,
                           const std::vector<std::string>& parts) {
    return Throws(ErrorCode::kInvalidArgument, parts, [&] {
      FindAlternatives(model, kSource, prefix, count, options);
    });
  };
  for (const int count : {0, -1, 65}) {
    EXPECT_TRUE(
        refuses({}, count, {},
                {"alternatives", "1 to 64", "found " + std::to_string(count)}));
  }
  SearchOptions sampled;
  sampled.sampling = Sampling{};
  EXPECT_TRUE(refuses({}, 3, sampled, {"sampled"}));
  EXPECT_TRUE(refuses({5, model->config().eos}, 3, {}, {"end token"}));
  EXPECT_TRUE(refuses({420}, 3, {}, {"id 420"}));
  EXPECT_TRUE(refuses({}, 3, {.beam_size = 0}, {"beam size"}));
}

}  // namespace
}  // namespace stepglot
