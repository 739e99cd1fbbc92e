// Tests how sources become what the encoder takes.
#include "core/document/source_reader.h"

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

std::vector<SourceToken> Tokens(const SourceReader& reader,
                                const Source& source, int index = 0) {
  return reader.Read(source, index).tokens;
}

std::vector<int> EncoderIds(const SourceReader& reader, const Source& source) {
  return IdsOf(Tokens(reader, source));
}

TEST(SourceReader, TokenizesTextAsTheReference) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    for (int i = 0; i < kFixtureSentences; ++i) {
      EXPECT_EQ(EncoderIds(fixture.model(), fixture.Text(i, "text")),
                fixture.Ints(i, "source"))
          << name << " sentence " << i;
    }
  }
}

TEST(SourceReader, PiecesAreLookedUpAndWrapped) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const auto& model = fixture.model();
    const std::vector<int> expected = fixture.Ints(1, "source");
    Pieces pieces;
    for (const int id :
         model->source_tokenizer().Encode(fixture.Text(1, "text"))) {
      pieces.pieces.push_back(model->source_tokenizer().Piece(id));
    }
    // An unknown character's id has the unknown piece as its name.
    EXPECT_EQ(EncoderIds(model, pieces), expected) << name;
  }
}

TEST(SourceReader, UnknownPiecesBecomeTheUnknownId) {
  const auto& model = Fixture::Get("tiny-marian").model();
  EXPECT_EQ(EncoderIds(model, Pieces{{"no such piece"}}),
            (std::vector<int>{1, 0}));
}

TEST(SourceReader, UnknownPiecesAreRefusedWithoutAnUnknownId) {
  ModelFile file = ModelFile::Read("tiny-marian");
  file.config.unk = std::nullopt;
  const auto model = file.Load();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source 3", "\"no such piece\"", "unknown id"},
                     [&] { Tokens(model, Pieces{{"no such piece"}}, 3); }));
}

TEST(SourceReader, IdsAreTakenAsTheyAre) {
  const auto& model = Fixture::Get("tiny-post").model();
  EXPECT_EQ(EncoderIds(model, Ids{{0, 169, 7}}), (std::vector<int>{0, 169, 7}));
}

TEST(SourceReader, BadIdsAreRefused) {
  const auto& model = Fixture::Get("tiny-post").model();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source 2", "id 170", "vocabulary of 170"},
                     [&] { Tokens(model, Ids{{5, 170}}, 2); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 0", "id -1"},
                     [&] { Tokens(model, Ids{{-1}}, 0); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 1", "no ids"},
                     [&] { Tokens(model, Ids{}, 1); }));
}

TEST(SourceReader, AnEmptyTextNeedsAnEndToken) {
  ModelConfig config = SmallMarianConfig();
  config.source_eos = false;
  const auto model = RandomModel(config, 1).Load();
  for (const Source& source : {Source(std::string()), Source(Pieces{})}) {
    EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                       {"source 3", "nothing to encode", "no end token"},
                       [&] { Tokens(model, source, 3); }));
  }
}

TEST(SourceReader, AnUnknownTargetTokenListsTheOthers) {
  const auto refused = [](const std::shared_ptr<const Model>& model,
                          const std::string& others) {
    const SourceReader reader(model, ">>xyz<<");
    return Throws(ErrorCode::kInvalidArgument, {"\">>xyz<<\"", others},
                  [&] { reader.Read(std::string("a"), 0); });
  };
  EXPECT_TRUE(refused(MultilingualModel(SmallMarianConfig()),
                      "it has >>zh Hans<<, >>deu<<"));
  EXPECT_TRUE(refused(RandomModel(SmallMarianConfig(), 1).Load(), "has none"));
}

// What stands around the text aligns with nothing.
TEST(SourceReader, WordsAreWhatTheCallerGave) {
  const auto& post = Fixture::Get("tiny-post").model();  // bos and eos
  const auto words = [&](const Source& source) {
    std::vector<bool> words;
    for (const SourceToken& token : Tokens(post, source, 0))
      words.push_back(token.is_word);
    return words;
  };
  const int bos = *post->config().bos;
  const int eos = post->config().eos;
  const size_t pieces = post->source_tokenizer().Encode("the cat").size();
  std::vector<bool> expected(pieces + 2, true);
  expected.front() = expected.back() = false;
  EXPECT_EQ(words(std::string("the cat")), expected);
  EXPECT_EQ(words(Pieces{{"a", "b"}}),
            (std::vector<bool>{false, true, true, false}));
  EXPECT_EQ(words(Ids{{bos, 9, 10, eos}}),
            (std::vector<bool>{false, true, true, false}));
  EXPECT_EQ(words(std::string()), (std::vector<bool>{false, false}));
}

TEST(SourceReader, TextTokensAreTheTextTheyStandFor) {
  const auto& model = Fixture::Get("tiny-pre").model();
  const std::string text = " Grüße  an\tZoë 😀!";
  for (const SourceToken& token : Tokens(model, text, 0)) {
    EXPECT_EQ(token.text, text.substr(token.range.begin, token.range.size()));
    EXPECT_EQ(token.text.find_first_of(" \t"), std::string::npos);
  }
  // Pieces and ids have no text to lie in; their pieces stand for them.
  const auto tokens = Tokens(model,
                             Pieces{{"\xE2\x96\x81"
                                     "be"}},
                             0);
  EXPECT_EQ(tokens[0].text,
            "\xE2\x96\x81"
            "be");
  EXPECT_EQ(tokens[0].range, (TextRange{}));
  const int id = tokens[0].id;
  EXPECT_EQ(Tokens(model, Ids{{id}}, 0)[0].text,
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

TEST(SourceReader, SourcesHaveTheirOwnSpecialIds) {
  const auto model = RandomModel(OwnSourceIds(), 1).Load();
  const std::string known = model->source_tokenizer().Piece(20);
  EXPECT_EQ(EncoderIds(model, Pieces{{known, "no such piece"}}),
            (std::vector<int>{8, 20, 7, 9}));
  std::vector<int> text = model->source_tokenizer().Encode("cat");
  text.insert(text.begin(), 8);
  text.push_back(9);
  EXPECT_EQ(EncoderIds(model, std::string("cat")), text);
  // The target's own are words in a source.
  std::vector<bool> words;
  for (const SourceToken& token : Tokens(model, Ids{{8, 5, 0, 20, 9}}, 0))
    words.push_back(token.is_word);
  EXPECT_EQ(words, (std::vector<bool>{false, true, true, true, false}));
}

TEST(SourceReader, ASourceWithoutAnUnknownIdRefusesUnknownPieces) {
  ModelConfig config = OwnSourceIds();
  config.own_source_ids->unk = std::nullopt;
  const auto model = RandomModel(config, 1).Load();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source 4", "\"no such piece\""},
                     [&] { Tokens(model, Pieces{{"no such piece"}}, 4); }));
}

TEST(SourceReader, PutsTargetTokensAfterTheSourcesOwnBos) {
  const auto model = RandomModel(OwnSourceIds(), 1).Load();
  const SourceReader reader(model, model->source_tokenizer().Piece(30));
  EXPECT_EQ(EncoderIds(reader, Pieces{{model->source_tokenizer().Piece(20)}}),
            (std::vector<int>{8, 30, 20, 9}));
}

TEST(SourceReader, FindsAKnownTargetTokenAtTheStartOfAText) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const SourceReader reader(model, ">>por<<");
  const auto bytes = [&](const std::string& text) {
    const TargetToken token = reader.TargetTokenOf(text);
    EXPECT_EQ(token.piece,
              token.bytes == 0 ? ">>por<<" : text.substr(0, token.bytes));
    return token.bytes;
  };
  EXPECT_EQ(bytes(">>deu<<"), 7U);
  EXPECT_EQ(bytes(">>deu<<the cat"), 7U);
  EXPECT_EQ(bytes(">>deu<< the << cat"), 7U);
  EXPECT_EQ(bytes(">>zh Hans<< the cat"), 11U);
  for (const char* text :
       {"", ">", ">>", ">>deu", ">>deu<", ">>fra<< the cat", "><<", ">><<",
        " >>deu<< the cat", "the >>deu<<", "<<deu>>"}) {
    EXPECT_EQ(bytes(text), 0U) << text;
  }
}

TEST(SourceReader, ATargetTokenAtTheStartIsOnePiece) {
  for (const ModelConfig& config : {SmallMarianConfig(), OwnSourceIds()}) {
    const auto model = MultilingualModel(config);
    const std::string text = ">>deu<<  the cat";
    const std::vector<SourceToken> tokens = Tokens(model, std::string(text), 0);
    EXPECT_EQ(IdsOf(tokens),
              EncoderIds({model, ">>deu<<"}, std::string("the cat")));
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

TEST(SourceReader, TheTextsOwnTargetTokenWins) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const std::string option = model->source_tokenizer().Piece(30);
  const auto ids = [&](const Source& source, const std::string& target_token) {
    return EncoderIds({model, target_token}, source);
  };
  const std::string own = ">>deu<< the cat";
  EXPECT_EQ(ids(own, option), ids(own, ""));
  EXPECT_EQ(ids(std::string("the cat"), ">>deu<<"), ids(own, ""));
  EXPECT_EQ(ids(std::string("the cat"), option).front(), 30);
}

TEST(SourceReader, PiecesAndUnknownTargetTokensAreTakenAsTheyAre) {
  const auto model = MultilingualModel(SmallMarianConfig());
  EXPECT_EQ(EncoderIds(model, Pieces{{">>deu<<"}}), (std::vector<int>{219, 0}));
  const std::string text = ">>fra<< cat";
  std::vector<int> expected = model->source_tokenizer().Encode(text);
  expected.push_back(0);
  EXPECT_EQ(EncoderIds(model, text), expected);
}

// A model that lists its pieces and has nothing to split texts.
TEST(SourceReader, WithoutATokenizerTextsAreRefused) {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  file.tensors.erase("spm");
  SetPieces(file, "vocabulary", {"</s>", "<unk>", "the", "cat"});
  const auto model = file.Load();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"no tokenizer", "{pieces}"},
                     [&] { Tokens(model, std::string("cat"), 0); }));
  EXPECT_EQ(EncoderIds(model, Pieces{{"cat", "", "dog"}}),
            (std::vector<int>{3, 1, 1, 0}));
  EXPECT_EQ(EncoderIds(model, Ids{{3, 0}}), (std::vector<int>{3, 0}));
}

TEST(SourceReader, PutsTargetTokensFirstOrAfterBos) {
  for (const char* name : kFixtureNames) {
    const auto& model = Fixture::Get(name).model();
    const SourceReader reader(model, model->source_tokenizer().Piece(9));
    for (const Source& source :
         {Source(std::string("the cat")), Source(Pieces{{"a"}}),
          Source(std::string())}) {
      std::vector<int> expected = EncoderIds(model, source);
      const int place = model->config().source_bos ? 1 : 0;
      expected.insert(expected.begin() + place, 9);
      EXPECT_EQ(EncoderIds(reader, source), expected) << name;
      EXPECT_FALSE(Tokens(reader, source)[place].is_word);
    }
    EXPECT_EQ(EncoderIds(reader, Ids{{7, 8}}), (std::vector<int>{9, 7, 8}));
  }
}

TEST(SourceReader, RejectsATargetTokenThatTheVocabularyLacks) {
  const SourceReader reader(Fixture::Get("tiny-pre").model(), ">>deu<<");
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source vocabulary", "\">>deu<<\""},
                     [&] { Tokens(reader, Ids{{7}}); }));
}

TEST(SourceReader, CountsTheTokensThatItWrapsAround) {
  const std::vector<SourceToken> one(1);
  for (const char* name : kFixtureNames) {
    const SourceReader reader(Fixture::Get(name).model());
    const std::string piece = reader.model()->source_tokenizer().Piece(9);
    for (const std::string& target_token : {std::string(), piece}) {
      EXPECT_EQ(reader.Wrap(one, target_token).size(),
                1 + reader.WrapSize(target_token))
          << name;
    }
  }
}

TEST(SourceReader, RangesAreOfTheTextWithoutTheSpaceAroundIt) {
  const auto range = [](const SourceReader& reader, const std::string& text) {
    const TextRange found = reader.Read(text, 0).range;
    return text.substr(found.begin, found.size());
  };
  const auto& plain = Fixture::Get("tiny-pre").model();
  EXPECT_EQ(range(plain, "One. Two"), "One. Two");
  EXPECT_EQ(range(plain, "\n \xC2\xA0One.\n\nTwo! \t"), "One.\n\nTwo!");
  EXPECT_EQ(range(plain, " \n"), "");
  EXPECT_EQ(range(plain, ""), "");
  const auto multilingual = MultilingualModel(SmallMarianConfig());
  EXPECT_EQ(range(multilingual, ">>deu<<  the cat "), "the cat");
  EXPECT_EQ(range(plain, ">>deu<<  the cat "), ">>deu<<  the cat");
  EXPECT_EQ(SourceReader(plain).Read(Ids{{7}}, 0).range, (TextRange{}));
  EXPECT_EQ(SourceReader(plain).Read(Pieces{{"a"}}, 0).range, (TextRange{}));
}

}  // namespace
}  // namespace stepglot
