// Tests whole texts: their order, their white space, long sentences and
// batches.
#include "core/translate/translator.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

constexpr int kMaxLength = 10;

TranslateOptions Options(int batch_size = 8) {
  TranslateOptions options;
  options.search.max_length = kMaxLength;
  options.batch_size = batch_size;
  return options;
}

const std::shared_ptr<const Model>& TinyPre() {
  return Fixture::Get("tiny-pre").model();
}

// The translation of a text as one sentence, by the step API.
Translation TranslateSentence(const std::shared_ptr<const Model>& model,
                              const Source& sentence) {
  Session session(model, {sentence}, Options().search);
  while (!session.done()) session.Step();
  return session.results()[0];
}

std::string Sentence(const std::string& text) {
  return TranslateSentence(TinyPre(), text).text;
}

TEST(Translator, KeepsGapsByteForByte) {
  const std::string text =
      " \t One cat.  \r\n\n\xC2\xA0Two dogs!\tAnd three?\n \n";
  const Translation result = Translate(TinyPre(), {text}, Options())[0];
  EXPECT_EQ(result.text, " \t " + Sentence("One cat.") + "  \r\n\n\xC2\xA0" +
                             Sentence("Two dogs!") + "\t" +
                             Sentence("And three?") + "\n \n");
  EXPECT_EQ(result.sentences, 3);
}

TEST(Translator, JoinsTheTokensOfItsSentences) {
  const Translation first =
      TranslateSentence(TinyPre(), std::string("One cat."));
  const Translation second =
      TranslateSentence(TinyPre(), std::string("Two dogs!"));
  const Translation whole =
      Translate(TinyPre(), {std::string("One cat. Two dogs!")}, Options())[0];
  std::vector<int> tokens = first.tokens;
  tokens.insert(tokens.end(), second.tokens.begin(), second.tokens.end());
  std::vector<float> log_probabilities = first.log_probabilities;
  log_probabilities.insert(log_probabilities.end(),
                           second.log_probabilities.begin(),
                           second.log_probabilities.end());
  EXPECT_EQ(whole.tokens, tokens);
  EXPECT_TRUE(SameBits(whole.log_probabilities, log_probabilities));
  EXPECT_NEAR(whole.score, first.score + second.score, 1e-9);
}

TEST(Translator, TextWithoutWordsIsReturnedUnchanged) {
  for (const std::string& text :
       {std::string(), std::string(" "), std::string("\n\n"),
        std::string(" \t\r\n \xE3\x80\x80")}) {
    const Translation result = Translate(TinyPre(), {text}, Options())[0];
    EXPECT_EQ(result.text, text);
    EXPECT_TRUE(result.tokens.empty());
    EXPECT_EQ(result.sentences, 0);
  }
  EXPECT_TRUE(Translate(TinyPre(), {}, Options()).empty());
}

// Texts of several sizes, some without a sentence, as a page of an application
// has them.
std::vector<Source> MixedTexts() {
  return {std::string("One. Two. Three. Four."),
          std::string(),
          std::string("\n"),
          std::string("Five"),
          Ids{{5, 6, 7}},
          std::string("Six!  Seven?\nEight"),
          std::string("   "),
          Pieces{{"\xE2\x96\x81", "a"}},
          std::string("Nine. Ten. Eleven. Twelve. Thirteen. Fourteen.")};
}

TEST(Translator, ResultsKeepTheOrderOfTexts) {
  const std::vector<Source> texts = MixedTexts();
  const std::vector<Translation> together =
      Translate(TinyPre(), texts, Options(3));
  ASSERT_EQ(together.size(), texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    const Translation alone = Translate(TinyPre(), {texts[i]}, Options())[0];
    EXPECT_EQ(together[i].text, alone.text) << i;
    EXPECT_EQ(together[i].tokens, alone.tokens) << i;
    EXPECT_EQ(together[i].sentences, alone.sentences) << i;
  }
  EXPECT_EQ(together[4].text, TranslateSentence(TinyPre(), texts[4]).text);
}

TEST(Translator, TheBatchSizeChangesNoBit) {
  for (const ModelVariant& variant : AllModelVariants()) {
    const auto model = variant.Load();
    const std::vector<Translation> one =
        Translate(model, MixedTexts(), Options(1));
    for (const int batch_size : {2, 8, 64}) {
      const std::vector<Translation> batched =
          Translate(model, MixedTexts(), Options(batch_size));
      for (size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(batched[i].text, one[i].text) << VariantName(variant);
        EXPECT_EQ(batched[i].tokens, one[i].tokens);
        EXPECT_TRUE(
            SameBits(batched[i].log_probabilities, one[i].log_probabilities));
      }
    }
  }
}

TEST(Translator, EventsJoinedAreTheTexts) {
  for (const int batch_size : {1, 3, 64}) {
    Translator translator(TinyPre(), MixedTexts(), Options(batch_size));
    std::vector<std::string> streamed(MixedTexts().size());
    while (!translator.done()) {
      for (const TextEvent& event : translator.Step()) {
        EXPECT_FALSE(event.text.empty());
        streamed.at(event.index) += event.text;
      }
    }
    for (size_t i = 0; i < streamed.size(); ++i) {
      EXPECT_EQ(streamed[i], translator.results()[i].text) << i;
    }
    EXPECT_TRUE(translator.Step().empty());
  }
}

TEST(Translator, TheFirstTextStreamsBeforeTheLastBegins) {
  Translator translator(TinyPre(), MixedTexts(), Options(1));
  std::vector<TextEvent> events;
  while (events.empty()) events = translator.Step();
  EXPECT_EQ(events[0].index, 0);
  EXPECT_TRUE(translator.results().back().text.empty());
  EXPECT_FALSE(translator.done());
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
  const std::string part =
      TranslateSentence(model, repeat(words_per_part)).text;
  const std::string rest = TranslateSentence(model, repeat(1)).text;
  const Translation result =
      Translate(model, {repeat(3 * words_per_part + 1)}, Options())[0];
  EXPECT_EQ(result.text, part + " " + part + " " + part + " " + rest);
  EXPECT_EQ(result.sentences, 4);
}

// Even where the model would take longer ones: tiny-pre takes 512 ids.
TEST(Translator, PartsHaveAtMost128Ids) {
  std::string text = "a";
  while (TinyPre()->source_tokenizer().Encode(text + " a").size() <= 127) {
    text += " a";
  }
  EXPECT_EQ(Translate(TinyPre(), {text}, Options())[0].sentences, 1);
  EXPECT_EQ(Translate(TinyPre(), {text + " a"}, Options())[0].sentences, 2);
}

TEST(Translator, NoPiecesAreTranslatedToNothing) {
  const Translation result = Translate(TinyPre(), {Pieces{}}, Options())[0];
  EXPECT_EQ(result.text, "");
  EXPECT_EQ(result.sentences, 0);
}

TEST(Translator, LongWordsAreSplitAnywhere) {
  const auto model = ShortModel();
  const std::string word(2000, 'q');
  const size_t pieces = model->source_tokenizer().Encode(word).size();
  const Translation result =
      Translate(model, {"a " + word + " b."}, Options())[0];
  EXPECT_GE(result.sentences, static_cast<int>(pieces / 7));
  EXPECT_FALSE(result.text.empty());
}

TEST(Translator, ASentenceThatJustFitsIsNotSplit) {
  const auto model = ShortModel();
  std::string text = "a";
  while (model->source_tokenizer().Encode(text + " a").size() <= 7)
    text += " a";
  EXPECT_EQ(Translate(model, {text}, Options())[0].sentences, 1);
  EXPECT_EQ(Translate(model, {text + " a"}, Options())[0].sentences, 2);
}

// The least that a config may ask for: room for one id beside bos and eos.
TEST(Translator, TheShortestSourceLengthWorks) {
  ModelFile file = ModelFile::Read("tiny-post");
  file.config.max_source_length = 3;
  const Translation result =
      Translate(file.Load(), {std::string("the cat")}, Options())[0];
  EXPECT_GE(result.sentences, 2);
}

TEST(Translator, EmojiAndBadUtf8AreJustText) {
  const std::vector<Source> texts = {
      std::string("\xF0\x9F\x98\x80 \xF0\x9F\x98\x80."),
      std::string("a\xFF\xFE b \xED\xA0\x80"), std::string("\xE2\x96")};
  for (const Translation& result : Translate(TinyPre(), texts, Options())) {
    EXPECT_EQ(result.sentences, 1);
  }
}

TEST(Translator, StopSaysWhetherAPartWasCutShort) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.ForbidEos();
  const Translation cut =
      Translate(file.Load(), {std::string("One. Two.")}, Options())[0];
  EXPECT_EQ(cut.stop, Stop::kLength);
}

TEST(Translator, BadOptionsAndSourcesAreRefused) {
  for (const int batch_size : {0, -1, 65}) {
    EXPECT_TRUE(
        Throws(ErrorCode::kInvalidArgument,
               {"batch size", "1 to 64", "found " + std::to_string(batch_size)},
               [&] { Translate(TinyPre(), {}, Options(batch_size)); }));
  }
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 1", "id 500"}, [] {
    Translate(TinyPre(), {std::string("fine"), Ids{{500}}}, Options());
  }));
  TranslateOptions options = Options();
  options.search.max_length = 0;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"max length"},
                     [&] { Translate(TinyPre(), {}, options); }));
}

}  // namespace
}  // namespace stepglot
