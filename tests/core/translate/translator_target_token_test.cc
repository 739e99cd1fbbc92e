// Tests target tokens before the segments of texts.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/translate/translator.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/translating.h"

namespace stepglot {
namespace {

// The target token takes one of the 128 ids.
TEST(Translator, PartsLeaveRoomForTheTargetToken) {
  std::string text = "a";
  while (TinyPre()->source_tokenizer().Encode(text + " a").size() <= 126) {
    text += " a";
  }
  const SourceReader reader(TinyPre(), "a");
  const auto sentences = [&](const std::string& each) {
    return Translate(reader, {each}, ShortOptions())[0].sentences.size();
  };
  EXPECT_EQ(sentences(text), 1U);
  EXPECT_EQ(sentences(text + " a"), 2U);
}

TEST(Translator, TheTargetTokenStandsBeforeEachSentence) {
  const auto& model = Fixture::Get("tiny-post").model();  // has a bos
  const ModelConfig& config = model->config();
  std::string expected;
  for (const char* sentence : {"One cat.", "Two dogs!"}) {
    std::vector<int> ids = model->source_tokenizer().Encode(sentence);
    ids.insert(ids.begin(), {*config.bos, 20});
    ids.push_back(config.eos);
    expected +=
        (expected.empty() ? "" : " ") + TranslateSentence(model, Ids{ids}).text;
  }
  const SourceReader reader(model, model->source_tokenizer().Piece(20));
  EXPECT_EQ(
      Translate(reader, {std::string("One cat. Two dogs!")}, ShortOptions())[0]
          .text,
      expected);
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"\">>deu<<\""}, [&] {
    Translate({model, ">>deu<<"}, {std::string("One cat.")}, ShortOptions());
  }));
}

TEST(Translator, ATargetTokenAtTheStartIsForAllSentences) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const std::string text = "the cat. Two dogs!\n And three";
  TranslateOptions options = ShortOptions();
  options.search.alignment = AlignmentHeads{};
  const Translation without = Translate(model, {text}, options)[0];
  const Translation expected =
      Translate({model, ">>deu<<"}, {text}, options)[0];
  EXPECT_EQ(expected.sentences.size(), 3U);
  EXPECT_FALSE(SameBits(without.log_probabilities, expected.log_probabilities));
  // What the text says wins over what the options say.
  const std::string start = ">>deu<<  ";
  const std::vector<Translation> results =
      Translate({model, model->source_tokenizer().Piece(20)},
                {start + text, text, ">>deu<<" + text}, options);
  for (const size_t i : {0, 2}) {
    EXPECT_EQ(results[i].text, expected.text);
    EXPECT_EQ(results[i].tokens, expected.tokens);
    EXPECT_TRUE(
        SameBits(results[i].log_probabilities, expected.log_probabilities));
  }
  EXPECT_FALSE(
      SameBits(results[1].log_probabilities, expected.log_probabilities));
  const auto& actual = results[0].alignment.source;
  ASSERT_EQ(actual.size(), expected.alignment.source.size());
  int target_tokens = 0;
  for (size_t i = 0; i < actual.size(); ++i) {
    const SourceToken& token = actual[i];
    const SourceToken& plain = expected.alignment.source[i];
    EXPECT_EQ(token.id, plain.id);
    EXPECT_EQ(token.is_word, plain.is_word);
    target_tokens += token.id == kRandomModelPieces - 1 ? 1 : 0;
    if (!token.is_word) continue;
    EXPECT_EQ(token.range.begin, plain.range.begin + start.size());
    EXPECT_EQ(token.text,
              (start + text).substr(token.range.begin, token.range.size()));
  }
  EXPECT_EQ(target_tokens, 3);
}

TEST(Translator, ATargetTokenAloneIsNothingToTranslate) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const std::vector<Translation> results =
      Translate(model,
                {std::string(">>deu<<"), std::string(">>deu<<   "),
                 std::string(">>deu<< \n"), std::string(">>fra<<")},
                ShortOptions());
  EXPECT_EQ(results[0].text, "");
  EXPECT_EQ(results[1].text, "");
  EXPECT_EQ(results[2].text, "\n");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(results[i].sentences.size(), 0U);
  // What the vocabulary lacks is text.
  EXPECT_EQ(results[3].sentences.size(), 1U);
}

// The parts of an over-long sentence have the token each, and room for it.
TEST(Translator, TargetTokensStandBeforePartsToo) {
  const auto model = MultilingualModel(SmallMarianConfig());
  std::string text = ">>deu<< a";
  for (int i = 0; i < 200; ++i) text += " e";
  TranslateOptions options = ShortOptions();
  options.search.alignment = AlignmentHeads{};
  options.search.max_length = 2;
  const Translation result = Translate(model, {text}, options)[0];
  EXPECT_GT(result.sentences.size(), 1U);
  int length = 0;
  for (const SourceToken& token : result.alignment.source) {
    length = token.id == kRandomModelPieces - 1 ? 1 : length + 1;
    EXPECT_LE(length, 128);
  }
}

}  // namespace
}  // namespace stepglot
