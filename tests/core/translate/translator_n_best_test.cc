// Tests the best translations of texts of several segments, and samples of
// them.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/translate/translator.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/translating.h"

namespace stepglot {
namespace {

std::vector<Translation> SentenceNBest(
    const std::shared_ptr<const Model>& model, const std::string& sentence,
    const TranslateOptions& options) {
  Session session(model, {sentence}, options.search);
  while (!session.done()) session.Step();
  return session.NBest(0);
}

// All combinations of the sentences' hypotheses, best first.
std::vector<Translation> AllCombinations(
    const std::vector<std::vector<Translation>>& sentences,
    const std::vector<std::string>& gaps) {
  std::vector<Translation> all(1);
  for (size_t i = 0; i < sentences.size(); ++i) {
    std::vector<Translation> longer;
    for (const Translation& before : all) {
      for (const Translation& next : sentences[i]) {
        Translation& both = longer.emplace_back(before);
        both.text += gaps[i] + next.text;
        both.normalized += next.normalized;
        both.score += next.score;
        both.tokens.insert(both.tokens.end(), next.tokens.begin(),
                           next.tokens.end());
      }
    }
    all = std::move(longer);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Translation& a, const Translation& b) {
                     return a.normalized > b.normalized;
                   });
  for (Translation& each : all) each.text += gaps.back();
  return all;
}

TEST(Translator, NBestAreTheBestCombinationsOfSentences) {
  for (const char* name : kFixtureNames) {
    const auto& model = Fixture::Get(name).model();
    for (const int n_best : {2, 4}) {
      const TranslateOptions options = BeamOptions(n_best);
      const std::vector<std::string> gaps = {" ", "  ", "\n", "\t"};
      std::vector<std::vector<Translation>> sentences;
      for (const char* sentence : {"One cat.", "Two dogs!", "And three?"})
        sentences.push_back(SentenceNBest(model, sentence, options));
      const auto expected = AllCombinations(sentences, gaps);
      Translator translator(
          model,
          {std::string("x"), std::string(" One cat.  Two dogs!\nAnd three?\t"),
           std::string(" ")},
          options);
      while (!translator.done()) translator.Step();
      const std::vector<Translation> found = translator.NBest(1);
      ASSERT_EQ(found.size(), static_cast<size_t>(n_best));
      for (int i = 0; i < n_best; ++i) {
        EXPECT_EQ(found[i].text, expected[i].text) << i;
        EXPECT_EQ(found[i].tokens, expected[i].tokens);
        EXPECT_EQ(found[i].normalized, expected[i].normalized);
        EXPECT_NEAR(found[i].score, expected[i].score, 1e-9);
        EXPECT_EQ(found[i].sentences.size(), 3U);
      }
      const Translation& whole = translator.results()[1];
      EXPECT_EQ(found[0].text, whole.text);
      EXPECT_EQ(found[0].tokens, whole.tokens);
      EXPECT_EQ(found[0].normalized, whole.normalized);
      // A text without sentences has one translation, itself.
      ASSERT_EQ(translator.NBest(2).size(), 1U);
      EXPECT_EQ(translator.NBest(2)[0].text, " ");
    }
  }
}

TEST(Translator, OneBestIsTheResult) {
  Translator translator(TinyPre(), {std::string("One cat. Two.")},
                        ShortOptions());
  while (!translator.done()) translator.Step();
  ASSERT_EQ(translator.NBest(0).size(), 1U);
  EXPECT_EQ(translator.NBest(0)[0].text, translator.results()[0].text);
}

TranslateOptions SampledOptions(int n_best, int batch_size = 8) {
  TranslateOptions options = ShortOptions(batch_size);
  options.search.n_best = n_best;
  options.search.sampling = Sampling{.temperature = 1.5, .seed = 7};
  return options;
}

TEST(Translator, SamplesDependOnTheirSentencesNumberAlone) {
  const std::vector<Source> texts = MixedTexts();
  Translator one(TinyPre(), texts, SampledOptions(3, 1));
  while (!one.done()) one.Step();
  for (const int batch_size : {3, 8, 64}) {
    Translator batched(TinyPre(), texts, SampledOptions(3, batch_size));
    while (!batched.done()) batched.Step();
    for (int i = 0; i < static_cast<int>(texts.size()); ++i) {
      const auto expected = one.NBest(i);
      const auto found = batched.NBest(i);
      ASSERT_EQ(found.size(), expected.size());
      for (size_t k = 0; k < found.size(); ++k) {
        EXPECT_EQ(found[k].text, expected[k].text);
        EXPECT_TRUE(SameBits(found[k].log_probabilities,
                             expected[k].log_probabilities));
      }
    }
  }
  // The same sentence at two places of a call is drawn twice.
  const auto twice = Translate(
      TinyPre(), {std::string("Five"), std::string("Five")}, SampledOptions(1));
  EXPECT_NE(twice[0].tokens, twice[1].tokens);
  // "Five" is the fifth sentence of the call.
  Session session(
      TinyPre(),
      std::vector<SequenceRequest>{
          {SourceReader(TinyPre()).Read(std::string("Five"), 0), {}, 4}},
      SampledOptions(3).search);
  while (!session.done()) session.Step();
  EXPECT_EQ(one.results()[3].tokens, session.results()[0].tokens);
}

// The samples of a text are the first samples of its sentences, then the
// second ones and so on; they are not ranked.
TEST(Translator, SamplesKeepTheirOrder) {
  Translator translator(TinyPre(), {std::string("One cat. Two dogs!")},
                        SampledOptions(4));
  while (!translator.done()) translator.Step();
  const std::vector<Translation> samples = translator.NBest(0);
  ASSERT_EQ(samples.size(), 4U);
  EXPECT_EQ(samples[0].text, translator.results()[0].text);
  EXPECT_EQ(samples[0].tokens, translator.results()[0].tokens);
  Session session(TinyPre(),
                  {std::string("One cat."), std::string("Two dogs!")},
                  SampledOptions(4).search);
  while (!session.done()) session.Step();
  for (int k = 0; k < 4; ++k) {
    EXPECT_EQ(samples[k].text,
              session.NBest(0)[k].text + " " + session.NBest(1)[k].text);
  }
}

// A sentence that the prefix has as a whole is not sampled: it is in every
// sample.
TEST(Translator, SamplesShareWhatAPrefixCloses) {
  TranslateOptions options = SampledOptions(3);
  options.search.max_length = 20;
  Translator translator(TinyPre(), {std::string("One cat. Two dogs!")}, options,
                        {std::string("Eins. Z")});
  while (!translator.done()) translator.Step();
  const std::vector<Translation> samples = translator.NBest(0);
  ASSERT_EQ(samples.size(), 3U);
  for (const Translation& sample : samples)
    EXPECT_TRUE(sample.text.starts_with("Eins. Z")) << sample.text;
  EXPECT_EQ(samples[0].text, translator.results()[0].text);
  EXPECT_NE(samples[0].text, samples[1].text);
}

}  // namespace
}  // namespace stepglot
