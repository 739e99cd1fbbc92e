// Tests the check of search options.
#include "core/search/options.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/core/support/expect_error.h"

namespace stepglot {
namespace {

ModelConfig ConfigOf100() {
  ModelConfig config;
  config.target_vocab_size = 100;
  return config;
}

testing::AssertionResult Refused(const SearchOptions& options,
                                 const std::vector<std::string>& parts) {
  const ModelConfig config = ConfigOf100();
  return Throws(ErrorCode::kInvalidArgument, parts,
                [&] { CheckOptions(options, config); });
}

TEST(SearchOptions, DefaultsAreFine) {
  EXPECT_NO_THROW(CheckOptions(SearchOptions{}, ConfigOf100()));
}

TEST(SearchOptions, ValuesOutOfRangeAreRefusedByName) {
  EXPECT_TRUE(
      Refused({.max_length = 0}, {"max length", "at least 1", "found 0"}));
  EXPECT_TRUE(Refused({.max_length = -5}, {"max length", "found -5"}));
  EXPECT_TRUE(
      Refused({.max_length_factor = 0}, {"max length factor", "above 0"}));
  EXPECT_TRUE(
      Refused({.max_length_factor = -1}, {"max length factor", "above 0"}));
  EXPECT_TRUE(
      Refused({.max_length_factor = NAN}, {"max length factor", "nan"}));
  EXPECT_TRUE(Refused({.top_k = -1}, {"top-k", "100", "found -1"}));
  EXPECT_TRUE(Refused({.top_k = 101}, {"top-k", "100", "found 101"}));
}

TEST(SearchOptions, TheEndsOfRangesAreFine) {
  EXPECT_NO_THROW(CheckOptions({.max_length = 1}, ConfigOf100()));
  EXPECT_NO_THROW(CheckOptions({.max_length_factor = INFINITY}, ConfigOf100()));
  EXPECT_NO_THROW(CheckOptions({.top_k = 100}, ConfigOf100()));
}

}  // namespace
}  // namespace stepglot
