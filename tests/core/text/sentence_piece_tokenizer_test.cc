// Tests the tokenizer over the fixtures' SentencePiece models.
#include "core/text/sentence_piece_tokenizer.h"

#include <gtest/gtest.h>

#include <algorithm>
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

TEST(SentencePieceTokenizer, EncodesAsTheReference) {
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

TEST(SentencePieceTokenizer, DecodesAsTheReference) {
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
TEST(SentencePieceTokenizer, ByteFallbackKeepsEveryCharacter) {
  for (const std::string& text :
       {std::string("Ünïcödé"), std::string("😀 and 漢字"),
        std::string("a\x01z")}) {
    EXPECT_EQ(TinyPre().Decode(TinyPre().Encode(text)), text);
  }
}

TEST(SentencePieceTokenizer, ControlIdsAndIdsWithoutAPieceAreNothing) {
  const std::vector<int> ids = TinyPre().Encode("one two");
  std::vector<int> mixed = {1, 2, 3, -1, 100000, TinyPre().size()};
  mixed.insert(mixed.end(), ids.begin(), ids.end());
  mixed.insert(mixed.end(), {2, 420});
  EXPECT_EQ(TinyPre().Decode(mixed), "one two");
  EXPECT_EQ(TinyPre().Decode({}), "");
}

TEST(SentencePieceTokenizer, PiecesAndIdsAreInverse) {
  for (int id = 0; id < TinyPre().size(); ++id)
    EXPECT_EQ(TinyPre().Id(TinyPre().Piece(id)), id);
  EXPECT_EQ(TinyPre().Id("no such piece"), -1);
  EXPECT_EQ(TinyPre().Id(""), -1);
  EXPECT_EQ(TinyPre().Piece(-1), "");
  EXPECT_EQ(TinyPre().Piece(TinyPre().size()), "");
}

TEST(SentencePieceTokenizer, KnowsBytePieces) {
  int bytes = 0;
  for (int id = -2; id < TinyPre().size() + 2; ++id)
    bytes += TinyPre().IsByte(id) ? 1 : 0;
  EXPECT_EQ(bytes, 256);
  EXPECT_TRUE(TinyPre().IsByte(TinyPre().Id("<0xE2>")));
  EXPECT_FALSE(TinyPre().IsByte(0));
}

SentencePieceTokenizer TokenizerOf(const char* fixture) {
  return {Fixture::Get(fixture).model()->source_vocabulary().spm.text(),
          fixture};
}

TEST(SentencePieceTokenizer, KnowsItsSpecialIds) {
  for (const char* name : kFixtureNames) {
    const SentencePieceTokenizer tokenizer = TokenizerOf(name);
    EXPECT_EQ(tokenizer.Piece(tokenizer.eos()), "</s>") << name;
    EXPECT_EQ(tokenizer.Piece(tokenizer.unk()), "<unk>") << name;
    EXPECT_NE(tokenizer.eos(), tokenizer.unk());
  }
}

// The pieces name what EncodeLocated numbers; an unknown one is its characters.
TEST(SentencePieceTokenizer, SplitNamesThePieces) {
  const std::string text = " The cat  sat 漢.";
  for (const char* name : kFixtureNames) {
    const SentencePieceTokenizer tokenizer = TokenizerOf(name);
    const std::vector<LocatedPiece> pieces = tokenizer.Split(text);
    const std::vector<LocatedId> ids = tokenizer.EncodeLocated(text);
    ASSERT_EQ(pieces.size(), ids.size());
    for (size_t i = 0; i < pieces.size(); ++i) {
      EXPECT_EQ(pieces[i].id, ids[i].id);
      EXPECT_EQ(pieces[i].range, ids[i].range);
      if (pieces[i].id == tokenizer.unk()) {
        EXPECT_EQ(pieces[i].piece,
                  text.substr(pieces[i].range.begin, pieces[i].range.size()));
      } else {
        EXPECT_EQ(pieces[i].piece, tokenizer.Piece(pieces[i].id));
      }
    }
    EXPECT_TRUE(tokenizer.Split("").empty());
  }
  // Of these models two have no bytes to spell the character out.
  const auto has_unknown = [&](const char* name) {
    const std::vector<int> ids = TokenizerOf(name).Encode(text);
    return std::find(ids.begin(), ids.end(), TokenizerOf(name).unk()) !=
           ids.end();
  };
  EXPECT_FALSE(has_unknown("tiny-pre"));
  EXPECT_TRUE(has_unknown("tiny-marian"));
}

TEST(SentencePieceTokenizer, EmptyAndInvalidTextIsTokenizedAllTheSame) {
  EXPECT_TRUE(TinyPre().Encode("").empty());
  const std::vector<int> ids = TinyPre().Encode("a\xFF b");
  EXPECT_EQ(TinyPre().Decode(ids), "a\xEF\xBF\xBD b");
}

TEST(SentencePieceTokenizer, WhatIsNoModelIsRefused) {
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"here", "empty SentencePiece model"},
                     [] { SentencePieceTokenizer("", "here"); }));
  EXPECT_TRUE(Throws(
      ErrorCode::kInvalidModel, {"here", "not a usable SentencePiece model"},
      [] { SentencePieceTokenizer("this is no protocol buffer", "here"); }));
  const std::string whole(
      Fixture::Get("tiny-post").model()->source_vocabulary().spm.text());
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"here"}, [&] {
    SentencePieceTokenizer(std::string_view(whole).substr(0, whole.size() / 2),
                           "here");
  }));
}

// Half of a model may be a smaller model; what counts is that each prefix loads
// or is refused.
TEST(SentencePieceTokenizer, DamagedModelsAreRefusedOrWork) {
  Random random(1);
  for (const char* name : {"tiny-post", "tiny-marian"}) {
    const std::string whole(
        Fixture::Get(name).model()->source_vocabulary().spm.text());
    for (int round = 0; round < 300; ++round) {
      std::string damaged = whole;
      for (int i = 0; i < 3; ++i) {
        damaged[random.Below(static_cast<int>(whole.size()))] =
            static_cast<char>(random.Below(256));
      }
      if (round % 3 == 0)
        damaged.resize(random.Below(static_cast<int>(whole.size())));
      try {
        const SentencePieceTokenizer tokenizer(damaged, "damaged");
        tokenizer.Decode(
            tokenizer.Encode("One cat. \xF0\x9F\x98\x80 \xC3\xBC 1/2"));
      } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()), "");
      }
    }
  }
}

// Where pieces stand

// Text of all that makes ranges delicate: blanks of several kinds, umlauts,
// emoji, ligatures that normalization takes apart, characters that no
// vocabulary has, and bytes that are no UTF-8.
std::string RandomText(Random& random, bool valid) {
  const std::vector<std::string> parts = {"the",
                                          "cat",
                                          " ",
                                          "  ",
                                          "\t",
                                          "\n",
                                          "ü",
                                          "ß",
                                          "é",
                                          "😀",
                                          "👩‍🚀",
                                          "漢字",
                                          "ﬁ",
                                          "½",
                                          "Å",
                                          "\xC2\xA0",
                                          "\xE3\x80\x80",
                                          ".",
                                          "!",
                                          "a",
                                          "x1",
                                          "</s>",
                                          "▁",
                                          "\xEF\xBF\xBD"};
  const std::vector<std::string> broken = {"\xFF", "\xC3", "\xF0\x9F", "\x80"};
  std::string text;
  for (int i = random.Below(12); i > 0; --i) {
    text += !valid && random.Below(4) == 0
                ? broken[random.Below(static_cast<int>(broken.size()))]
                : parts[random.Below(static_cast<int>(parts.size()))];
  }
  return text;
}

bool IsBoundary(const std::string& text, size_t position) {
  return position >= text.size() || (text[position] & 0xC0) != 0x80;
}

// Ranges lie in the text, in order, without blanks at their edges and, in valid
// text, without cutting a character.
void ExpectSound(const std::string& text, const std::vector<TextRange>& ranges,
                 bool valid) {
  size_t before = 0;
  for (const TextRange& range : ranges) {
    ASSERT_LE(range.begin, range.end);
    ASSERT_LE(range.end, text.size());
    ASSERT_GE(range.begin, before);
    before = range.begin;
    const std::string part = text.substr(range.begin, range.size());
    if (!part.empty()) {
      EXPECT_EQ(std::string(" \t\n").find(part.front()), std::string::npos);
      EXPECT_NE(part.back(), ' ');
    }
    if (valid) {
      EXPECT_TRUE(IsBoundary(text, range.begin)) << text;
      EXPECT_TRUE(IsBoundary(text, range.end)) << text;
    }
  }
}

TEST(SentencePieceTokenizer, LocatedIdsAreTheIds) {
  Random random(5);
  for (const char* name : kFixtureNames) {
    const Model& model = *Fixture::Get(name).model();
    for (const Tokenizer* tokenizer :
         {&model.source_tokenizer(), &model.target_tokenizer()}) {
      for (int round = 0; round < 500; ++round) {
        const bool valid = round % 2 == 0;
        const std::string text = RandomText(random, valid);
        std::vector<int> ids;
        std::vector<TextRange> ranges;
        for (const auto& [id, range, unknown] :
             tokenizer->EncodeLocated(text)) {
          ids.push_back(id);
          ranges.push_back(range);
        }
        ASSERT_EQ(ids, tokenizer->Encode(text)) << text;
        ExpectSound(text, ranges, valid);
      }
    }
  }
}

std::vector<std::string> Surfaces(const Tokenizer& tokenizer,
                                  const std::string& text) {
  std::vector<std::string> surfaces;
  for (const LocatedId& located : tokenizer.EncodeLocated(text))
    surfaces.push_back(text.substr(located.range.begin, located.range.size()));
  return surfaces;
}

// The piece without its blank, as it stands in the text.
std::string Visible(std::string piece) {
  const std::string blank = "\xE2\x96\x81";
  if (piece.starts_with(blank)) piece.erase(0, blank.size());
  return piece;
}

TEST(SentencePieceTokenizer, PiecesStandWhereTheirTextIs) {
  const std::string text = "  The cat  sat on the mat.";
  const std::vector<std::string> surfaces = Surfaces(TinyPre(), text);
  const std::vector<int> ids = TinyPre().Encode(text);
  ASSERT_EQ(surfaces.size(), ids.size());
  std::string joined;
  for (size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(surfaces[i], Visible(TinyPre().Piece(ids[i]))) << i;
    joined += surfaces[i];
  }
  EXPECT_EQ(joined, "Thecatsatonthemat.");
}

TEST(SentencePieceTokenizer, BytesOfACharacterAllStandWhereItIs) {
  const std::string text = "ü 😀😀é";
  std::vector<std::string> expected;
  const auto add = [&](const std::string& character) {
    expected.insert(expected.end(), character.size(), character);
  };
  std::vector<std::string> bytes;
  for (const LocatedId& located : TinyPre().EncodeLocated(text)) {
    if (!TinyPre().IsByte(located.id)) continue;
    bytes.push_back(text.substr(located.range.begin, located.range.size()));
  }
  // What the vocabulary has as a whole needs no bytes.
  for (const char* character : {"ü", "😀", "😀", "é"})
    if (TinyPre().Id(character) < 0) add(character);
  EXPECT_GE(expected.size(), 8U);
  EXPECT_EQ(bytes, expected);
}

TEST(SentencePieceTokenizer, NormalizedTextIsLocatedInTheOriginal) {
  const Tokenizer& tokenizer =
      Fixture::Get("tiny-post").model()->source_tokenizer();
  const std::string text = "a ﬁ b";
  std::string joined;
  for (const std::string& surface : Surfaces(tokenizer, text))
    joined += surface.find("ﬁ") != std::string::npos ? "" : surface;
  EXPECT_EQ(joined, "ab");
}

TEST(SentencePieceTokenizer, PiecesDecodeAsTheirIds) {
  Random random(6);
  for (const char* name : kFixtureNames) {
    const Tokenizer& tokenizer = Fixture::Get(name).model()->target_tokenizer();
    for (int round = 0; round < 1500; ++round) {
      const std::vector<int> ids =
          random.Ids(random.Below(12), tokenizer.size());
      std::vector<std::string> pieces;
      for (const int id : ids) pieces.push_back(tokenizer.Piece(id));
      const LocatedText located = tokenizer.DecodePieces(pieces);
      ASSERT_EQ(located.text, tokenizer.Decode(ids));
      ASSERT_EQ(located.ranges.size(), ids.size());
      ExpectSound(located.text, located.ranges, /*valid=*/true);
      for (size_t i = 0; i < ids.size(); ++i) {
        const TextRange& range = located.ranges[i];
        if (!tokenizer.IsText(ids[i])) {
          EXPECT_EQ(range.size(), 0U);
        } else if (!tokenizer.IsByte(ids[i]) && ids[i] > 3) {
          EXPECT_EQ(located.text.substr(range.begin, range.size()),
                    Visible(pieces[i]));
        }
      }
    }
  }
}

TEST(SentencePieceTokenizer, UnknownPiecesStandForThemselves) {
  const std::vector<std::string> pieces = {
      "\xE2\x96\x81"
      "be",
      "Žižek",
      "\xE2\x96\x81",
      "",
      "</s>",
      "."};
  const LocatedText located = TinyPre().DecodePieces(pieces);
  EXPECT_EQ(located.text, "beŽižek .");
  const std::vector<std::string> expected = {"be", "Žižek", "", "", "", "."};
  for (size_t i = 0; i < pieces.size(); ++i) {
    EXPECT_EQ(
        located.text.substr(located.ranges[i].begin, located.ranges[i].size()),
        expected[i])
        << i;
  }
}

TEST(SentencePieceTokenizer, CompletedAndBrokenBytesAreLocated) {
  const LocatedText located = TinyPre().DecodePieces(
      std::vector<std::string>{"<0xC3>", "<0xBC>", "<0xF0>", "<0x9F>",
                               "\xE2\x96\x81"
                               "be"});
  const std::string broken = "\xEF\xBF\xBD";
  EXPECT_EQ(located.text, "ü" + broken + broken + " be");
  EXPECT_EQ(located.ranges[0], (TextRange{0, 2}));
  EXPECT_EQ(located.ranges[1], (TextRange{0, 2}));
  EXPECT_EQ(located.ranges[2], (TextRange{2, 5}));
  EXPECT_EQ(located.ranges[3], (TextRange{5, 8}));
  EXPECT_EQ(located.ranges[4], (TextRange{9, 11}));
}

// As in Decode, which takes them out before the bytes are put together.
TEST(SentencePieceTokenizer, ControlPiecesMayStandWithinACharacter) {
  const LocatedText located = TinyPre().DecodePieces(std::vector<std::string>{
      "</s>", "a", "<0xC3>", "<s>", "<0xBC>", "</s>", ".", "<s>"});
  EXPECT_EQ(located.text, "aü.");
  EXPECT_EQ(
      located.ranges,
      (std::vector<TextRange>{
          {0, 0}, {0, 1}, {1, 3}, {1, 1}, {1, 3}, {3, 3}, {3, 4}, {4, 4}}));
}

TEST(SentencePieceTokenizer, NothingIsNowhere) {
  EXPECT_TRUE(TinyPre().EncodeLocated("").empty());
  EXPECT_TRUE(TinyPre().EncodeLocated("  ").empty());
  const LocatedText located = TinyPre().DecodePieces({});
  EXPECT_TRUE(located.text.empty());
  EXPECT_TRUE(located.ranges.empty());
}

}  // namespace
}  // namespace stepglot
