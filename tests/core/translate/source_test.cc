// Tests how sources become the encoder's ids.
#include "core/translate/source.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

std::vector<int> SourceIds(const Model& model, const Source& source) {
  return IdsOf(SourceTokens(model, source, 0));
}

TEST(SourceTokens, TokenizesTextAsTheReference) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    for (int i = 0; i < kFixtureSentences; ++i) {
      EXPECT_EQ(SourceIds(*fixture.model(), fixture.Text(i, "text")),
                fixture.Ints(i, "source"))
          << name << " sentence " << i;
    }
  }
}

TEST(SourceTokens, PiecesAreLookedUpAndWrapped) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const Model& model = *fixture.model();
    const std::vector<int> expected = fixture.Ints(1, "source");
    Pieces pieces;
    for (const int id :
         model.source_tokenizer().Encode(fixture.Text(1, "text"))) {
      pieces.pieces.push_back(model.source_tokenizer().Piece(id));
    }
    // An unknown character's id has the unknown piece as its name.
    EXPECT_EQ(SourceIds(model, pieces), expected) << name;
  }
}

TEST(SourceTokens, UnknownPiecesBecomeTheUnknownId) {
  const Model& model = *Fixture::Get("tiny-marian").model();
  EXPECT_EQ(SourceIds(model, Pieces{{"no such piece"}}),
            (std::vector<int>{1, 0}));
}

TEST(SourceTokens, UnknownPiecesAreRefusedWithoutAnUnknownId) {
  ModelFile file = ModelFile::Read("tiny-marian");
  file.config.unk = std::nullopt;
  const auto model = file.Load();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source 3", "\"no such piece\"", "unknown id"}, [&] {
                       SourceTokens(*model, Pieces{{"no such piece"}}, 3);
                     }));
}

TEST(SourceTokens, IdsAreTakenAsTheyAre) {
  const Model& model = *Fixture::Get("tiny-post").model();
  EXPECT_EQ(SourceIds(model, Ids{{0, 169, 7}}), (std::vector<int>{0, 169, 7}));
}

TEST(SourceTokens, BadIdsAreRefused) {
  const Model& model = *Fixture::Get("tiny-post").model();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source 2", "id 170", "vocabulary of 170"},
                     [&] { SourceTokens(model, Ids{{5, 170}}, 2); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 0", "id -1"},
                     [&] { SourceTokens(model, Ids{{-1}}, 0); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 1", "no ids"},
                     [&] { SourceTokens(model, Ids{}, 1); }));
}

// What stands around the text aligns with nothing.
TEST(SourceTokens, WordsAreWhatTheCallerGave) {
  const Model& post = *Fixture::Get("tiny-post").model();  // bos and eos
  const auto words = [&](const Source& source) {
    std::vector<bool> words;
    for (const SourceToken& token : SourceTokens(post, source, 0))
      words.push_back(token.is_word);
    return words;
  };
  const int bos = *post.config().bos;
  const int eos = post.config().eos;
  const size_t pieces = post.source_tokenizer().Encode("the cat").size();
  std::vector<bool> expected(pieces + 2, true);
  expected.front() = expected.back() = false;
  EXPECT_EQ(words(std::string("the cat")), expected);
  EXPECT_EQ(words(Pieces{{"a", "b"}}),
            (std::vector<bool>{false, true, true, false}));
  EXPECT_EQ(words(Ids{{bos, 9, 10, eos}}),
            (std::vector<bool>{false, true, true, false}));
  EXPECT_EQ(words(std::string()), (std::vector<bool>{false, false}));
}

TEST(SourceTokens, TextTokensAreTheTextTheyStandFor) {
  const Model& model = *Fixture::Get("tiny-pre").model();
  const std::string text = " Grüße  an\tZoë 😀!";
  for (const SourceToken& token : SourceTokens(model, text, 0)) {
    EXPECT_EQ(token.text, text.substr(token.range.begin, token.range.size()));
    EXPECT_EQ(token.text.find_first_of(" \t"), std::string::npos);
  }
  // Pieces and ids have no text to lie in; their pieces stand for them.
  const auto tokens = SourceTokens(model,
                                   Pieces{{"\xE2\x96\x81"
                                           "be"}},
                                   0);
  EXPECT_EQ(tokens[0].text,
            "\xE2\x96\x81"
            "be");
  EXPECT_EQ(tokens[0].range, (TextRange{}));
  const int id = tokens[0].id;
  EXPECT_EQ(SourceTokens(model, Ids{{id}}, 0)[0].text,
            "\xE2\x96\x81"
            "be");
}

TEST(AddTargetToken, StandsFirstOrAfterBos) {
  for (const char* name : kFixtureNames) {
    const Model& model = *Fixture::Get(name).model();
    const ModelConfig& config = model.config();
    const std::string piece = model.source_tokenizer().Piece(9);
    for (const Source& source :
         {Source(std::string("the cat")), Source(Pieces{{"a"}}),
          Source(std::string())}) {
      std::vector<SourceToken> tokens = SourceTokens(model, source, 0);
      std::vector<int> expected = IdsOf(tokens);
      AddTargetToken(model, piece, tokens);
      const int place = config.source_bos ? 1 : 0;
      expected.insert(expected.begin() + place, 9);
      EXPECT_EQ(IdsOf(tokens), expected) << name;
      EXPECT_FALSE(tokens[place].is_word);
    }
    std::vector<SourceToken> ids = SourceTokens(model, Ids{{7, 8}}, 0);
    AddTargetToken(model, piece, ids);
    EXPECT_EQ(IdsOf(ids), (std::vector<int>{9, 7, 8}));
  }
}

TEST(AddTargetToken, NoneChangesNothingAndUnknownOnesAreRefused) {
  const Model& model = *Fixture::Get("tiny-pre").model();
  std::vector<SourceToken> tokens = SourceTokens(model, Ids{{7}}, 0);
  AddTargetToken(model, "", tokens);
  EXPECT_EQ(tokens.size(), 1U);
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source vocabulary", "\">>deu<<\""},
                     [&] { AddTargetToken(model, ">>deu<<", tokens); }));
}

TEST(TargetIds, AreOfTheTargetVocabulary) {
  const Model& model = *Fixture::Get("tiny-post").model();  // two vocabularies
  const std::string text = "die Katze";
  const std::vector<int> ids = model.target_tokenizer().Encode(text);
  ASSERT_NE(ids, model.source_tokenizer().Encode(text));
  EXPECT_EQ(TargetIds(model, text, 0), ids);
  Pieces pieces;
  for (const int id : ids)
    pieces.pieces.push_back(model.target_tokenizer().Piece(id));
  EXPECT_EQ(TargetIds(model, pieces, 0), ids);
  EXPECT_EQ(TargetIds(model, Ids{ids}, 0), ids);
  EXPECT_TRUE(TargetIds(model, std::string(), 0).empty());
  EXPECT_TRUE(TargetIds(model, Ids{}, 0).empty());
  EXPECT_EQ(TargetIds(model, Pieces{{"no such piece"}}, 0),
            (std::vector<int>{*model.config().unk}));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"target 4", "id 150", "vocabulary of 150"},
                     [&] { TargetIds(model, Ids{{150}}, 4); }));
}

}  // namespace
}  // namespace stepglot
