// Tests how sources become the encoder's ids.
#include "core/document/source.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

std::vector<int> EncoderIds(const Model& model, const Source& source) {
  return IdsOf(SourceTokens(model, source, 0));
}

TEST(SourceTokens, TokenizesTextAsTheReference) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    for (int i = 0; i < kFixtureSentences; ++i) {
      EXPECT_EQ(EncoderIds(*fixture.model(), fixture.Text(i, "text")),
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
    EXPECT_EQ(EncoderIds(model, pieces), expected) << name;
  }
}

TEST(SourceTokens, UnknownPiecesBecomeTheUnknownId) {
  const Model& model = *Fixture::Get("tiny-marian").model();
  EXPECT_EQ(EncoderIds(model, Pieces{{"no such piece"}}),
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
  EXPECT_EQ(EncoderIds(model, Ids{{0, 169, 7}}), (std::vector<int>{0, 169, 7}));
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

// Special ids that are the source's own, with a bos.
ModelConfig OwnSourceIds() {
  ModelConfig config = SmallMarianConfig();
  config.bos = 5;
  config.own_source_ids = SourceIds{7, 8, 9};
  config.source_bos = true;
  return config;
}

TEST(SourceTokens, SourcesHaveTheirOwnSpecialIds) {
  const auto model = RandomModel(OwnSourceIds(), 1).Load();
  const std::string known = model->source_tokenizer().Piece(20);
  EXPECT_EQ(EncoderIds(*model, Pieces{{known, "no such piece"}}),
            (std::vector<int>{8, 20, 7, 9}));
  std::vector<int> text = model->source_tokenizer().Encode("cat");
  text.insert(text.begin(), 8);
  text.push_back(9);
  EXPECT_EQ(EncoderIds(*model, std::string("cat")), text);
  // The target's own are words in a source.
  std::vector<bool> words;
  for (const SourceToken& token :
       SourceTokens(*model, Ids{{8, 5, 0, 20, 9}}, 0))
    words.push_back(token.is_word);
  EXPECT_EQ(words, (std::vector<bool>{false, true, true, true, false}));
}

TEST(SourceTokens, ASourceWithoutAnUnknownIdRefusesUnknownPieces) {
  ModelConfig config = OwnSourceIds();
  config.own_source_ids->unk = std::nullopt;
  const auto model = RandomModel(config, 1).Load();
  EXPECT_TRUE(
      Throws(ErrorCode::kInvalidArgument, {"source 4", "\"no such piece\""},
             [&] { SourceTokens(*model, Pieces{{"no such piece"}}, 4); }));
  // The target has one.
  EXPECT_EQ(TargetIds(*model, Pieces{{"no such piece"}}, 0),
            (std::vector<int>{1}));
}

TEST(AddTargetToken, StandsBehindTheSourcesOwnBos) {
  const auto model = RandomModel(OwnSourceIds(), 1).Load();
  std::vector<SourceToken> tokens =
      SourceTokens(*model, Pieces{{model->source_tokenizer().Piece(20)}}, 0);
  AddTargetToken(*model, model->source_tokenizer().Piece(30), tokens);
  EXPECT_EQ(IdsOf(tokens), (std::vector<int>{8, 30, 20, 9}));
}

TEST(TargetTokenSize, IsThatOfAKnownTokenAtTheStart) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const auto size = [&](const std::string& text) {
    return TargetTokenSize(model->source_tokenizer(), text);
  };
  EXPECT_EQ(size(">>deu<<"), 7U);
  EXPECT_EQ(size(">>deu<<the cat"), 7U);
  EXPECT_EQ(size(">>deu<< the << cat"), 7U);
  EXPECT_EQ(size(">>zh Hans<< the cat"), 11U);
  for (const char* text :
       {"", ">", ">>", ">>deu", ">>deu<", ">>fra<< the cat", "><<", ">><<",
        " >>deu<< the cat", "the >>deu<<", "<<deu>>"}) {
    EXPECT_EQ(size(text), 0U) << text;
  }
}

TEST(SourceTokens, ATargetTokenAtTheStartIsOnePiece) {
  for (const ModelConfig& config : {SmallMarianConfig(), OwnSourceIds()}) {
    const auto model = MultilingualModel(config);
    const std::string text = ">>deu<<  the cat";
    const std::vector<SourceToken> tokens =
        SourceTokens(*model, std::string(text), 0);
    std::vector<SourceToken> expected =
        SourceTokens(*model, std::string("the cat"), 0);
    AddTargetToken(*model, ">>deu<<", expected);
    EXPECT_EQ(IdsOf(tokens), IdsOf(expected));
    const size_t place = config.source_bos ? 1 : 0;
    EXPECT_EQ(tokens[place].id, 219);
    EXPECT_FALSE(tokens[place].is_word);
    for (const SourceToken& token : tokens) {
      if (!token.is_word) continue;
      EXPECT_EQ(token.text, text.substr(token.range.begin, token.range.size()));
      EXPECT_GE(token.range.begin, std::string(">>deu<<").size());
    }
  }
}

TEST(SourceTokens, TheTextsOwnTargetTokenWins) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const std::string option = model->source_tokenizer().Piece(30);
  const auto ids = [&](const Source& source, const std::string& target_token) {
    return IdsOf(SourceTokens(*model, source, 0, target_token));
  };
  const std::string own = ">>deu<< the cat";
  EXPECT_EQ(ids(own, option), ids(own, ""));
  EXPECT_EQ(ids(std::string("the cat"), ">>deu<<"), ids(own, ""));
  EXPECT_EQ(ids(std::string("the cat"), option).front(), 30);
}

TEST(SourceTokens, PiecesAndUnknownTargetTokensAreTakenAsTheyAre) {
  const auto model = MultilingualModel(SmallMarianConfig());
  EXPECT_EQ(EncoderIds(*model, Pieces{{">>deu<<"}}),
            (std::vector<int>{219, 0}));
  const std::string text = ">>fra<< cat";
  std::vector<int> expected = model->source_tokenizer().Encode(text);
  expected.push_back(0);
  EXPECT_EQ(EncoderIds(*model, text), expected);
}

// A model that lists its pieces and has nothing to split texts.
TEST(SourceTokens, WithoutATokenizerTextsAreRefused) {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  file.tensors.erase("spm");
  SetPieces(file, "vocabulary", {"</s>", "<unk>", "the", "cat"});
  const auto model = file.Load();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"no tokenizer", "{pieces}"},
                     [&] { SourceTokens(*model, std::string("cat"), 0); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"no tokenizer"},
                     [&] { TargetIds(*model, std::string("cat"), 0); }));
  EXPECT_EQ(EncoderIds(*model, Pieces{{"cat", "", "dog"}}),
            (std::vector<int>{3, 1, 1, 0}));
  EXPECT_EQ(EncoderIds(*model, Ids{{3, 0}}), (std::vector<int>{3, 0}));
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
