// Tests the tokenizer over the fixtures' SentencePiece models.
#include "core/text/tokenizer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

const Tokenizer& TinyPre() {
  return Fixture::Get("tiny-pre").model()->source_tokenizer();
}

TEST(Tokenizer, EncodesAsTheReference) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const ModelConfig& config = fixture.model()->config();
    for (int i = 0; i < kFixtureSentences; ++i) {
      std::vector<int> ids =
          fixture.model()->source_tokenizer().Encode(fixture.Text(i, "text"));
      if (config.source_bos) ids.insert(ids.begin(), *config.bos);
      if (config.source_eos) ids.push_back(config.eos);
      EXPECT_EQ(ids, fixture.Ints(i, "source")) << name << " sentence " << i;
    }
  }
}

TEST(Tokenizer, DecodesAsTheReference) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const ModelConfig& config = fixture.model()->config();
    for (int i = 0; i < kFixtureSentences; ++i) {
      std::vector<int> ids = fixture.Ints(i, "greedy");
      if (ids.back() == config.eos) ids.pop_back();
      EXPECT_EQ(fixture.model()->target_tokenizer().Decode(ids),
                fixture.Text(i, "greedy_text"))
          << name << " sentence " << i;
    }
  }
}

// Byte pieces spell out what the vocabulary lacks, so any text survives but for
// its blanks.
TEST(Tokenizer, ByteFallbackKeepsEveryCharacter) {
  for (const std::string& text :
       {std::string("Ünïcödé"), std::string("😀 and 漢字"),
        std::string("a\x01z")}) {
    EXPECT_EQ(TinyPre().Decode(TinyPre().Encode(text)), text);
  }
}

TEST(Tokenizer, ControlIdsAndIdsWithoutAPieceAreNothing) {
  const std::vector<int> ids = TinyPre().Encode("one two");
  std::vector<int> mixed = {1, 2, 3, -1, 100000, TinyPre().size()};
  mixed.insert(mixed.end(), ids.begin(), ids.end());
  mixed.insert(mixed.end(), {2, 420});
  EXPECT_EQ(TinyPre().Decode(mixed), "one two");
  EXPECT_EQ(TinyPre().Decode({}), "");
}

TEST(Tokenizer, PiecesAndIdsAreInverse) {
  for (int id = 0; id < TinyPre().size(); ++id)
    EXPECT_EQ(TinyPre().Id(TinyPre().Piece(id)), id);
  EXPECT_EQ(TinyPre().Id("no such piece"), -1);
  EXPECT_EQ(TinyPre().Id(""), -1);
  EXPECT_EQ(TinyPre().Piece(-1), "");
  EXPECT_EQ(TinyPre().Piece(TinyPre().size()), "");
}

TEST(Tokenizer, KnowsBytePieces) {
  int bytes = 0;
  for (int id = -2; id < TinyPre().size() + 2; ++id)
    bytes += TinyPre().IsByte(id) ? 1 : 0;
  EXPECT_EQ(bytes, 256);
  EXPECT_TRUE(TinyPre().IsByte(TinyPre().Id("<0xE2>")));
  EXPECT_FALSE(TinyPre().IsByte(0));
}

TEST(Tokenizer, EmptyAndInvalidTextIsTokenizedAllTheSame) {
  EXPECT_TRUE(TinyPre().Encode("").empty());
  const std::vector<int> ids = TinyPre().Encode("a\xFF b");
  EXPECT_EQ(TinyPre().Decode(ids), "a\xEF\xBF\xBD b");
}

TEST(Tokenizer, WhatIsNoModelIsRefused) {
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"here", "empty SentencePiece model"},
                     [] { Tokenizer("", "here"); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"here", "not a usable SentencePiece model"},
                     [] { Tokenizer("this is no protocol buffer", "here"); }));
  const std::string& whole = Fixture::Get("tiny-post").model()->source_spm();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"here"}, [&] {
    Tokenizer(std::string_view(whole).substr(0, whole.size() / 2), "here");
  }));
}

// Half of a model may be a smaller model; what counts is that each prefix loads
// or is refused.
TEST(Tokenizer, DamagedModelsAreRefusedOrWork) {
  Random random(1);
  for (const char* name : {"tiny-post", "tiny-marian"}) {
    const std::string& whole = Fixture::Get(name).model()->source_spm();
    for (int round = 0; round < 300; ++round) {
      std::string damaged = whole;
      for (int i = 0; i < 3; ++i) {
        damaged[random.Below(static_cast<int>(whole.size()))] =
            static_cast<char>(random.Below(256));
      }
      if (round % 3 == 0)
        damaged.resize(random.Below(static_cast<int>(whole.size())));
      try {
        const Tokenizer tokenizer(damaged, "damaged");
        tokenizer.Decode(
            tokenizer.Encode("One cat. \xF0\x9F\x98\x80 \xC3\xBC 1/2"));
      } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()), "");
      }
    }
  }
}

}  // namespace
}  // namespace stepglot
