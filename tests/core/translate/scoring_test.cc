// Tests the scoring of given translations against the searches that find them.
#include "core/translate/scoring.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "core/translate/session.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

std::shared_ptr<const Model> EndingModel(const ModelVariant& variant) {
  ModelFile file = ModelFile::Read(variant.fixture);
  file.FavorEos();
  return Reload(*file.Load(), variant.type);
}

// More sources than are scored side by side.
std::vector<Source> ManySources(const Model& model) {
  Random random(4);
  std::vector<Source> sources;
  for (int i = 0; i < 20; ++i) {
    sources.emplace_back(
        Ids{random.Ids(1 + i % 7, model.config().source_vocab_size)});
  }
  return sources;
}

TEST(ScoreTranslations, GivesTheBitsOfTheSearchThatFoundThem) {
  for (const ModelVariant& variant : AllModelVariants()) {
    const auto model = EndingModel(variant);
    const std::vector<Source> sources = ManySources(*model);
    for (const int beam_size : {1, 4}) {
      SearchOptions options;
      options.beam_size = beam_size;
      options.length_normalization = LengthNormalization::kPower;
      options.length_penalty = 0.8;
      options.coverage_penalty = 0.1;
      options.alignment = AlignmentHeads{};
      Session session(model, sources, options);
      while (!session.done()) session.Step();
      const std::vector<Translation> found = session.results();
      std::vector<Source> targets;
      for (const Translation& each : found)
        targets.emplace_back(Ids{each.tokens});
      int compared = 0;
      for (const bool cache : {true, false}) {
        options.cache = cache;
        const std::vector<Translation> scored =
            ScoreTranslations(model, sources, targets, options);
        ASSERT_EQ(scored.size(), found.size());
        for (size_t i = 0; i < found.size(); ++i) {
          EXPECT_EQ(scored[i].tokens, found[i].tokens);
          EXPECT_EQ(scored[i].text, found[i].text);
          EXPECT_EQ(scored[i].stop, Stop::kEos);
          ASSERT_EQ(scored[i].log_probabilities.size(),
                    found[i].tokens.size() + 1);
          if (found[i].stop != Stop::kEos) continue;
          ++compared;
          EXPECT_TRUE(SameBits(scored[i].log_probabilities,
                               found[i].log_probabilities));
          EXPECT_EQ(scored[i].score, found[i].score);
          EXPECT_EQ(scored[i].normalized, found[i].normalized);
          ASSERT_EQ(scored[i].alignment.target.size(), found[i].tokens.size());
          for (size_t t = 0; t < found[i].tokens.size(); ++t) {
            EXPECT_TRUE(SameBits(scored[i].alignment.target[t].weights,
                                 found[i].alignment.target[t].weights));
          }
        }
      }
      EXPECT_GT(compared, 20) << VariantName(variant);
    }
  }
}

// Forced tokens may lie outside of a shortlist, which can be left aside.
TEST(ScoreTranslations, ShortlistsShareProbabilitiesAsInSearches) {
  ModelFile file = RandomModel(SmallMarianConfig(), 3);
  file.FavorEos();
  const auto whole = file.Load();
  AddShortlist(file);
  const auto model = file.Load();
  const std::vector<Source> sources = ManySources(*model);
  for (const bool shortlist : {true, false}) {
    SearchOptions options;
    options.beam_size = 2;
    options.shortlist = shortlist;
    Session session(model, sources, options);
    while (!session.done()) session.Step();
    std::vector<Source> targets;
    for (const Translation& each : session.results())
      targets.emplace_back(Ids{each.tokens});
    const auto scored = ScoreTranslations(model, sources, targets, options);
    const auto by_all = ScoreTranslations(whole, sources, targets, options);
    int compared = 0;
    for (size_t i = 0; i < sources.size(); ++i) {
      EXPECT_EQ(scored[i].score == by_all[i].score, !shortlist) << i;
      if (session.results()[i].stop != Stop::kEos) continue;
      ++compared;
      EXPECT_EQ(scored[i].score, session.results()[i].score) << i;
    }
    EXPECT_GT(compared, 5);
    const std::vector<Source> outside(sources.size(), Ids{{215, 216, 217}});
    for (const Translation& each :
         ScoreTranslations(model, sources, outside, options)) {
      EXPECT_EQ(each.tokens, (std::vector<int>{215, 216, 217}));
      EXPECT_TRUE(std::isfinite(each.score));
    }
  }
}

// Rules for searches do not touch what is given.
TEST(ScoreTranslations, AsksTheModelAlone) {
  const auto& model = Fixture::Get("tiny-pre").model();
  const std::vector<Source> source = {std::string("One cat")};
  const std::vector<Source> target = {Ids{{50, 50, 50, 60}}};
  const Translation plain = ScoreTranslations(model, source, target, {})[0];
  SearchOptions options = {.max_length = 2,
                           .max_length_factor = 0.1,
                           .min_length = 1,
                           .beam_size = 8,
                           .n_best = 3,
                           .repetition_penalty = 3,
                           .no_repeat_ngram = 1,
                           .suppress = {{50}}};
  const Translation ruled =
      ScoreTranslations(model, source, target, options)[0];
  EXPECT_TRUE(SameBits(ruled.log_probabilities, plain.log_probabilities));
  EXPECT_EQ(ruled.normalized, plain.normalized);
  EXPECT_EQ(plain.normalized, plain.score / std::pow((5.0 + 5) / 6, 0.6));
}

TEST(ScoreTranslations, AnEmptyTargetIsTheEndAlone) {
  const auto& model = Fixture::Get("tiny-pre").model();
  for (const Source& empty :
       {Source(std::string()), Source(Pieces{}), Source(Ids{})}) {
    const Translation scored =
        ScoreTranslations(model, {std::string("One")}, {empty}, {})[0];
    EXPECT_TRUE(scored.tokens.empty());
    EXPECT_EQ(scored.text, "");
    ASSERT_EQ(scored.log_probabilities.size(), 1U);
    EXPECT_LT(scored.log_probabilities[0], 0);
    EXPECT_EQ(scored.score, scored.log_probabilities[0]);
    EXPECT_EQ(scored.stop, Stop::kEos);
  }
  EXPECT_TRUE(ScoreTranslations(model, {}, {}, {}).empty());
}

TEST(ScoreTranslations, TextIsTokenizedByTheTargetVocabulary) {
  const auto& model = Fixture::Get("tiny-post").model();
  const std::string text = "die Katze";
  const Translation by_text =
      ScoreTranslations(model, {std::string("the cat")}, {text}, {})[0];
  EXPECT_EQ(by_text.tokens, model->target_tokenizer().Encode(text));
  const Translation by_ids = ScoreTranslations(model, {std::string("the cat")},
                                               {Ids{by_text.tokens}}, {})[0];
  EXPECT_EQ(by_ids.score, by_text.score);
}

TEST(ScoreTranslations, TheTargetTokenChangesTheSource) {
  const auto& model = Fixture::Get("tiny-pre").model();
  const std::string piece = model->source_tokenizer().Piece(77);
  const std::vector<int> ids = model->source_tokenizer().Encode("One");
  std::vector<int> marked = {77};
  marked.insert(marked.end(), ids.begin(), ids.end());
  marked.push_back(model->config().eos);
  const std::vector<Source> target = {Ids{{50, 60}}};
  EXPECT_EQ(
      ScoreTranslations({model, piece}, {std::string("One")}, target, {})[0]
          .score,
      ScoreTranslations(model, {Ids{marked}}, target, {})[0].score);
}

TEST(ScoreTranslations, BadInputIsRefusedByItsNumber) {
  const auto& model = Fixture::Get("tiny-pre").model();
  std::vector<Source> sources(20, Source(std::string("One")));
  std::vector<Source> targets(20, Source(Ids{{50}}));
  EXPECT_TRUE(
      Throws(ErrorCode::kInvalidArgument, {"20 sources", "1 translations"},
             [&] { ScoreTranslations(model, sources, {targets[0]}, {}); }));
  // Also behind the first of those that are scored side by side.
  for (const int i : {3, 18}) {
    const std::string number = std::to_string(i);
    std::vector<Source> bad = sources;
    bad[i] = Ids{{420}};
    EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                       {"source " + number, "id 420"},
                       [&] { ScoreTranslations(model, bad, targets, {}); }));
    bad[i] = Ids{std::vector<int>(513, 5)};
    EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"513 ids", "512"},
                       [&] { ScoreTranslations(model, bad, targets, {}); }));
    bad = targets;
    bad[i] = Ids{{-1}};
    EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                       {"target " + number, "id -1"},
                       [&] { ScoreTranslations(model, sources, bad, {}); }));
    bad[i] = Ids{{5, model->config().eos}};
    EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"end token"},
                       [&] { ScoreTranslations(model, sources, bad, {}); }));
    bad[i] = Ids{std::vector<int>(model->config().max_target_length, 5)};
    EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"prefix", "tokens"},
                       [&] { ScoreTranslations(model, sources, bad, {}); }));
  }
}

}  // namespace
}  // namespace stepglot
