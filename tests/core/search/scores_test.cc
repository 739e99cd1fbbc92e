// Tests greedy searches that leave scores out against those that do not.
#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "core/error.h"
#include "core/search/search.h"
#include "core/translate/session.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

const IdLists kSources = {
    {17, 4, 133, 0}, {9, 0}, {201, 3, 3, 77, 58, 0}, {0}, {120, 121, 0}};
const IdLists kPrefixes = {{}, {5, 215}, {111, 112, 113}, {}, {219, 0}};

std::shared_ptr<const Model> TheModel(DecoderCell cell, bool has_extras,
                                      uint64_t seed) {
  ModelConfig config = SmallMarianConfig();
  config.decoder_cell = cell;
  ModelFile file = RandomModel(config, seed);
  if (has_extras) {
    AddShortlist(file);
    SetBytes(file, "lexicon", LexiconFile({"cat", "the", "tale"}).Write());
  }
  return file.Load();
}

SearchOptions Greedy() {
  SearchOptions options;
  options.beam_size = 1;
  options.max_length = 20;
  options.max_length_factor = 100;
  return options;
}

TEST(Scores, TheTokensAreTheSameWithout) {
  int tokens = 0;
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    const auto model = TheModel(
        seed % 2 == 0 ? DecoderCell::kSsru : DecoderCell::kSelfAttention,
        seed % 3 == 0, seed);
    SearchOptions options = Greedy();
    options.repetition_penalty = seed > 4 ? 1.5 : 1;
    const auto with = RunSearch(*model, kSources, options, kPrefixes);
    options.scores = false;
    const auto without = RunSearch(*model, kSources, options, kPrefixes);
    for (size_t i = 0; i < kSources.size(); ++i) {
      const int end = with[i].finished.at(0);
      ASSERT_EQ(without[i].finished.at(0), end);
      EXPECT_EQ(without[i].tree.Ids(end), with[i].tree.Ids(end)) << seed;
      EXPECT_EQ(without[i].tree.node(end).stop, with[i].tree.node(end).stop);
      tokens += with[i].tree.node(end).length;
    }
  }
  EXPECT_GT(tokens, 200);
}

TEST(Scores, LeftOutTheyAreZeroAndResultsHaveNone) {
  SearchOptions options = Greedy();
  options.coverage_penalty = 1;
  options.scores = false;
  SequenceRequest request;
  for (const int id : kSources[0]) request.source.tokens.push_back({.id = id});
  Session session(TheModel(DecoderCell::kSsru, true, 3), {request}, options);
  while (!session.done()) session.Step();
  for (int number = 0; number < session.tree(0).size(); ++number) {
    const Node& node = session.tree(0).node(number);
    EXPECT_EQ(node.log_probability, 0);
    EXPECT_EQ(node.score, 0);
    EXPECT_EQ(node.normalized, 0);
  }
  const Translation result = session.results().at(0);
  EXPECT_FALSE(result.tokens.empty());
  EXPECT_TRUE(result.log_probabilities.empty());
}

TEST(Scores, WhatNeedsThemRefusesToGoWithout) {
  const auto model = TheModel(DecoderCell::kSsru, false, 1);
  SearchOptions beam = Greedy();
  beam.beam_size = 2;
  SearchOptions sampling = Greedy();
  sampling.sampling = Sampling{};
  SearchOptions candidates = Greedy();
  candidates.candidates = 3;
  for (SearchOptions options : {beam, sampling, candidates}) {
    RunSearch(*model, {{9, 0}}, options);
    options.scores = false;
    EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"can do without scores"},
                       [&] { RunSearch(*model, {{9, 0}}, options); }));
  }
}

}  // namespace
}  // namespace stepglot
