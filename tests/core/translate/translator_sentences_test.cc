// Tests the sentences that translations of texts tell.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/translate/translator.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/translating.h"

namespace stepglot {
namespace {

std::string Part(const std::string& text, const TextRange& range) {
  return text.substr(range.begin, range.size());
}

// A sentence's share of the tokens of a translation.
std::vector<int> TokensOf(const Translation& whole, const Sentence& sentence) {
  return {whole.tokens.begin() + static_cast<ptrdiff_t>(sentence.tokens_begin),
          whole.tokens.begin() + static_cast<ptrdiff_t>(sentence.tokens_end)};
}

TEST(Translator, SentencesAreTheirTranslationsAlone) {
  const std::string text = " Grüße, Zoë!  Two 😀 dogs?\n\nAnd three.\n";
  const std::string expected[] = {"Grüße, Zoë!", "Two 😀 dogs?", "And three."};
  for (const char* name : kFixtureNames) {
    const auto& model = Fixture::Get(name).model();
    const Translation whole = Translate(model, {text}, ShortOptions())[0];
    ASSERT_EQ(whole.sentences.size(), 3U);
    double score = 0;
    for (size_t i = 0; i < 3; ++i) {
      const Sentence& sentence = whole.sentences[i];
      EXPECT_EQ(Part(text, sentence.source), expected[i]);
      const Translation alone = TranslateSentence(model, expected[i]);
      EXPECT_EQ(Part(whole.text, sentence.target), alone.text);
      EXPECT_EQ(TokensOf(whole, sentence), alone.tokens);
      EXPECT_EQ(sentence.score, alone.score);
      score += sentence.score;
    }
    EXPECT_EQ(score, whole.score);
  }
}

// Each hypothesis has the sentences that it is made of.
TEST(Translator, EachOfTheNBestHasItsOwnSentences) {
  const std::string text = "One cat.  Two dogs!\nAnd three?";
  Translator translator(TinyPre(), {std::string("x"), text}, BeamOptions(4));
  while (!translator.done()) translator.Step();
  const std::vector<Translation> found = translator.NBest(1);
  ASSERT_EQ(found.size(), 4U);
  for (const Translation& each : found) {
    ASSERT_EQ(each.sentences.size(), 3U);
    std::string joined;
    double score = 0;
    for (const Sentence& sentence : each.sentences) {
      joined += Part(each.text, sentence.target) + "|";
      score += sentence.score;
      EXPECT_EQ(TinyPre()->target_tokenizer().Decode(TokensOf(each, sentence)),
                Part(each.text, sentence.target));
    }
    EXPECT_EQ(score, each.score);
    std::string expected = each.text + "|";
    expected.replace(expected.find("  "), 2, "|");
    expected.replace(expected.find('\n'), 1, "|");
    EXPECT_EQ(joined, expected);
  }
  EXPECT_NE(found[0].tokens, found[1].tokens);
}

TEST(Translator, PartsOfALongSentenceAreSentences) {
  std::string text = "the cat";
  while (TinyPre()->source_tokenizer().Encode(text).size() < 300)
    text += " on the mat";
  const Translation whole = Translate(TinyPre(), {text}, ShortOptions())[0];
  ASSERT_GE(whole.sentences.size(), 3U);
  std::string joined;
  for (const Sentence& sentence : whole.sentences) {
    joined += (joined.empty() ? "" : " ") + Part(text, sentence.source);
    EXPECT_EQ(Part(whole.text, sentence.target),
              TranslateSentence(TinyPre(), Part(text, sentence.source)).text);
  }
  EXPECT_EQ(joined, text);
}

TEST(Translator, SentencesOfPiecesAndIdsHaveNoSourceText) {
  for (const Source& source :
       {Source(Pieces{{"\xE2\x96\x81the", "a"}}), Source(Ids{{9, 10, 2}})}) {
    const Translation result =
        Translate(TinyPre(), {source}, ShortOptions())[0];
    ASSERT_EQ(result.sentences.size(), 1U);
    EXPECT_EQ(result.sentences[0].source, (TextRange{}));
    EXPECT_EQ(result.sentences[0].target, (TextRange{0, result.text.size()}));
    EXPECT_EQ(result.sentences[0].score, result.score);
  }
}

TEST(Translator, TargetTokensOfATextBelongToNoSentence) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const std::string text = ">>deu<<  the cat. Two dogs";
  const Translation result = Translate(model, {text}, ShortOptions())[0];
  ASSERT_EQ(result.sentences.size(), 2U);
  EXPECT_EQ(Part(text, result.sentences[0].source), "the cat.");
  EXPECT_EQ(Part(text, result.sentences[1].source), "Two dogs");
}

// By the step API a text is one sentence.
TEST(Session, ATextIsOneSentence) {
  const std::string text = " One cat. Two dogs!\n";
  Session session(TinyPre(), {text}, ShortOptions().search);
  while (!session.done()) session.Step();
  const Translation result = session.results()[0];
  ASSERT_EQ(result.sentences.size(), 1U);
  EXPECT_EQ(Part(text, result.sentences[0].source), "One cat. Two dogs!");
  EXPECT_EQ(Part(result.text, result.sentences[0].target), result.text);
  EXPECT_EQ(TokensOf(result, result.sentences[0]), result.tokens);
}

}  // namespace
}  // namespace stepglot
