// Tests the alignment of texts of several segments.
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/text/utf8.h"
#include "core/translate/translator.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/translating.h"

namespace stepglot {
namespace {

TranslateOptions AlignedOptions() {
  TranslateOptions options = BeamOptions(2);
  options.search.alignment = AlignmentHeads{};
  return options;
}

std::string Part(const std::string& text, const TextRange& range) {
  return text.substr(range.begin, range.size());
}

// A piece as it stands in a text; nothing for those of bytes.
std::optional<std::string> Surface(const Tokenizer& tokenizer, int id) {
  if (tokenizer.IsByte(id) || tokenizer.Piece(id) == "<unk>")
    return std::nullopt;
  std::string piece = tokenizer.Piece(id);
  if (piece.starts_with("\xE2\x96\x81")) piece.erase(0, 3);
  return piece;
}

void ExpectAligned(const Model& model, const std::string& source,
                   const Translation& translation) {
  const Alignment& alignment = translation.alignment;
  ASSERT_EQ(alignment.target.size(), translation.tokens.size());
  size_t before = 0;
  for (const SourceToken& token : alignment.source) {
    if (!token.is_word) {
      EXPECT_EQ(token.range.size(), 0U);
      continue;
    }
    EXPECT_GE(token.range.begin, before);
    before = token.range.begin;
    EXPECT_EQ(Part(source, token.range), token.text);
    const auto surface = Surface(model.source_tokenizer(), token.id);
    if (surface) {
      EXPECT_EQ(token.text, *surface);
    }
  }
  before = 0;
  for (size_t i = 0; i < translation.tokens.size(); ++i) {
    const AlignedToken& token = alignment.target[i];
    EXPECT_GE(token.range.begin, before);
    before = token.range.begin;
    const auto surface =
        Surface(model.target_tokenizer(), translation.tokens[i]);
    if (surface) {
      EXPECT_EQ(Part(translation.text, token.range), *surface) << i;
    }
    // Weights are of the token's own sentence and sum to one.
    double sum = 0;
    int best = -1;
    for (size_t k = 0; k < token.weights.size(); ++k) {
      sum += token.weights[k];
      const int index = token.first + static_cast<int>(k);
      if (!alignment.source.at(index).is_word) continue;
      if (best < 0 || token.weights[k] > token.weights[best - token.first])
        best = index;
    }
    EXPECT_NEAR(sum, 1, 1e-5);
    EXPECT_EQ(token.source, best);
  }
}

TEST(Translator, AlignmentLiesInTheTexts) {
  const std::string text =
      " Grüße, Zoë!  The cat sat 😀 on 漢字.\n\nÜber the mat? Ok.";
  for (const char* name : kFixtureNames) {
    const auto& model = Fixture::Get(name).model();
    Translator translator(model, {std::string("x"), text}, AlignedOptions());
    while (!translator.done()) translator.Step();
    ExpectAligned(*model, text, translator.results()[1]);
    for (const Translation& each : translator.NBest(1))
      ExpectAligned(*model, text, each);
    EXPECT_GT(translator.results()[1].sentences.size(), 2U);
  }
}

// A target of known text: characters of several bytes are each one range.
TEST(Translator, AlignmentKeepsCharactersWhole) {
  const std::string target = "Grüße 😀 Zoë";
  const Translation result = TranslateWith(
      TinyPre(), std::string("One cat. Two."), "Eins ü. " + target, [] {
        TranslateOptions options = AlignedOptions();
        options.search.max_length = 60;
        return options;
      }());
  const Tokenizer& tokenizer = TinyPre()->target_tokenizer();
  ASSERT_TRUE(result.text.starts_with("Eins ü. " + target)) << result.text;
  std::set<std::string> characters;
  for (size_t i = 0; i < result.tokens.size(); ++i) {
    const TextRange& range = result.alignment.target[i].range;
    if (!tokenizer.IsByte(result.tokens[i]) ||
        range.end > target.size() + std::string("Eins ü. ").size()) {
      continue;
    }
    characters.insert(Part(result.text, range));
  }
  EXPECT_TRUE(characters.contains("😀"));
  for (const std::string& character : characters) {
    EXPECT_EQ(ReadCodePoint(character).bytes, character.size());
    EXPECT_NE(ReadCodePoint(character).value, kReplacementCharacter);
  }
}

TEST(Translator, AlignmentOfALongSentenceSpansItsParts) {
  std::string text = "the cat";
  while (TinyPre()->source_tokenizer().Encode(text).size() < 300)
    text += " on the mat";
  const Translation result = Translate(TinyPre(), {text}, AlignedOptions())[0];
  EXPECT_GE(result.sentences.size(), 3U);
  ExpectAligned(*TinyPre(), text, result);
  EXPECT_GT(
      result.alignment.source.back().text.size() +
          result.alignment.source[result.alignment.source.size() - 2].range.end,
      text.size() - 1);
}

TEST(Translator, PiecesAndIdsHaveNoRanges) {
  for (const Source& source :
       {Source(Pieces{{"\xE2\x96\x81the", "a"}}), Source(Ids{{9, 10, 2}})}) {
    const Translation result =
        Translate(TinyPre(), {source}, AlignedOptions())[0];
    for (const SourceToken& token : result.alignment.source)
      EXPECT_EQ(token.range, (TextRange{}));
    EXPECT_EQ(result.alignment.target.size(), result.tokens.size());
  }
}

}  // namespace
}  // namespace stepglot
