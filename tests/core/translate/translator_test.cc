// Tests whole texts: their order, their white space, long sentences and
// batches.
#include "core/translate/translator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/text/utf8.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

constexpr int kMaxLength = 10;

TranslateOptions Options(int batch_size = 8) {
  TranslateOptions options;
  options.search.max_length = kMaxLength;
  options.search.beam_size = 1;
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

// The target token takes one of the 128 ids.
TEST(Translator, PartsLeaveRoomForTheTargetToken) {
  std::string text = "a";
  while (TinyPre()->source_tokenizer().Encode(text + " a").size() <= 126) {
    text += " a";
  }
  TranslateOptions options = Options();
  options.target_token = "a";
  EXPECT_EQ(Translate(TinyPre(), {text}, options)[0].sentences, 1);
  EXPECT_EQ(Translate(TinyPre(), {text + " a"}, options)[0].sentences, 2);
}

TEST(Translator, TheTargetTokenStandsBeforeEachSentence) {
  const auto& model = Fixture::Get("tiny-post").model();  // has a bos
  const ModelConfig& config = model->config();
  TranslateOptions options = Options();
  options.target_token = model->source_tokenizer().Piece(20);
  std::string expected;
  for (const char* sentence : {"One cat.", "Two dogs!"}) {
    std::vector<int> ids = model->source_tokenizer().Encode(sentence);
    ids.insert(ids.begin(), {*config.bos, 20});
    ids.push_back(config.eos);
    expected +=
        (expected.empty() ? "" : " ") + TranslateSentence(model, Ids{ids}).text;
  }
  EXPECT_EQ(
      Translate(model, {std::string("One cat. Two dogs!")}, options)[0].text,
      expected);
  options.target_token = ">>deu<<";
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"\">>deu<<\""}, [&] {
    Translate(model, {std::string("One cat.")}, options);
  }));
}

TEST(Translator, ATargetTokenAtTheStartIsForAllSentences) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const std::string text = "the cat. Two dogs!\n And three";
  TranslateOptions options = Options();
  options.search.alignment = AlignmentHeads{};
  const Translation without = Translate(model, {text}, options)[0];
  options.target_token = ">>deu<<";
  const Translation expected = Translate(model, {text}, options)[0];
  EXPECT_EQ(expected.sentences, 3);
  EXPECT_FALSE(SameBits(without.log_probabilities, expected.log_probabilities));
  // What the text says wins over what the options say.
  options.target_token = model->source_tokenizer().Piece(20);
  const std::string start = ">>deu<<  ";
  const std::vector<Translation> results =
      Translate(model, {start + text, text, ">>deu<<" + text}, options);
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
                Options());
  EXPECT_EQ(results[0].text, "");
  EXPECT_EQ(results[1].text, "");
  EXPECT_EQ(results[2].text, "\n");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(results[i].sentences, 0);
  // What the vocabulary lacks is text.
  EXPECT_EQ(results[3].sentences, 1);
}

// The parts of an over-long sentence have the token each, and room for it.
TEST(Translator, TargetTokensStandBeforePartsToo) {
  const auto model = MultilingualModel(SmallMarianConfig());
  std::string text = ">>deu<< a";
  for (int i = 0; i < 200; ++i) text += " e";
  TranslateOptions options = Options();
  options.search.alignment = AlignmentHeads{};
  options.search.max_length = 2;
  const Translation result = Translate(model, {text}, options)[0];
  EXPECT_GT(result.sentences, 1);
  int length = 0;
  for (const SourceToken& token : result.alignment.source) {
    length = token.id == kRandomModelPieces - 1 ? 1 : length + 1;
    EXPECT_LE(length, 128);
  }
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
    Translate(model, {std::string("w7 w8")}, Options());
  }));
  const Translation result =
      Translate(model, {Pieces{{"w7", "w8"}}}, Options())[0];
  ASSERT_GT(result.tokens.size(), 1U);
  std::string joined;
  for (const int id : result.tokens)
    joined += (joined.empty() ? "" : " ") + pieces[id];
  EXPECT_EQ(result.text, joined);
  EXPECT_EQ(result.tokens,
            Translate(model, {Ids{{7, 8, 0}}}, Options())[0].tokens);
}

// Prefixes

// With room for prefixes; sentences end at three tokens per source id.
TranslateOptions PrefixOptions(int batch_size = 8) {
  TranslateOptions options = Options(batch_size);
  options.search.max_length = 60;
  return options;
}

Translation TranslateWith(const std::shared_ptr<const Model>& model,
                          const Source& text, const Source& prefix,
                          const TranslateOptions& options = PrefixOptions()) {
  Translator translator(model, {text}, options, {prefix});
  while (!translator.done()) translator.Step();
  return translator.results()[0];
}

// A sentence whose target begins with a prefix, by the step API.
std::string Continued(const std::string& sentence, const std::string& prefix,
                      bool closed = false) {
  std::vector<int> ids = TinyPre()->target_tokenizer().Encode(prefix);
  if (closed) ids.push_back(TinyPre()->config().eos);
  Session session(TinyPre(), {sentence}, PrefixOptions().search, {ids});
  while (!session.done()) session.Step();
  return session.results()[0].text;
}

TEST(Translator, APrefixIsContinued) {
  const Translation result =
      TranslateWith(TinyPre(), std::string("One cat."), std::string("Eine"));
  EXPECT_TRUE(result.text.starts_with("Eine"));
  EXPECT_EQ(result.text, Continued("One cat.", "Eine"));
}

TEST(Translator, SentencesOfAPrefixBelongToSentencesOfTheText) {
  const std::string text = "One cat.  Two dogs!\nThree. Four.";
  // Two whole sentences, kept as they are, and the beginning of a third.
  const Translation result =
      TranslateWith(TinyPre(), text, std::string("Eins. Zwei große! Dr"));
  EXPECT_EQ(result.text, "Eins.  Zwei große!\n" + Continued("Three.", "Dr") +
                             " " + Continued("Four.", ""));
  EXPECT_EQ(Continued("One cat.", "Eins.", /*closed=*/true), "Eins.");
  EXPECT_EQ(result.sentences, 4);
}

// The last sentence of a prefix may always go on, even when it seems whole.
TEST(Translator, TheLastSentenceOfAPrefixStaysOpen) {
  EXPECT_EQ(TranslateWith(TinyPre(), std::string("One cat. Two dogs!"),
                          std::string("Eins. Zwei."))
                .text,
            "Eins. " + Continued("Two dogs!", "Zwei."));
}

TEST(Translator, WhatIsMoreThanTheTextBelongsToItsLastSentence) {
  EXPECT_EQ(TranslateWith(TinyPre(), std::string("One cat. Two dogs!"),
                          std::string("Eins. Zwei. Drei. V"))
                .text,
            "Eins. " + Continued("Two dogs!", "Zwei. Drei. V"));
  EXPECT_EQ(TranslateWith(TinyPre(), std::string("One cat."),
                          std::string("Eins. Zwei. D"))
                .text,
            Continued("One cat.", "Eins. Zwei. D"));
}

TEST(Translator, PiecesAndIdsBelongToTheFirstSentence) {
  const std::vector<int> ids = TinyPre()->target_tokenizer().Encode("Eins. Z");
  Pieces pieces;
  for (const int id : ids)
    pieces.pieces.push_back(TinyPre()->target_tokenizer().Piece(id));
  const std::string text = "One cat. Two dogs!";
  const std::string expected =
      Continued("One cat.", "Eins. Z") + " " + Continued("Two dogs!", "");
  EXPECT_EQ(TranslateWith(TinyPre(), text, Ids{ids}).text, expected);
  EXPECT_EQ(TranslateWith(TinyPre(), text, pieces).text, expected);
}

TEST(Translator, EmptyPrefixesForceNothing) {
  const std::string text = "One cat. Two dogs!";
  const std::string expected =
      Translate(TinyPre(), {text}, PrefixOptions())[0].text;
  for (const Source& empty : {Source(std::string()), Source(std::string(" \n")),
                              Source(Ids{}), Source(Pieces{})}) {
    EXPECT_EQ(TranslateWith(TinyPre(), text, empty).text, expected);
  }
}

TEST(Translator, TextsHavePrefixesOfTheirOwn) {
  const std::vector<Source> texts = {std::string("One."), std::string("Two."),
                                     std::string("\n"), std::string("Three.")};
  const std::vector<std::optional<Source>> prefixes = {
      std::nullopt, std::string("Zwo"), std::string("Nichts"),
      std::string("Dr")};
  Translator translator(TinyPre(), texts, PrefixOptions(2), prefixes);
  while (!translator.done()) translator.Step();
  EXPECT_EQ(translator.results()[0].text, Continued("One.", ""));
  EXPECT_EQ(translator.results()[1].text, Continued("Two.", "Zwo"));
  EXPECT_EQ(translator.results()[2].text, "\n");
  EXPECT_EQ(translator.results()[3].text, Continued("Three.", "Dr"));
}

TEST(Translator, BadPrefixesAreRefused) {
  EXPECT_TRUE(
      Throws(ErrorCode::kInvalidArgument, {"1 texts", "2 prefixes"}, [] {
        Translator(TinyPre(), {std::string("One.")}, Options(),
                   {std::nullopt, std::nullopt});
      }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"id 420"}, [] {
    TranslateWith(TinyPre(), std::string("One."), Ids{{420}});
  }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"end token"}, [] {
    TranslateWith(TinyPre(), std::string("One."),
                  Ids{{TinyPre()->config().eos, 5}});
  }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"prefix of 11"}, [] {
    TranslateWith(TinyPre(), std::string("One."),
                  Ids{std::vector<int>(kMaxLength + 1, 50)}, Options());
  }));
}

// N-best

TranslateOptions BeamOptions(int n_best) {
  TranslateOptions options = Options();
  options.search.beam_size = 4;
  options.search.n_best = n_best;
  return options;
}

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
        EXPECT_EQ(found[i].sentences, 3);
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
  Translator translator(TinyPre(), {std::string("One cat. Two.")}, Options());
  while (!translator.done()) translator.Step();
  ASSERT_EQ(translator.NBest(0).size(), 1U);
  EXPECT_EQ(translator.NBest(0)[0].text, translator.results()[0].text);
}

// Sampling

TranslateOptions SampledOptions(int n_best, int batch_size = 8) {
  TranslateOptions options = Options(batch_size);
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
          {SourceTokens(*TinyPre(), std::string("Five"), 0), {}, 4}},
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

// Alignment

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
    EXPECT_GT(translator.results()[1].sentences, 2);
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
  EXPECT_GE(result.sentences, 3);
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
