// Tests the step API: its text as it streams, its reports and its errors.
#include "core/translate/session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/reference_search.h"

namespace stepglot {
namespace {

TEST(Session, TextFollowsPyTorchAndSentencePiece) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    Session session(fixture.model(), ReferenceTexts(fixture),
                    ReferenceOptions());
    while (!session.done()) session.Step();
    for (int i = 0; i < kFixtureSentences; ++i) {
      const Translation result = session.results()[i];
      std::vector<int> expected = fixture.Ints(i, "greedy");
      if (expected.back() == fixture.model()->config().eos) expected.pop_back();
      EXPECT_EQ(result.tokens, expected);
      EXPECT_EQ(result.text, fixture.Text(i, "greedy_text"));
      EXPECT_TRUE(Within(2e-5, result.log_probabilities,
                         fixture.Floats(i, "greedy_log_probs")));
    }
  }
}

TEST(Session, ResultsHoldScoresAndReasonsToStop) {
  const Fixture& fixture = Fixture::Get("tiny-post");
  Session session(fixture.model(), ReferenceTexts(fixture), ReferenceOptions());
  while (!session.done()) session.Step();
  for (int i = 0; i < kFixtureSentences; ++i) {
    const Translation result = session.results()[i];
    EXPECT_NEAR(result.score,
                std::accumulate(result.log_probabilities.begin(),
                                result.log_probabilities.end(), 0.0),
                1e-9);
    const bool ended =
        fixture.Ints(i, "greedy").back() == fixture.model()->config().eos;
    EXPECT_EQ(result.stop, ended ? Stop::kEos : Stop::kLength);
    EXPECT_EQ(result.log_probabilities.size(),
              result.tokens.size() + (ended ? 1 : 0));
    EXPECT_EQ(result.sentences.size(), 1U);
  }
}

TEST(Session, DoesNothingWhenDone) {
  const Fixture& fixture = Fixture::Get("tiny-pre");
  Session session(fixture.model(), {std::string("One")}, {.max_length = 2});
  while (!session.done()) session.Step();
  const std::vector<int> tokens = session.results()[0].tokens;
  EXPECT_TRUE(session.Step().empty());
  EXPECT_EQ(session.results()[0].tokens, tokens);
}

TEST(Session, AnEmptyBatchIsDone) {
  Session session(Fixture::Get("tiny-pre").model(), std::vector<Source>(), {});
  EXPECT_TRUE(session.done());
  EXPECT_TRUE(session.Step().empty());
  EXPECT_TRUE(session.results().empty());
}

// The model's bos and eos make even an empty text a sequence.
TEST(Session, AnEmptyTextIsASequenceOfItsSpecials) {
  Session session(Fixture::Get("tiny-pre").model(), {std::string()}, {});
  EXPECT_FALSE(session.done());
  while (!session.done()) session.Step();
  EXPECT_LE(session.results()[0].log_probabilities.size(), 3U);
}

TEST(Session, ItsModelOutlivesTheCallersHandle) {
  auto model = ModelVariant{"tiny-pre", WeightType::kInt8}.Load();
  Session session(std::move(model), {std::string("One two")},
                  {.max_length = 8});
  while (!session.done()) session.Step();
  EXPECT_EQ(session.model().config().d_model, 32);
}

TEST(Session, BadSourcesAndOptionsAreRefused) {
  const auto& model = Fixture::Get("tiny-pre").model();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 1", "id 420"}, [&] {
    Session(model, {std::string("fine"), Ids{{420}}}, {});
  }));
  EXPECT_TRUE(
      Throws(ErrorCode::kInvalidArgument, {"source 0", "513 ids", "512"},
             [&] { Session(model, {Ids{std::vector<int>(513, 5)}}, {}); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"candidates"}, [&] {
    Session(model, {std::string("fine")}, {.candidates = 421});
  }));
  EXPECT_NO_THROW(
      Session(model, {Ids{std::vector<int>(512, 5)}}, {.max_length = 1}));
}

TEST(Session, PrefixesAndTargetTokensAreChecked) {
  const auto& model = Fixture::Get("tiny-pre").model();
  const std::vector<Source> sources = {std::string("One"), std::string("Two")};
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"2 sources", "1 prefixes"},
                     [&] { Session(model, sources, {}, {{5}}); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"sequence 1", "id 420"},
                     [&] { Session(model, sources, {}, {{5}, {420}}); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"target token"},
                     [&] { Session({model, ">>deu<<"}, sources, {}); }));
}

TEST(Session, TheTargetTokenIsPartOfTheSource) {
  for (const char* name : kFixtureNames) {
    const auto& model = Fixture::Get(name).model();
    const ModelConfig& config = model->config();
    std::vector<int> ids = model->source_tokenizer().Encode("the cat");
    ids.insert(ids.begin(), 20);
    if (config.source_bos) ids.insert(ids.begin(), *config.bos);
    if (config.source_eos) ids.push_back(config.eos);
    const auto tokens = [&](const Source& source, const std::string& piece) {
      Session session({model, piece}, {source}, ReferenceOptions());
      while (!session.done()) session.Step();
      return session.results()[0].tokens;
    };
    EXPECT_EQ(
        tokens(std::string("the cat"), model->source_tokenizer().Piece(20)),
        tokens(Ids{ids}, ""));
  }
}

// Equal sources are encoded, and their keys and values kept, once.
TEST(Session, EqualSourcesShareTheirCache) {
  const auto& model = Fixture::Get("tiny-pre").model();
  SearchOptions options;
  options.max_length = 8;
  const auto reserved = [&](const std::vector<Source>& sources) {
    return Session(model, sources, options).cache_bytes().reserved;
  };
  const size_t one = reserved({std::string("One")});
  const size_t targets = Search::PlanBytes(model->config(), 1, 8, options) -
                         sizeof(float) * 4 * 420;
  ASSERT_GT(one, targets);
  EXPECT_EQ(reserved({std::string("One"), std::string("One")}), one + targets);
  EXPECT_EQ(reserved({std::string("One"), std::string("Two")}),
            one + reserved({std::string("Two")}));
}

// Streaming

// The models of a fixture and options with which streaming is delicate: beams
// that change their minds, ends at different times, unknown ids that stand for
// words of the source.
std::vector<std::shared_ptr<const Model>> StreamedModels(
    const std::string& name) {
  ModelFile ending = ModelFile::Read(name);
  ending.FavorEos();
  ModelFile unknowing = ending;
  unknowing.AddToLogit(*ending.config.unk, 5);
  return {Fixture::Get(name).model(), ending.Load(), unknowing.Load()};
}

std::vector<SearchOptions> StreamedOptions() {
  std::vector<SearchOptions> many;
  for (const int beam_size : {1, 2, 4, 8}) {
    for (const bool replace : {false, true}) {
      SearchOptions options;
      options.max_length = 24;
      options.beam_size = beam_size;
      options.n_best = (beam_size + 1) / 2;
      options.replace_unknowns = replace;
      many.push_back(options);
    }
  }
  for (uint64_t seed = 0; seed < 8; ++seed) {
    SearchOptions options;
    options.max_length = 24;
    options.n_best = 1 + static_cast<int>(seed % 4);
    options.sampling = Sampling{.temperature = 2, .seed = seed};
    options.replace_unknowns = seed % 2 == 0;
    many.push_back(options);
  }
  return many;
}

TEST(Session, StreamedTextIsTheResultAndNeverTakenBack) {
  size_t early = 0;
  for (const char* name : kFixtureNames) {
    for (const auto& model : StreamedModels(name)) {
      for (const SearchOptions& options : StreamedOptions()) {
        Session session(model, ReferenceTexts(Fixture::Get(name)), options);
        std::vector<std::string> streamed(kFixtureSentences);
        std::vector<std::vector<int>> agreed(kFixtureSentences);
        while (!session.done()) {
          for (const StepReport& report : session.Step()) {
            const int i = report.search.sequence;
            streamed[i] += report.text;
            early += report.search.done ? 0 : report.text.size();
            EXPECT_EQ(report.search.done, report.stop != Stop::kNone);
            const std::vector<int> tokens = session.results()[i].tokens;
            ASSERT_GE(tokens.size(), agreed[i].size());
            EXPECT_TRUE(
                std::equal(agreed[i].begin(), agreed[i].end(), tokens.begin()));
            agreed[i] = tokens;
          }
        }
        const std::vector<Translation> results = session.results();
        for (int i = 0; i < kFixtureSentences; ++i) {
          ASSERT_EQ(streamed[i], results[i].text) << name;
          EXPECT_EQ(session.NBest(i)[0].text, results[i].text);
          if (!options.replace_unknowns) {
            EXPECT_EQ(results[i].text,
                      model->target_tokenizer().Decode(results[i].tokens));
          }
        }
      }
    }
  }
  EXPECT_GT(early, 10000U);
}

TEST(Session, ReportsSayWhyTheBestEnded) {
  const auto model = StreamedModels("tiny-marian")[1];
  SearchOptions options;
  options.max_length = 6;
  Session session(model, ReferenceTexts(Fixture::Get("tiny-marian")), options);
  std::vector<Stop> stops(kFixtureSentences);
  while (!session.done()) {
    for (const StepReport& report : session.Step())
      stops[report.search.sequence] = report.stop;
  }
  for (int i = 0; i < kFixtureSentences; ++i)
    EXPECT_EQ(stops[i], session.results()[i].stop);
}

// N-best

TEST(Session, NBestAreTheFinishedBestFirst) {
  for (const char* name : kFixtureNames) {
    const auto model = StreamedModels(name)[1];
    SearchOptions options;
    options.max_length = 16;
    options.n_best = 3;
    Session session(model, ReferenceTexts(Fixture::Get(name)), options);
    size_t running = 0;
    while (!session.done()) {
      session.Step();
      for (int i = 0; i < kFixtureSentences; ++i) {
        const std::vector<Translation> best = session.NBest(i);
        EXPECT_LE(best.size(), 3U);
        running += best.size();
        for (size_t k = 0; k < best.size(); ++k) {
          EXPECT_NE(best[k].stop, Stop::kNone);
          if (k > 0) {
            EXPECT_GE(best[k - 1].normalized, best[k].normalized);
          }
        }
      }
    }
    EXPECT_GT(running, 0U);
    for (int i = 0; i < kFixtureSentences; ++i) {
      ASSERT_EQ(session.NBest(i).size(), 3U);
      EXPECT_EQ(session.NBest(i)[0].tokens, session.results()[i].tokens);
      EXPECT_NE(session.NBest(i)[0].tokens, session.NBest(i)[1].tokens);
    }
    for (const int sequence : {-1, kFixtureSentences}) {
      EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                         {"no sequence " + std::to_string(sequence)},
                         [&] { session.NBest(sequence); }));
    }
  }
}

}  // namespace
}  // namespace stepglot
