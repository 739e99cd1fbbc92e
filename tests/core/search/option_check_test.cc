// Tests the check of search options.
#include "core/search/option_check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "core/search/options.h"
#include "tests/core/support/expect_error.h"

namespace stepglot {
namespace {

ModelConfig ConfigOf100() {
  ModelConfig config;
  config.target_vocab_size = 100;
  config.decoder_layers = 2;
  config.heads = 4;
  config.unk = 1;
  config.eos = 3;
  return config;
}

testing::AssertionResult Refused(const SearchOptions& options,
                                 const std::vector<std::string>& parts) {
  const ModelConfig config = ConfigOf100();
  return Throws(ErrorCode::kInvalidArgument, parts,
                [&] { CheckOptions(options, config); });
}

SearchOptions Sampled(const Sampling& sampling) {
  SearchOptions options;
  options.sampling = sampling;
  return options;
}

TEST(SearchOptions, DefaultsAreFine) {
  const SearchOptions options = CheckOptions(SearchOptions{}, ConfigOf100());
  EXPECT_TRUE(options.cache);
  EXPECT_EQ(options.max_length, 256);
  EXPECT_EQ(options.max_length_factor, 3.0);
  EXPECT_EQ(options.min_length, 0);
  EXPECT_EQ(options.beam_size, 4);
  EXPECT_EQ(options.n_best, 1);
  EXPECT_EQ(options.length_normalization, LengthNormalization::kGnmt);
  EXPECT_EQ(options.length_penalty, 0.6);
  EXPECT_FALSE(options.stop_early);
  EXPECT_EQ(options.coverage_penalty, 0);
  EXPECT_EQ(options.repetition_penalty, 1);
  EXPECT_EQ(options.no_repeat_ngram, 0);
  EXPECT_FALSE(options.sampling);
  const Sampling sampling;
  EXPECT_EQ(sampling.temperature, 1);
  EXPECT_EQ(sampling.top_k, 0);
  EXPECT_EQ(sampling.top_p, 1);
  EXPECT_EQ(sampling.seed, 0U);
}

TEST(SearchOptions, LengthsOutOfRangeAreRefusedByName) {
  EXPECT_TRUE(
      Refused({.max_length = 0}, {"max length", "at least 1", "found 0"}));
  EXPECT_TRUE(Refused({.max_length = -5}, {"max length", "found -5"}));
  EXPECT_TRUE(
      Refused({.max_length_factor = 0}, {"max length factor", "above 0"}));
  EXPECT_TRUE(
      Refused({.max_length_factor = -1}, {"max length factor", "above 0"}));
  EXPECT_TRUE(
      Refused({.max_length_factor = NAN}, {"max length factor", "nan"}));
  EXPECT_TRUE(Refused({.min_length = -1}, {"min length", "found -1"}));
  EXPECT_TRUE(Refused({.max_length = 7, .min_length = 8},
                      {"min length", "from 0 to 7", "found 8"}));
}

TEST(SearchOptions, BeamsOutOfRangeAreRefusedByName) {
  for (const int size : {0, -1, 65}) {
    EXPECT_TRUE(Refused({.beam_size = size}, {"beam size", "from 1 to 64",
                                              "found " + std::to_string(size)}))
        << size;
  }
  EXPECT_TRUE(Refused({.n_best = 0}, {"n-best", "found 0"}));
  EXPECT_TRUE(Refused({.beam_size = 3, .n_best = 4},
                      {"n-best", "beam size of 3", "found 4"}));
  SearchOptions sampled = Sampled({});
  sampled.n_best = 65;
  EXPECT_TRUE(Refused(sampled, {"n-best", "from 1 to 64", "found 65"}));
  sampled.n_best = 0;
  EXPECT_TRUE(Refused(sampled, {"n-best", "found 0"}));
}

TEST(SearchOptions, PenaltiesOutOfRangeAreRefusedByName) {
  for (const double value :
       {-0.1, 10.1, static_cast<double>(NAN), static_cast<double>(INFINITY)}) {
    EXPECT_TRUE(
        Refused({.length_penalty = value}, {"length penalty", "from 0 to 10"}))
        << value;
    EXPECT_TRUE(Refused({.coverage_penalty = value},
                        {"coverage penalty", "from 0 to 10"}))
        << value;
    EXPECT_TRUE(Refused({.repetition_penalty = value},
                        {"repetition penalty", "from 0.1 to 10"}))
        << value;
  }
  EXPECT_TRUE(Refused({.repetition_penalty = 0.09}, {"repetition penalty"}));
  EXPECT_TRUE(
      Refused({.no_repeat_ngram = -1}, {"no-repeat n-gram", "found -1"}));
  EXPECT_TRUE(Refused({.no_repeat_ngram = 65},
                      {"no-repeat n-gram", "from 0 to 64", "found 65"}));
}

TEST(SearchOptions, SuppressedSequencesOutOfRangeAreRefused) {
  EXPECT_TRUE(
      Refused({.suppress = {{5}, {}}}, {"suppressed sequence", "found 0"}));
  EXPECT_TRUE(Refused({.suppress = {std::vector<int>(65, 5)}},
                      {"suppressed sequence", "from 1 to 64", "found 65"}));
  EXPECT_TRUE(Refused({.suppress = {{5, 100}}},
                      {"suppressed id", "from 0 to 99", "found 100"}));
  EXPECT_TRUE(Refused({.suppress = {{-1}}}, {"suppressed id", "found -1"}));
  EXPECT_TRUE(Refused({.suppress = {{3}}}, {"end token", "min length"}));
}

TEST(SearchOptions, SamplingOutOfRangeIsRefusedByName) {
  for (const double value : {0.0, 0.009, -1.0, 100.1, static_cast<double>(NAN),
                             static_cast<double>(INFINITY)}) {
    EXPECT_TRUE(Refused(Sampled({.temperature = value}),
                        {"temperature", "from 0.01 to 100"}))
        << value;
  }
  EXPECT_TRUE(Refused(Sampled({.top_k = -1}), {"top-k", "found -1"}));
  EXPECT_TRUE(Refused(Sampled({.top_k = 101}),
                      {"top-k", "from 0 to 100", "found 101"}));
  for (const double value : {0.0, -0.5, 1.01, static_cast<double>(NAN)}) {
    EXPECT_TRUE(
        Refused(Sampled({.top_p = value}), {"top-p", "above 0 and at most 1"}))
        << value;
  }
}

TEST(SearchOptions, WhatTheModelLacksIsRefused) {
  EXPECT_TRUE(Refused({.alignment = AlignmentHeads{{2}, {}}},
                      {"alignment layer", "from 0 to 1", "found 2"}));
  EXPECT_TRUE(Refused({.alignment = AlignmentHeads{{-1}, {}}},
                      {"alignment layer", "found -1"}));
  EXPECT_TRUE(Refused({.alignment = AlignmentHeads{{0}, {1, 4}}},
                      {"alignment head", "from 0 to 3", "found 4"}));
  EXPECT_TRUE(Refused({.candidates = -1}, {"candidates", "100", "found -1"}));
  EXPECT_TRUE(Refused({.candidates = 101}, {"candidates", "100", "found 101"}));
  ModelConfig config = ConfigOf100();
  config.unk = std::nullopt;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"no unknown id"}, [&] {
    CheckOptions({.replace_unknowns = true}, config);
  }));
}

TEST(SearchOptions, TheEndsOfRangesAreFine) {
  const ModelConfig config = ConfigOf100();
  EXPECT_NO_THROW(CheckOptions({.max_length = 1}, config));
  EXPECT_NO_THROW(CheckOptions({.max_length_factor = INFINITY}, config));
  EXPECT_NO_THROW(CheckOptions({.max_length = 9, .min_length = 9}, config));
  EXPECT_NO_THROW(CheckOptions({.beam_size = 1, .n_best = 1}, config));
  EXPECT_NO_THROW(CheckOptions({.beam_size = 64, .n_best = 64}, config));
  for (const double value : {0.0, 10.0}) {
    EXPECT_NO_THROW(CheckOptions({.length_penalty = value}, config));
    EXPECT_NO_THROW(CheckOptions({.coverage_penalty = value}, config));
  }
  for (const double value : {0.1, 10.0})
    EXPECT_NO_THROW(CheckOptions({.repetition_penalty = value}, config));
  EXPECT_NO_THROW(CheckOptions({.no_repeat_ngram = 64}, config));
  EXPECT_NO_THROW(
      CheckOptions({.suppress = {std::vector<int>(64, 5), {7, 3}}}, config));
  for (const double value : {0.01, 100.0})
    EXPECT_NO_THROW(CheckOptions(Sampled({.temperature = value}), config));
  EXPECT_NO_THROW(CheckOptions(Sampled({.top_k = 100}), config));
  EXPECT_NO_THROW(CheckOptions(Sampled({.top_p = 1e-300}), config));
  SearchOptions samples = Sampled({});
  samples.n_best = 64;  // more than the beam, which has no meaning here
  EXPECT_NO_THROW(CheckOptions(samples, config));
  EXPECT_NO_THROW(
      CheckOptions({.alignment = AlignmentHeads{{0, 1}, {3}}}, config));
  EXPECT_NO_THROW(CheckOptions({.candidates = 100}, config));
  EXPECT_NO_THROW(CheckOptions({.replace_unknowns = true}, config));
}

TEST(SearchOptions, RowsAreHypothesesOrSamples) {
  EXPECT_EQ((SearchOptions{.beam_size = 3}).rows(), 3);
  SearchOptions sampled = Sampled({});
  sampled.n_best = 5;
  EXPECT_EQ(sampled.rows(), 5);
}

}  // namespace
}  // namespace stepglot
