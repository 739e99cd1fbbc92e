// Tests forks of sessions, and sessions that run side by side.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/translate/session.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/reference_search.h"

namespace stepglot {
namespace {

Translation Finished(Session& session, int sequence = 0) {
  while (!session.done()) session.Step();
  return session.results()[sequence];
}

void ExpectSameBits(const Translation& actual, const Translation& expected) {
  EXPECT_EQ(actual.tokens, expected.tokens);
  EXPECT_EQ(actual.text, expected.text);
  EXPECT_TRUE(SameBits(actual.log_probabilities, expected.log_probabilities));
  EXPECT_EQ(actual.score, expected.score);
  EXPECT_EQ(actual.stop, expected.stop);
}

TEST(Session, AForkGoesOnWithTheSameBits) {
  for (const ModelVariant& variant : AllModelVariants()) {
    const auto model = variant.Load();
    SearchOptions options = ReferenceOptions();
    options.max_length = 20;
    Session session(model, ReferenceTexts(Fixture::Get(variant.fixture)),
                    options);
    const Translation whole = Finished(session, 2);
    const HypothesisTree& tree = session.tree(2);
    for (int node = 0; node < tree.size(); ++node) {
      if (tree.node(node).stop != Stop::kNone) continue;
      Translation expected = whole;
      Translation forked = Finished(*session.Fork(2, node, std::nullopt));
      // What it is ranked by counts the tokens after the fork alone.
      if (node != 0) expected.normalized = forked.normalized;
      ExpectSameBits(forked, expected);
      // Naming the token that was chosen changes nothing.
      forked = Finished(*session.Fork(2, node, tree.node(node + 1).id));
      expected.normalized = forked.normalized;
      ExpectSameBits(forked, expected);
    }
  }
}

TEST(Session, AForkWithAnotherTokenBeginsWithIt) {
  const auto& model = Fixture::Get("tiny-post").model();
  SearchOptions options;
  options.max_length = 12;
  Session session(model, {std::string("the cat"), std::string("a dog")},
                  options);
  for (int i = 0; i < 4; ++i) session.Step();
  const HypothesisTree tree = session.tree(1);
  for (int node = 0; node < tree.size(); ++node) {
    if (tree.node(node).id == model->config().eos) continue;
    const std::vector<int> prefix = tree.Ids(node);
    std::vector<int> expected = prefix;
    expected.push_back(33);
    const auto fork = session.Fork(1, node, 33);
    EXPECT_EQ(fork->sequences(), 1);
    std::vector<int> tokens = Finished(*fork).tokens;
    ASSERT_GE(tokens.size(), expected.size());
    tokens.resize(expected.size());
    EXPECT_EQ(tokens, expected);
    // It is what the same source with that prefix gives.
    Session apart(model, {std::string("a dog")}, options, {expected});
    ExpectSameBits(Finished(*fork), Finished(apart));
  }
  // The first session has not noticed, and goes on.
  EXPECT_EQ(session.tree(1).size(), tree.size());
  Session untouched(model, {std::string("the cat"), std::string("a dog")},
                    options);
  ExpectSameBits(Finished(session, 1), Finished(untouched, 1));
  ExpectSameBits(Finished(session, 0), Finished(untouched, 0));
}

TEST(Session, AForkOfAForkIsAFork) {
  const auto& model = Fixture::Get("tiny-pre").model();
  SearchOptions options;
  options.max_length = 10;
  Session session(model, {std::string("One two")}, options);
  session.Step();
  const auto fork = session.Fork(0, 1, 30);
  fork->Step();
  fork->Step();
  const auto again = fork->Fork(0, 2, 40);
  const int first = session.tree(0).node(1).id;
  std::vector<int> tokens = Finished(*again).tokens;
  tokens.resize(3);
  EXPECT_EQ(tokens, (std::vector<int>{first, 30, 40}));
}

TEST(Session, AForkByTheEndTokenIsClosed) {
  const auto& model = Fixture::Get("tiny-pre").model();
  Session session(model, {std::string("One two")}, {.max_length = 10});
  session.Step();
  const auto fork = session.Fork(0, 2, model->config().eos);
  const Translation result = Finished(*fork);
  EXPECT_EQ(result.tokens, (std::vector<int>{session.tree(0).node(2).id}));
  EXPECT_EQ(result.stop, Stop::kEos);
}

// A sample's continuation is drawn anew with the same draws.
TEST(Session, AForkOfASampleDrawsTheSame) {
  const auto& model = Fixture::Get("tiny-marian").model();
  SearchOptions options;
  options.max_length = 14;
  options.max_length_factor = 1000;
  options.n_best = 3;
  options.sampling = Sampling{.seed = 11};
  Session session(model, {std::string("one"), std::string("the cat")}, options);
  Finished(session);
  const HypothesisTree& tree = session.tree(1);
  for (int row = 0; row < 3; ++row) {
    const Translation whole = session.NBest(1)[row];
    for (int node = 1; node < tree.size(); ++node) {
      if (tree.node(node).sample != row || tree.node(node).length % 5 != 2 ||
          tree.node(node).stop != Stop::kNone) {
        continue;
      }
      const auto fork = session.Fork(1, node, std::nullopt);
      Finished(*fork);
      const Translation forked = fork->NBest(0)[row];
      ExpectSameBits(forked, whole);
      // Ranked by what it drew itself.
      const auto own =
          std::span(forked.log_probabilities).subspan(tree.node(node).length);
      const double score = std::accumulate(own.begin(), own.end(), 0.0);
      EXPECT_NEAR(
          forked.normalized,
          score / std::pow((5.0 + own.size()) / 6, options.length_penalty),
          1e-5);
    }
  }
}

TEST(Session, ForksOfWhatIsNotThereAreRefused) {
  const auto& model = Fixture::Get("tiny-pre").model();
  const int eos = model->config().eos;
  Session session(model, {std::string("One two")}, {.max_length = 10}, {{5}});
  session.Step();
  const auto refuses = [&](int sequence, int node, std::optional<int> id,
                           const std::string& part) {
    return Throws(ErrorCode::kInvalidArgument, {part},
                  [&] { session.Fork(sequence, node, id); });
  };
  EXPECT_TRUE(refuses(1, 0, {}, "no sequence 1"));
  EXPECT_TRUE(refuses(-1, 0, {}, "no sequence -1"));
  EXPECT_TRUE(refuses(0, 2, {}, "no node 2"));
  EXPECT_TRUE(refuses(0, -1, {}, "no node -1"));
  EXPECT_TRUE(refuses(0, 1, 420, "id 420"));
  EXPECT_TRUE(refuses(0, 1, -1, "id -1"));
  const auto closed = session.Fork(0, 1, eos);
  Finished(*closed);
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"node 2", "has ended"},
                     [&] { closed->Fork(0, 2, 5); }));
}

// The length factor counts from the end of a prefix; a fork is no prefix that
// its caller gave, and ends where the session that it comes from would.
TEST(Session, AForkEndsWhereItsOriginWouldAndNotBehind) {
  const auto& model = Fixture::Get("tiny-pre").model();
  SearchOptions options;
  options.beam_size = 1;
  options.max_length_factor = 2;
  Session session(model, {std::string("one two")}, options);
  Finished(session);
  const Translation whole = session.results()[0];
  ASSERT_EQ(whole.stop, Stop::kLength);
  const auto fork = session.Fork(0, 3, std::nullopt);
  Finished(*fork);
  ExpectSameBits(fork->results()[0], whole);
  const auto last = static_cast<int>(whole.tokens.size());
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"has ended"},
                     [&] { session.Fork(0, last, std::nullopt); }));
}

// Two sessions, stepped in turn with pauses, do not know of each other.
TEST(Session, SessionsMayBeInterleaved) {
  const Fixture& fixture = Fixture::Get("tiny-pre");
  SearchOptions options;
  options.max_length = 16;
  Session first(fixture.model(), ReferenceTexts(fixture), options);
  options.beam_size = 2;
  Session second(fixture.model(), {std::string("One cat")}, options);
  for (int turn = 0; !first.done() || !second.done(); ++turn) {
    if (turn % 3 != 1) first.Step();
    if (turn % 2 == 0) second.Step();
  }
  Session alone(fixture.model(), {std::string("One cat")}, options);
  ExpectSameBits(second.results()[0], Finished(alone));
  options.beam_size = 4;
  Session undisturbed(fixture.model(), ReferenceTexts(fixture), options);
  for (int i = 0; i < kFixtureSentences; ++i)
    ExpectSameBits(first.results()[i], Finished(undisturbed, i));
}

}  // namespace
}  // namespace stepglot
