// Tests that any number of threads gives the same bits, and the same errors.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/translate/translator.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/translating.h"

namespace stepglot {
namespace {

// Enough texts for every lane to get several batches.
std::vector<Source> ManyTexts() {
  std::vector<Source> texts;
  for (int round = 0; round < 4; ++round) {
    for (const Source& text : MixedTexts()) texts.push_back(text);
  }
  return texts;
}

void ExpectSame(const std::vector<Translation>& found,
                const std::vector<Translation>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].text, expected[i].text) << i;
    EXPECT_EQ(found[i].tokens, expected[i].tokens) << i;
    EXPECT_EQ(found[i].score, expected[i].score) << i;
    EXPECT_TRUE(
        SameBits(found[i].log_probabilities, expected[i].log_probabilities))
        << i;
  }
}

// Translates with one thread and with several.
void ExpectSameWithThreads(const ModelFile& file,
                           const TranslateOptions& options) {
  const std::vector<Translation> expected =
      Translate(file.Load(), ManyTexts(), options);
  for (const int threads : {2, 3, 4}) {
    const auto pool = std::make_shared<ThreadPool>(threads);
    const auto model = file.Load({.threads = pool});
    ExpectSame(Translate(model, ManyTexts(), options), expected);
  }
}

// Logits are then shared out, too.
ModelConfig LargeVocabulary() {
  ModelConfig config = SmallMarianConfig();
  config.target_vocab_size = config.source_vocab_size = 40000;
  return config;
}

TEST(TranslatorThreads, GreedySearchHasTheSameBits) {
  ExpectSameWithThreads(RandomModel(SmallMarianConfig(), 1), ShortOptions(3));
}

TEST(TranslatorThreads, ABeamHasTheSameBits) {
  ExpectSameWithThreads(RandomModel(SmallMarianConfig(), 2), BeamOptions(4));
}

TEST(TranslatorThreads, SamplesHaveTheSameBits) {
  TranslateOptions options = BeamOptions(4);
  options.search.sampling = Sampling{.seed = 7};
  ExpectSameWithThreads(RandomModel(SmallMarianConfig(), 3), options);
}

TEST(TranslatorThreads, AShortlistHasTheSameBits) {
  ModelFile file = RandomModel(SmallMarianConfig(), 4);
  AddShortlist(file);
  ExpectSameWithThreads(file, BeamOptions(2));
}

TEST(TranslatorThreads, OneSequenceHasTheSameBits) {
  const ModelFile file = RandomModel(LargeVocabulary(), 5);
  const std::vector<Source> text = {std::string("One sentence")};
  const std::vector<Translation> expected =
      Translate(file.Load(), text, ShortOptions());
  const auto model = file.Load({.threads = std::make_shared<ThreadPool>(3)});
  ExpectSame(Translate(model, text, ShortOptions()), expected);
}

TEST(TranslatorThreads, EventsJoinedAreTheTexts) {
  const ModelFile file = RandomModel(SmallMarianConfig(), 6);
  const auto model = file.Load({.threads = std::make_shared<ThreadPool>(2)});
  Translator translator(model, ManyTexts(), ShortOptions(2));
  std::vector<std::string> streamed(ManyTexts().size());
  while (!translator.done()) {
    for (const TextEvent& event : translator.Step())
      streamed[event.index] += event.text;
  }
  for (size_t i = 0; i < streamed.size(); ++i)
    EXPECT_EQ(streamed[i], translator.results()[i].text) << i;
}

TEST(TranslatorThreads, AnErrorInALaneReachesTheCaller) {
  const ModelFile file = RandomModel(SmallMarianConfig(), 7);
  const auto pool = std::make_shared<ThreadPool>(2);
  const auto model = file.Load({.threads = pool});
  const int longest = model->config().max_source_length;
  const Ids too_long = {std::vector<int>(longest + 1, 5)};
  Translator translator(model, {std::string("One."), too_long}, ShortOptions());
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source 1", std::to_string(longest)}, [&] {
                       while (!translator.done()) translator.Step();
                     }));
  // The threads are there for the next one.
  EXPECT_FALSE(Translate(model, {std::string("One.")}, ShortOptions())
                   .front()
                   .log_probabilities.empty());
}

}  // namespace
}  // namespace stepglot
