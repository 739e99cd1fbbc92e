// Tests the step API: its text as it streams, its reports and its errors.
#include "core/translate/session.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"

namespace stepglot {
namespace {

SearchOptions ReferenceOptions() {
  SearchOptions options;
  options.max_length = kReferenceMaxLength;
  options.max_length_factor = 1000;
  return options;
}

std::vector<Source> Texts(const Fixture& fixture) {
  std::vector<Source> texts;
  for (int i = 0; i < kFixtureSentences; ++i)
    texts.emplace_back(fixture.Text(i, "text"));
  return texts;
}

TEST(Session, TextFollowsPyTorchAndSentencePiece) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    Session session(fixture.model(), Texts(fixture), ReferenceOptions());
    while (!session.done()) session.Step();
    for (int i = 0; i < kFixtureSentences; ++i) {
      const Translation& result = session.results()[i];
      std::vector<int> expected = fixture.Ints(i, "greedy");
      if (expected.back() == fixture.model()->config().eos) expected.pop_back();
      EXPECT_EQ(result.tokens, expected);
      EXPECT_EQ(result.text, fixture.Text(i, "greedy_text"));
      EXPECT_TRUE(Within(2e-5, result.log_probabilities,
                         fixture.Floats(i, "greedy_log_probs")));
    }
  }
}

TEST(Session, StreamedTextIsTheResult) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    Session session(fixture.model(), Texts(fixture), ReferenceOptions());
    std::vector<std::string> streamed(kFixtureSentences);
    while (!session.done()) {
      for (const StepReport& report : session.Step()) {
        streamed[report.token.sequence] += report.text;
        // What has been streamed is already part of the result.
        EXPECT_EQ(session.results()[report.token.sequence].text,
                  streamed[report.token.sequence]);
        EXPECT_EQ(report.piece,
                  fixture.model()->target_tokenizer().Piece(report.token.id));
      }
    }
    for (int i = 0; i < kFixtureSentences; ++i) {
      const Translation& result = session.results()[i];
      EXPECT_EQ(streamed[i], result.text);
      EXPECT_EQ(result.text,
                fixture.model()->target_tokenizer().Decode(result.tokens));
    }
  }
}

TEST(Session, ResultsHoldScoresAndReasonsToStop) {
  const Fixture& fixture = Fixture::Get("tiny-post");
  Session session(fixture.model(), Texts(fixture), ReferenceOptions());
  while (!session.done()) session.Step();
  for (int i = 0; i < kFixtureSentences; ++i) {
    const Translation& result = session.results()[i];
    EXPECT_NEAR(result.score,
                std::accumulate(result.log_probabilities.begin(),
                                result.log_probabilities.end(), 0.0),
                1e-9);
    const bool ended =
        fixture.Ints(i, "greedy").back() == fixture.model()->config().eos;
    EXPECT_EQ(result.stop, ended ? Stop::kEos : Stop::kLength);
    EXPECT_EQ(result.log_probabilities.size(),
              result.tokens.size() + (ended ? 1 : 0));
    EXPECT_EQ(result.sentences, 1);
  }
}

TEST(Session, LogitsAreThoseOfTheReports) {
  const Fixture& fixture = Fixture::Get("tiny-marian");
  Session session(fixture.model(), Texts(fixture), {.max_length = 4});
  while (!session.done()) {
    const std::vector<StepReport>& reports = session.Step();
    for (size_t i = 0; i < reports.size(); ++i) {
      const std::span<const float> logits = session.logits(static_cast<int>(i));
      ASSERT_EQ(logits.size(), 220U);
      EXPECT_EQ(*std::max_element(logits.begin(), logits.end()),
                logits[reports[i].token.id]);
    }
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
  Session session(Fixture::Get("tiny-pre").model(), {}, {});
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
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"top-k"}, [&] {
    Session(model, {std::string("fine")}, {.top_k = 421});
  }));
  EXPECT_NO_THROW(
      Session(model, {Ids{std::vector<int>(512, 5)}}, {.max_length = 1}));
}

}  // namespace
}  // namespace stepglot
