// Tests texts of several segments: white space, long sentences.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/translate/translator.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/translating.h"

namespace stepglot {
namespace {

std::string SentenceText(const std::string& text) {
  return TranslateSentence(TinyPre(), text).text;
}

TEST(Translator, KeepsGapsByteForByte) {
  const std::string text =
      " \t One cat.  \r\n\n\xC2\xA0Two dogs!\tAnd three?\n \n";
  const Translation result = Translate(TinyPre(), {text}, ShortOptions())[0];
  EXPECT_EQ(result.text, " \t " + SentenceText("One cat.") +
                             "  \r\n\n\xC2\xA0" + SentenceText("Two dogs!") +
                             "\t" + SentenceText("And three?") + "\n \n");
  EXPECT_EQ(result.sentences.size(), 3U);
}

TEST(Translator, TextWithoutWordsIsReturnedUnchanged) {
  for (const std::string& text :
       {std::string(), std::string(" "), std::string("\n\n"),
        std::string(" \t\r\n \xE3\x80\x80")}) {
    const Translation result = Translate(TinyPre(), {text}, ShortOptions())[0];
    EXPECT_EQ(result.text, text);
    EXPECT_TRUE(result.tokens.empty());
    EXPECT_EQ(result.sentences.size(), 0U);
  }
  EXPECT_TRUE(Translate(TinyPre(), {}, ShortOptions()).empty());
}

// A model that takes seven ids and an eos at a time.
std::shared_ptr<const Model> ShortModel() {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.config.max_source_length = 8;
  return file.Load();
}

TEST(Translator, LongSentencesAreSplitAtWords) {
  const auto model = ShortModel();
  const Tokenizer& tokenizer = model->source_tokenizer();
  const std::string word = "open";
  const size_t pieces = tokenizer.Encode(word).size();
  ASSERT_EQ(tokenizer.Encode(word + " " + word).size(), 2 * pieces);
  ASSERT_LT(pieces, 4U) << "choose a word of fewer pieces";
  const size_t words_per_part = 7 / pieces;
  const auto repeat = [&](size_t count) {
    std::string text = word;
    for (size_t i = 1; i < count; ++i) text += " " + word;
    return text;
  };
  const std::string text = repeat(3 * words_per_part + 1);
  const Translation result = Translate(model, {text}, ShortOptions())[0];
  EXPECT_EQ(result.sentences.size(), 4U);
  std::string joined;
  for (const Sentence& sentence : result.sentences) {
    const TextRange& range = sentence.source;
    if (!joined.empty()) joined += " ";
    joined +=
        TranslateSentence(model, text.substr(range.begin, range.size())).text;
  }
  EXPECT_EQ(result.text, joined);
}

// Even where the model would take longer ones: tiny-pre takes 512 ids.
TEST(Translator, PartsHaveAtMost128Ids) {
  std::string text = "a";
  while (TinyPre()->source_tokenizer().Encode(text + " a").size() <= 127) {
    text += " a";
  }
  EXPECT_EQ(Translate(TinyPre(), {text}, ShortOptions())[0].sentences.size(),
            1U);
  EXPECT_EQ(
      Translate(TinyPre(), {text + " a"}, ShortOptions())[0].sentences.size(),
      2U);
}

TEST(Translator, NoPiecesAreTranslatedToNothing) {
  const Translation result =
      Translate(TinyPre(), {Pieces{}}, ShortOptions())[0];
  EXPECT_EQ(result.text, "");
  EXPECT_EQ(result.sentences.size(), 0U);
}

TEST(Translator, LongWordsAreSplitAnywhere) {
  const auto model = ShortModel();
  const std::string word(2000, 'q');
  const size_t pieces = model->source_tokenizer().Encode(word).size();
  const Translation result =
      Translate(model, {"a " + word + " b."}, ShortOptions())[0];
  EXPECT_GE(result.sentences.size(), pieces / 7);
  EXPECT_FALSE(result.text.empty());
}

TEST(Translator, ASentenceThatJustFitsIsNotSplit) {
  const auto model = ShortModel();
  std::string text = "a";
  while (model->source_tokenizer().Encode(text + " a").size() <= 7)
    text += " a";
  EXPECT_EQ(Translate(model, {text}, ShortOptions())[0].sentences.size(), 1U);
  EXPECT_EQ(Translate(model, {text + " a"}, ShortOptions())[0].sentences.size(),
            2U);
}

// The least that a config may ask for: room for one id beside bos and eos.
TEST(Translator, TheShortestSourceLengthWorks) {
  ModelFile file = ModelFile::Read("tiny-post");
  file.config.max_source_length = 3;
  const Translation result =
      Translate(file.Load(), {std::string("the cat")}, ShortOptions())[0];
  EXPECT_GE(result.sentences.size(), 2U);
}

}  // namespace
}  // namespace stepglot
