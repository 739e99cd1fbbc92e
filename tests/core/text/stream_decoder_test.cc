// Tests that text decoded token by token is the text decoded at once.
#include "core/text/stream_decoder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

std::string Streamed(const Tokenizer& tokenizer, const std::vector<int>& ids) {
  StreamDecoder decoder(tokenizer);
  std::string text;
  for (const int id : ids) text += decoder.Push(id);
  return text + decoder.Finish();
}

struct Vocabulary {
  std::string name;
  const Tokenizer* tokenizer;
};

std::vector<Vocabulary> Vocabularies() {
  std::vector<Vocabulary> vocabularies;
  for (const char* name : kFixtureNames) {
    const Model& model = *Fixture::Get(name).model();
    vocabularies.push_back(
        {std::string(name) + " source", &model.source_tokenizer()});
    vocabularies.push_back(
        {std::string(name) + " target", &model.target_tokenizer()});
  }
  return vocabularies;
}

TEST(StreamDecoder, RandomIdsGiveTheSameTextAsAtOnce) {
  Random random(1);
  for (const Vocabulary& vocabulary : Vocabularies()) {
    for (int round = 0; round < 3000; ++round) {
      // Ids without a piece are among them.
      const std::vector<int> ids =
          random.Ids(1 + random.Below(12), vocabulary.tokenizer->size() + 2);
      ASSERT_EQ(Streamed(*vocabulary.tokenizer, ids),
                vocabulary.tokenizer->Decode(ids))
          << vocabulary.name << " " << testing::PrintToString(ids);
    }
  }
}

// The ids at which decoding depends on context: control and unknown ids, lone
// blanks, words with and without a blank before them, bytes that start,
// continue or break a character.
std::vector<int> DelicateIds(const Tokenizer& tokenizer) {
  std::vector<int> ids = {0, 1, 2, 3};
  for (const char* piece :
       {"\xE2\x96\x81", "\xE2\x96\x81the", "e", ".", "<0xE2>", "<0x96>",
        "<0x81>", "<0xF0>", "<0x20>", "<0x41>", "<0x80>"}) {
    if (const int id = tokenizer.Id(piece); id >= 0) ids.push_back(id);
  }
  return ids;
}

TEST(StreamDecoder, DelicateIdsGiveTheSameTextAsAtOnce) {
  Random random(2);
  for (const Vocabulary& vocabulary : Vocabularies()) {
    const std::vector<int> delicate = DelicateIds(*vocabulary.tokenizer);
    ASSERT_GE(delicate.size(), 6U) << vocabulary.name;
    for (int round = 0; round < 6000; ++round) {
      std::vector<int> ids;
      for (int i = 1 + random.Below(9); i > 0; --i) {
        ids.push_back(
            delicate[random.Below(static_cast<int>(delicate.size()))]);
      }
      ASSERT_EQ(Streamed(*vocabulary.tokenizer, ids),
                vocabulary.tokenizer->Decode(ids))
          << vocabulary.name << " " << testing::PrintToString(ids);
    }
  }
}

// Unknown ids that stand for a word of the source, or for nothing.
TEST(StreamDecoder, ReplacedPiecesGiveTheSameTextAsAtOnce) {
  Random random(3);
  const std::vector<std::string> words = {"Žižek", "x", "", "😀", ".", "漢"};
  for (const Vocabulary& vocabulary : Vocabularies()) {
    const Tokenizer& tokenizer = *vocabulary.tokenizer;
    int unk = 0;
    while (tokenizer.Piece(unk) != "<unk>") ++unk;
    const std::vector<int> delicate = DelicateIds(tokenizer);
    for (int round = 0; round < 3000; ++round) {
      StreamDecoder decoder(tokenizer);
      std::string streamed;
      std::vector<std::string> pieces;
      for (int i = 1 + random.Below(9); i > 0; --i) {
        const int id =
            random.Below(3) == 0
                ? unk
                : delicate[random.Below(static_cast<int>(delicate.size()))];
        pieces.push_back(
            id == unk ? words[random.Below(static_cast<int>(words.size()))]
                      : tokenizer.Piece(id));
        streamed += decoder.Push(id, pieces.back());
      }
      streamed += decoder.Finish();
      ASSERT_EQ(streamed, tokenizer.DecodePieces(pieces).text)
          << vocabulary.name << " " << testing::PrintToString(pieces);
    }
  }
}

TEST(StreamDecoder, TextComesWithItsToken) {
  const Tokenizer& tokenizer =
      Fixture::Get("tiny-pre").model()->target_tokenizer();
  StreamDecoder decoder(tokenizer);
  std::vector<int> ids;
  std::string text;
  for (const int id : tokenizer.Encode("The cat sat on the mat")) {
    ids.push_back(id);
    text += decoder.Push(id);
    EXPECT_EQ(text, tokenizer.Decode(ids));
  }
}

TEST(StreamDecoder, IncompleteCharactersAreHeldBack) {
  const Tokenizer& tokenizer =
      Fixture::Get("tiny-pre").model()->target_tokenizer();
  StreamDecoder decoder(tokenizer);
  for (const char* byte : {"<0xF0>", "<0x9F>", "<0x98>"}) {
    EXPECT_EQ(decoder.Push(tokenizer.Id(byte)), "");
  }
  const std::string last = decoder.Push(tokenizer.Id("<0x80>"));
  EXPECT_EQ(last + decoder.Finish(), "\xF0\x9F\x98\x80");
}

TEST(StreamDecoder, NothingGivesNothing) {
  StreamDecoder decoder(Fixture::Get("tiny-pre").model()->target_tokenizer());
  EXPECT_EQ(decoder.Finish(), "");
}

}  // namespace
}  // namespace stepglot
