// Tests the check of a config that some reader has put together.
#include "core/model/config/config_check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"

namespace stepglot {
namespace {

ModelConfig Small() {
  ModelConfig config;
  config.d_model = 8;
  config.ffn = 16;
  config.heads = 2;
  config.encoder_layers = 1;
  config.decoder_layers = 3;
  config.source_vocab_size = config.target_vocab_size = 50;
  config.eos = 2;
  config.decoder_start = 4;
  return config;
}

// The small config is refused after a change, with a message that has file, key
// and `parts`.
template <typename Change>
testing::AssertionResult Refused(const std::string& key,
                                 std::vector<std::string> parts,
                                 Change change) {
  ModelConfig config = Small();
  change(config);
  parts.insert(parts.end(), {"model.bin", "config key \"" + key + "\""});
  return Throws(ErrorCode::kInvalidModel, parts,
                [&] { CheckModelConfig(config, "model.bin"); });
}

template <typename Change>
testing::AssertionResult Accepted(Change change) {
  ModelConfig config = Small();
  change(config);
  try {
    CheckModelConfig(config, "model.bin");
  } catch (const Error& error) {
    return testing::AssertionFailure() << error.what();
  }
  return testing::AssertionSuccess();
}

using C = ModelConfig;

TEST(CheckModelConfig, TakesASmallOne) {
  EXPECT_TRUE(Accepted([](C&) {}));
}

TEST(CheckModelConfig, RefusesNumbersOutOfRange) {
  EXPECT_TRUE(
      Refused("ffn", {"from 1 to 16384", "found 0"}, [](C& c) { c.ffn = 0; }));
  EXPECT_TRUE(Refused("encoder_layers", {"from 1 to 256", "found 257"},
                      [](C& c) { c.encoder_layers = 257; }));
  EXPECT_TRUE(Refused("norm_eps", {"from 0 to 1", "found 1.5"},
                      [](C& c) { c.norm_eps = 1.5F; }));
  EXPECT_TRUE(Refused("embedding_scale", {"from 0 to 65536", "found -1"},
                      [](C& c) { c.embedding_scale = -1; }));
  EXPECT_TRUE(Refused("beam", {"from 1 to 64", "found 65"},
                      [](C& c) { c.search.beam = 65; }));
  EXPECT_TRUE(Refused("length_penalty", {"from 0 to 10"},
                      [](C& c) { c.search.length_penalty = NAN; }));
}

TEST(CheckModelConfig, RefusesIdsOutsideTheVocabulary) {
  for (const int id : {-1, 50}) {
    EXPECT_TRUE(Refused("eos", {"0 to 49"}, [id](C& c) { c.eos = id; }));
    EXPECT_TRUE(Refused("unk", {"0 to 49"}, [id](C& c) { c.unk = id; }));
    EXPECT_TRUE(Refused("suppressed", {"below the target vocabulary"},
                        [id](C& c) { c.suppressed = {id}; }));
    EXPECT_TRUE(Refused("bos", {"0 to 49"},
                        [id](C& c) { c.own_source_ids = {1, id, 2}; }));
  }
  EXPECT_TRUE(Refused("decoder_start", {"0 to 49"},
                      [](C& c) { c.decoder_start = 50; }));
  EXPECT_TRUE(Accepted([](C& c) { c.decoder_start = kZeroEmbedding; }));
}

// The search looks suppressed ids up by halves.
TEST(CheckModelConfig, WantsSuppressedIdsInOrder) {
  for (const std::vector<int>& ids :
       {std::vector<int>{5, 3}, std::vector<int>{3, 3}}) {
    EXPECT_TRUE(Refused("suppressed", {"ascending"},
                        [&](C& c) { c.suppressed = ids; }));
  }
  EXPECT_TRUE(Accepted([](C& c) { c.suppressed = AscendingIds({5, 3, 5}); }));
  EXPECT_TRUE(Refused("suppressed", {"without eos"},
                      [](C& c) { c.suppressed = {1, 2}; }));
}

TEST(CheckModelConfig, SizesMustFitTogether) {
  EXPECT_TRUE(Refused("d_model", {"even"}, [](C& c) { c.d_model = 9; }));
  EXPECT_TRUE(
      Refused("heads", {"divisor of d_model"}, [](C& c) { c.heads = 3; }));
  EXPECT_TRUE(Refused("source_vocab_size", {"share a table"},
                      [](C& c) { c.source_vocab_size = 49; }));
  EXPECT_TRUE(Accepted([](C& c) {
    c.source_vocab_size = 49;
    c.tied_embeddings = TiedEmbeddings::kTargetOutput;
  }));
}

// Frequencies are divided by d_model / 2 - 1; stored positions have none.
TEST(CheckModelConfig, TheExponentNeedsAWidth) {
  const auto narrow = [](C& c) {
    c.d_model = 2;
    c.heads = 1;
    c.position_exponent = PositionExponent::kJOverHalfDMinus1;
  };
  EXPECT_TRUE(Refused("d_model", {"at least 4"}, narrow));
  EXPECT_TRUE(Accepted([&](C& c) {
    narrow(c);
    c.position_exponent = PositionExponent::kTwoJOverD;
  }));
  EXPECT_TRUE(Accepted([&](C& c) {
    narrow(c);
    c.position_layout = PositionLayout::kTable;
  }));
}

TEST(CheckModelConfig, KeysStayUnnormedOnlyBehindANorm) {
  EXPECT_TRUE(Refused("norm_keys", {"the norms come after"},
                      [](C& c) { c.norm_keys = false; }));
  EXPECT_TRUE(Accepted([](C& c) {
    c.norm_keys = false;
    c.norm = NormPlacement::kPre;
  }));
}

// A source must have room for one id beside its bos and eos.
TEST(CheckModelConfig, TheSourceLengthHasRoomForAnId) {
  const auto with_bos = [](C& c) {
    c.bos = 1;
    c.source_bos = true;
    c.max_source_length = 2;
  };
  EXPECT_TRUE(
      Refused("max_source_length", {"room for an id", "found 2"}, with_bos));
  EXPECT_TRUE(Accepted([&](C& c) {
    with_bos(c);
    c.max_source_length = 3;
  }));
  EXPECT_TRUE(Accepted([&](C& c) {
    with_bos(c);
    c.source_bos = false;
  }));
  EXPECT_TRUE(
      Refused("source_bos", {"no bos"}, [](C& c) { c.source_bos = true; }));
}

}  // namespace
}  // namespace stepglot
