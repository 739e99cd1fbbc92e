// Tests lists of pieces: looking up, joining to text, and streaming.
#include "core/text/vocabulary_tokenizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/text/stream_decoder.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

using Texts = std::vector<std::string>;

const Texts kMarked = {"</s>", "<unk>",  "▁the",   "▁cat",   "s",
                       "",     "▁",      ".",      "a▁b",    "",
                       "▁the", "<0xE2>", "<0x96>", "<0x81>", "<0x41>"};
const Texts kUnmarked = {"</s>", "<unk>",  "the",    "cat",
                         "",     "<0xE2>", "<0x82>", "<0xAC>"};

// A SentencePiece model with pieces for all bytes.
std::shared_ptr<const SentencePieceTokenizer> Splitter() {
  static const auto splitter = std::make_shared<const SentencePieceTokenizer>(
      Fixture::Get("tiny-pre").model()->source_vocabulary().spm.text(), "spm");
  return splitter;
}

// The list with </s> as a control and <unk> as what it lacks.
VocabularyTokenizer WithSplitter(Texts pieces) {
  return {std::move(pieces), Splitter(), {0}, 1};
}
VocabularyTokenizer PiecesOnly(Texts pieces) {
  return {std::move(pieces), nullptr, {0}, 1};
}

// The part of the text that belongs to each piece.
Texts Surfaces(const Tokenizer& tokenizer, const Texts& pieces) {
  const LocatedText located = tokenizer.DecodePieces(pieces);
  Texts surfaces;
  for (const TextRange& range : located.ranges)
    surfaces.push_back(located.text.substr(range.begin, range.size()));
  return surfaces;
}

std::string TextOf(const Tokenizer& tokenizer, const Texts& pieces) {
  return tokenizer.DecodePieces(pieces).text;
}

TEST(VocabularyTokenizer, MarksBecomeBlanksButForTheFirst) {
  const VocabularyTokenizer tokenizer = PiecesOnly(kMarked);
  const Texts pieces = {"▁the", "▁cat", "s", "▁", "x", "a▁b", "."};
  EXPECT_EQ(TextOf(tokenizer, pieces), "the cats xa b.");
  EXPECT_EQ(Surfaces(tokenizer, pieces),
            (Texts{"the", "cat", "s", "", "x", "a b", "."}));
  EXPECT_EQ(TextOf(tokenizer, {"s", "▁the"}), "s the");
  EXPECT_EQ(TextOf(tokenizer, {"▁", "the"}), "the");
  EXPECT_EQ(TextOf(tokenizer, {"▁", "▁", "the"}), " the");
  EXPECT_EQ(TextOf(tokenizer, {}), "");
}

TEST(VocabularyTokenizer, RangesHaveNoBlanksAtTheirEdges) {
  const VocabularyTokenizer tokenizer = PiecesOnly(kMarked);
  EXPECT_EQ(Surfaces(tokenizer, {"s", "▁▁cat", "a▁", "▁", "▁the"}),
            (Texts{"s", "cat", "a", "", "the"}));
}

TEST(VocabularyTokenizer, PiecesWithoutMarksAreJoinedByBlanks) {
  const VocabularyTokenizer tokenizer = WithSplitter(kUnmarked);
  const Texts pieces = {"the", "cat", "new", "x▁y"};
  EXPECT_EQ(TextOf(tokenizer, pieces), "the cat new x▁y");
  EXPECT_EQ(Surfaces(tokenizer, pieces), pieces);
  EXPECT_EQ(tokenizer.Decode(std::vector<int>{3, 2, 0, 3}), "cat the cat");
  // Bytes end a word, at the start of a text too.
  EXPECT_EQ(TextOf(tokenizer, {"<0x41>", "the", "<0x42>", "cat"}),
            "A theB cat");
}

TEST(VocabularyTokenizer, BytesBecomeCharacters) {
  const VocabularyTokenizer tokenizer = WithSplitter(kMarked);
  const Texts euros = {"▁the",   "▁",      "<0xE2>", "<0x82>",
                       "<0xAC>", "<0xC3>", "<0xBC>", "s"};
  EXPECT_EQ(TextOf(tokenizer, euros), "the €üs");
  EXPECT_EQ(Surfaces(tokenizer, euros),
            (Texts{"the", "", "€", "€", "€", "ü", "ü", "s"}));
  EXPECT_EQ(Surfaces(tokenizer, {"▁", "<0x41>"}), (Texts{"", "A"}));
  EXPECT_EQ(TextOf(tokenizer, {"<0x41>", "▁the"}), "A the");
  EXPECT_EQ(tokenizer.Decode(std::vector<int>{2, 14}), "theA");
}

TEST(VocabularyTokenizer, BrokenBytesAreReplacedOneByOne) {
  const VocabularyTokenizer tokenizer = WithSplitter(kMarked);
  const Texts broken = {"<0xE2>", "<0x82>", "s", "<0x80>", "<0x41>", "<0xF0>"};
  EXPECT_EQ(TextOf(tokenizer, broken), "\uFFFD\uFFFDs\uFFFDA\uFFFD");
  EXPECT_EQ(Surfaces(tokenizer, broken),
            (Texts{"\uFFFD", "\uFFFD", "s", "\uFFFD", "A", "\uFFFD"}));
  // U+FFFD itself is a character like others.
  EXPECT_EQ(TextOf(tokenizer, {"<0xEF>", "<0xBF>", "<0xBD>"}), "\uFFFD");
}

TEST(VocabularyTokenizer, OnlyWellWrittenBytesAreBytes) {
  const VocabularyTokenizer tokenizer = WithSplitter(kMarked);
  for (const std::string piece : {"<0xe2>", "<0xE>", "<0xE22>", "<0xG2>",
                                  "<0x2G>", "<1xE2>", "<0xE2)", "0xE2"}) {
    EXPECT_EQ(TextOf(tokenizer, {piece}), piece);
  }
  EXPECT_EQ(TextOf(tokenizer, {"<0x09>", "<0x7A>", "<0x5F>"}), "\tz_");
}

// Without a tokenizer the text is what the pieces are.
TEST(VocabularyTokenizer, ListsOfPiecesHaveNoBytes) {
  const VocabularyTokenizer tokenizer = PiecesOnly(kUnmarked);
  EXPECT_EQ(TextOf(tokenizer, {"<0xE2>", "the"}), "<0xE2> the");
  EXPECT_FALSE(tokenizer.IsByte(5));
  EXPECT_TRUE(WithSplitter(kUnmarked).IsByte(5));
  EXPECT_FALSE(WithSplitter(kUnmarked).IsByte(2));
  EXPECT_FALSE(WithSplitter(kUnmarked).IsByte(-1));
}

TEST(VocabularyTokenizer, ControlsUnknownsAndGapsLeaveNothing) {
  for (const Texts& list : {kMarked, kUnmarked}) {
    const VocabularyTokenizer tokenizer = PiecesOnly(list);
    const Texts pieces = {"<unk>", "x", "", "</s>", "<unk>", "y", "</s>", ""};
    EXPECT_EQ(Surfaces(tokenizer, pieces),
              (Texts{"", "x", "", "", "", "y", "", ""}));
    EXPECT_EQ(TextOf(tokenizer, pieces), TextOf(tokenizer, Texts{"x", "y"}));
  }
  // Unless they are no controls.
  const VocabularyTokenizer plain(kUnmarked, nullptr, {}, std::nullopt);
  EXPECT_EQ(TextOf(plain, {"</s>", "<unk>"}), "</s> <unk>");
}

// A control may stand within a character; an unknown piece is a piece.
TEST(VocabularyTokenizer, ControlsDoNotPartBytesAndUnknownsDo) {
  const VocabularyTokenizer tokenizer = WithSplitter(kMarked);
  EXPECT_EQ(TextOf(tokenizer, {"<0xC3>", "</s>", "<0xBC>"}), "ü");
  EXPECT_EQ(Surfaces(tokenizer, {"<0xC3>", "</s>", "<0xBC>"}),
            (Texts{"ü", "", "ü"}));
  EXPECT_EQ(TextOf(tokenizer, {"<0xC3>", "<unk>", "<0xBC>"}), "\uFFFD\uFFFD");
}

TEST(VocabularyTokenizer, PiecesAndIds) {
  const VocabularyTokenizer tokenizer = PiecesOnly(kMarked);
  EXPECT_EQ(tokenizer.size(), static_cast<int>(kMarked.size()));
  for (int id = 0; id < tokenizer.size(); ++id)
    EXPECT_EQ(tokenizer.Piece(id), kMarked[id]);
  EXPECT_EQ(tokenizer.Id("▁cat"), 3);
  // Of equal pieces the first counts.
  EXPECT_EQ(tokenizer.Id("▁the"), 2);
  EXPECT_EQ(tokenizer.Piece(10), "▁the");
  EXPECT_EQ(tokenizer.Decode(std::vector<int>{10, 3}), "the cat");
  // Gaps cannot be asked for, whatever their number.
  EXPECT_EQ(tokenizer.Id(""), -1);
  EXPECT_EQ(tokenizer.Id("no such piece"), -1);
}

TEST(VocabularyTokenizer, IdsOutsideAreNothing) {
  const VocabularyTokenizer tokenizer = PiecesOnly(kMarked);
  for (const int id : {-1, tokenizer.size(), 1 << 30}) {
    EXPECT_EQ(tokenizer.Piece(id), "");
    EXPECT_FALSE(tokenizer.IsText(id));
    EXPECT_FALSE(tokenizer.IsByte(id));
  }
  EXPECT_FALSE(tokenizer.IsText(0));
  EXPECT_TRUE(tokenizer.IsText(2));
  EXPECT_EQ(tokenizer.Decode(std::vector<int>{-1, 2, tokenizer.size(), 3}),
            "the cat");
}

TEST(VocabularyTokenizer, WithoutATokenizerTextsAreRefused) {
  const VocabularyTokenizer tokenizer = PiecesOnly(kMarked);
  EXPECT_FALSE(tokenizer.TakesText());
  const std::vector<std::string> parts = {"this model has no tokenizer",
                                          "{pieces}"};
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, parts,
                     [&] { tokenizer.Encode("the cat"); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, parts,
                     [&] { tokenizer.EncodeLocated(""); }));
}

// SentencePiece's pieces in another order.
Texts ReversedPieces() {
  Texts pieces;
  for (int id = Splitter()->size(); id-- > 0;)
    pieces.push_back(Splitter()->Piece(id));
  return pieces;
}

TEST(VocabularyTokenizer, SentencePieceSplitsAndTheListNumbers) {
  const Texts pieces = ReversedPieces();
  const int last = static_cast<int>(pieces.size()) - 1;
  const VocabularyTokenizer tokenizer(pieces, Splitter(), {}, std::nullopt);
  EXPECT_TRUE(tokenizer.TakesText());
  for (const std::string text :
       {"", "The cat sat on the mat.", "  Grüße an  Zoë 😀!", "漢字\xFF"}) {
    const std::vector<LocatedId> expected = Splitter()->EncodeLocated(text);
    const std::vector<LocatedId> actual = tokenizer.EncodeLocated(text);
    std::vector<int> ids;
    ASSERT_EQ(actual.size(), expected.size());
    for (size_t i = 0; i < actual.size(); ++i) {
      EXPECT_EQ(actual[i].id, last - expected[i].id);
      EXPECT_EQ(actual[i].range, expected[i].range);
      EXPECT_EQ(actual[i].unknown_piece, "");
      ids.push_back(actual[i].id);
    }
    EXPECT_EQ(tokenizer.Encode(text), ids);
  }
}

// What SentencePiece made of a text is put together as by itself.
TEST(VocabularyTokenizer, JoinsAsSentencePiece) {
  const VocabularyTokenizer tokenizer(ReversedPieces(), Splitter(), {},
                                      std::nullopt);
  const Texts words = {"the", "cat", " ", "  ", "ü", "😀", "漢字", ".", "x"};
  Random random(1);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (int i = random.Below(10); i > 0; --i)
      text += words[random.Below(static_cast<int>(words.size()))];
    Texts pieces;
    for (const LocatedPiece& piece : Splitter()->Split(text))
      pieces.push_back(piece.piece);
    const LocatedText expected = Splitter()->DecodePieces(pieces);
    const LocatedText actual = tokenizer.DecodePieces(pieces);
    ASSERT_EQ(actual.text, expected.text);
    ASSERT_EQ(actual.ranges, expected.ranges) << testing::PrintToString(pieces);
    ASSERT_EQ(tokenizer.Decode(tokenizer.Encode(text)), expected.text);
  }
}

TEST(VocabularyTokenizer, PiecesThatTheListLacksAreUnknown) {
  Texts pieces = ReversedPieces();
  pieces.push_back("<none>");
  const int unk = static_cast<int>(pieces.size()) - 1;
  const std::string text = "The cat sat";
  const LocatedPiece lacking = Splitter()->Split(text).back();
  std::replace(pieces.begin(), pieces.end(), lacking.piece, std::string("-"));
  size_t unknown = 0;
  const VocabularyTokenizer tokenizer(pieces, Splitter(), {}, unk);
  const std::vector<LocatedId> ids = tokenizer.EncodeLocated(text);
  for (const LocatedId& located : ids) {
    if (located.id != unk) {
      EXPECT_EQ(located.unknown_piece, "");
      continue;
    }
    ++unknown;
    EXPECT_EQ(located.unknown_piece, lacking.piece);
    EXPECT_EQ(located.range.size(), lacking.range.size());
  }
  EXPECT_GE(unknown, 1U);
  EXPECT_LT(unknown, ids.size());
  EXPECT_EQ(ids.back().range, lacking.range);
  const VocabularyTokenizer strict(pieces, Splitter(), {}, std::nullopt);
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"no piece \"" + lacking.piece + "\"", "no unknown id"},
                     [&] { strict.Encode(text); }));
}

// Streamed text is the text at once, for lists of all kinds, with ids beyond
// them and unknown ids that stand for other pieces.
TEST(VocabularyTokenizer, StreamsWhatItDecodes) {
  Random random(2);
  const Texts replacements = {"Žižek", "▁x", "", "<0x41>", ".", "▁"};
  for (const Texts& list : {kMarked, kUnmarked}) {
    for (const VocabularyTokenizer& tokenizer :
         {WithSplitter(list), PiecesOnly(list)}) {
      for (int round = 0; round < 10'000; ++round) {
        StreamDecoder decoder(tokenizer);
        Texts pieces;
        std::string streamed;
        for (int i = random.Below(9); i > 0; --i) {
          const int id = random.Below(tokenizer.size());
          const bool is_replaced = id == 1 && random.Below(2) == 0;
          pieces.push_back(is_replaced
                               ? replacements[random.Below(
                                     static_cast<int>(replacements.size()))]
                               : tokenizer.Piece(id));
          streamed += decoder.Push(id, pieces.back());
        }
        streamed += decoder.Finish();
        ASSERT_EQ(streamed, TextOf(tokenizer, pieces))
            << testing::PrintToString(pieces);
      }
    }
  }
}

TEST(VocabularyTokenizer, DecodesIdsAsTheirPieces) {
  Random random(3);
  for (const Texts& list : {kMarked, kUnmarked}) {
    for (const VocabularyTokenizer& tokenizer :
         {WithSplitter(list), PiecesOnly(list)}) {
      for (int round = 0; round < 2000; ++round) {
        const std::vector<int> ids =
            random.Ids(random.Below(9), tokenizer.size());
        Texts pieces;
        for (const int id : ids) pieces.push_back(tokenizer.Piece(id));
        const LocatedText located = tokenizer.DecodePieces(pieces);
        ASSERT_EQ(tokenizer.Decode(ids), located.text);
        ASSERT_EQ(located.ranges.size(), ids.size());
        for (const TextRange& range : located.ranges) {
          ASSERT_LE(range.begin, range.end);
          ASSERT_LE(range.end, located.text.size());
        }
      }
    }
  }
}

}  // namespace
}  // namespace stepglot
