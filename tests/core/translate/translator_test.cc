// Tests whole texts: their order, batches, streams and errors.
#include "core/translate/translator.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/translating.h"

namespace stepglot {
namespace {

TEST(Translator, ResultsKeepTheOrderOfTexts) {
  const std::vector<Source> texts = MixedTexts();
  const std::vector<Translation> together =
      Translate(TinyPre(), texts, ShortOptions(3));
  ASSERT_EQ(together.size(), texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    const Translation alone =
        Translate(TinyPre(), {texts[i]}, ShortOptions())[0];
    EXPECT_EQ(together[i].text, alone.text) << i;
    EXPECT_EQ(together[i].tokens, alone.tokens) << i;
    EXPECT_EQ(together[i].sentences.size(), alone.sentences.size()) << i;
  }
  EXPECT_EQ(together[4].text, TranslateSentence(TinyPre(), texts[4]).text);
}

TEST(Translator, TheBatchSizeChangesNoBit) {
  for (const ModelVariant& variant : AllModelVariants()) {
    const auto model = variant.Load();
    const std::vector<Translation> one =
        Translate(model, MixedTexts(), ShortOptions(1));
    for (const int batch_size : {2, 8, 64}) {
      const std::vector<Translation> batched =
          Translate(model, MixedTexts(), ShortOptions(batch_size));
      for (size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(batched[i].text, one[i].text) << VariantName(variant);
        EXPECT_EQ(batched[i].tokens, one[i].tokens);
        EXPECT_TRUE(
            SameBits(batched[i].log_probabilities, one[i].log_probabilities));
      }
    }
  }
}

// One long text and four short ones, two at a time: the short ones follow each
// other beside the long one.
TEST(Translator, ABatchStaysFull) {
  std::vector<Source> texts = {Ids{std::vector<int>(12, 5)}};
  for (int i = 0; i < 4; ++i) texts.emplace_back(Ids{{5, 6, 7}});
  TranslateOptions options = ShortOptions(2);
  options.search.max_length = options.search.min_length = 12;
  options.search.max_length_factor = 1;
  Translator translator(TinyPre(), texts, options);
  int steps = 0;
  for (; !translator.done(); ++steps) translator.Step();
  EXPECT_EQ(steps, 12);
  EXPECT_EQ(translator.results()[0].tokens.size(), 12U);
  EXPECT_EQ(translator.results()[4].tokens.size(), 3U);
}

// What is too long for the memory of those before it waits for their end.
TEST(Translator, ALongerTextComesAfterShortOnes) {
  std::vector<Source> texts(20, Ids{{5, 6, 7}});
  texts.emplace_back(Ids{std::vector<int>(12, 5)});
  const std::vector<Translation> together =
      Translate(TinyPre(), texts, PrefixOptions(2));
  const std::vector<Translation> alone =
      Translate(TinyPre(), {texts.back()}, PrefixOptions(2));
  EXPECT_EQ(together.back().tokens, alone[0].tokens);
}

TEST(Translator, EventsJoinedAreTheTexts) {
  for (const int batch_size : {1, 3, 64}) {
    Translator translator(TinyPre(), MixedTexts(), ShortOptions(batch_size));
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
  Translator translator(TinyPre(), MixedTexts(), ShortOptions(1));
  std::vector<TextEvent> events;
  while (events.empty()) events = translator.Step();
  EXPECT_EQ(events[0].index, 0);
  EXPECT_TRUE(translator.results().back().text.empty());
  EXPECT_FALSE(translator.done());
}

TEST(Translator, JoinsTheTokensOfItsSentences) {
  const Translation first =
      TranslateSentence(TinyPre(), std::string("One cat."));
  const Translation second =
      TranslateSentence(TinyPre(), std::string("Two dogs!"));
  const Translation whole = Translate(
      TinyPre(), {std::string("One cat. Two dogs!")}, ShortOptions())[0];
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

TEST(Translator, EmojiAndBadUtf8AreJustText) {
  const std::vector<Source> texts = {
      std::string("\xF0\x9F\x98\x80 \xF0\x9F\x98\x80."),
      std::string("a\xFF\xFE b \xED\xA0\x80"), std::string("\xE2\x96")};
  for (const Translation& result :
       Translate(TinyPre(), texts, ShortOptions())) {
    EXPECT_EQ(result.sentences.size(), 1U);
  }
}

TEST(Translator, StopSaysWhetherAPartWasCutShort) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.ForbidEos();
  const Translation cut =
      Translate(file.Load(), {std::string("One. Two.")}, ShortOptions())[0];
  EXPECT_EQ(cut.stop, Stop::kLength);
}

// A model without a tokenizer translates pieces to pieces.
TEST(Translator, ListsOfPiecesTakeAndGivePieces) {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  file.tensors.erase("spm");
  std::vector<std::string> pieces = {"</s>", "<unk>"};
  while (pieces.size() < kRandomModelPieces)
    pieces.push_back("w" + std::to_string(pieces.size()));
  SetPieces(file, "vocabulary", pieces);
  const auto model = file.Load();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"no tokenizer"}, [&] {
    Translate(model, {std::string("w7 w8")}, ShortOptions());
  }));
  const Translation result =
      Translate(model, {Pieces{{"w7", "w8"}}}, ShortOptions())[0];
  ASSERT_GT(result.tokens.size(), 1U);
  std::string joined;
  for (const int id : result.tokens)
    joined += (joined.empty() ? "" : " ") + pieces[id];
  EXPECT_EQ(result.text, joined);
  EXPECT_EQ(result.tokens,
            Translate(model, {Ids{{7, 8, 0}}}, ShortOptions())[0].tokens);
}

TEST(Translator, BadOptionsAndSourcesAreRefused) {
  for (const int batch_size : {0, -1, 65}) {
    EXPECT_TRUE(
        Throws(ErrorCode::kInvalidArgument,
               {"batch size", "1 to 64", "found " + std::to_string(batch_size)},
               [&] { Translate(TinyPre(), {}, ShortOptions(batch_size)); }));
  }
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 1", "id 500"}, [] {
    Translate(TinyPre(), {std::string("fine"), Ids{{500}}}, ShortOptions());
  }));
  TranslateOptions options = ShortOptions();
  options.search.max_length = 0;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"max length"},
                     [&] { Translate(TinyPre(), {}, options); }));
}

}  // namespace
}  // namespace stepglot
