// Tests models of every format against an independent PyTorch program: source
// ids, logits, searches and texts.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/document/source_reader.h"
#include "core/model/config/config_json.h"
#include "core/translate/translator.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/format_fixture.h"

namespace stepglot {
namespace {

// Float32 against float64. Products of int8 weights take activations of 16
// bits, which the reference does not.
constexpr double kFloatTolerance = 1e-4;
constexpr double kInt8Tolerance = 5e-3;

class FormatReferenceTest : public testing::TestWithParam<std::string> {
 protected:
  const FormatFixture& fixture() const {
    return FormatFixture::Get(GetParam());
  }

  const Model& model() const { return *fixture().model(); }

  double tolerance() const {
    const auto& weights = model().named_weights();
    const bool quantized =
        std::any_of(weights.begin(), weights.end(),
                    [](const NamedWeight& w) { return w.values.quantized(); });
    return quantized ? kInt8Tolerance : kFloatTolerance;
  }

  Source SourceOf(const FormatSentence& sentence) const {
    if (sentence.text.empty()) return Pieces{sentence.pieces};
    return sentence.text;
  }

  SourceReader ReaderOf(const FormatSentence& sentence) const {
    return {fixture().model(), sentence.target_token};
  }

  std::string TextOf(const FormatSentence& sentence,
                     const SearchOptions& search) const {
    return Translate(ReaderOf(sentence), {SourceOf(sentence)}, {search})[0]
        .text;
  }

  void ExpectSame(const FormatResult& expected, const FormatSentence& sentence,
                  SearchOptions options) const {
    options.n_best = static_cast<int>(expected.beam.size());
    const auto [tree, finished] =
        RunSearch(model(), {sentence.source}, options)[0];
    ASSERT_GE(finished.size(), expected.beam.size());
    for (size_t i = 0; i < expected.beam.size(); ++i) {
      EXPECT_EQ(tree.Ids(finished[i]), expected.beam[i].ids) << "rank " << i;
      EXPECT_NEAR(tree.node(finished[i]).normalized,
                  expected.beam[i].normalized, tolerance());
      EXPECT_EQ(tree.node(finished[i]).stop, expected.beam[i].stop);
    }
    options.n_best = 1;
    EXPECT_EQ(TextOf(sentence, options), expected.text);
    options.beam_size = 1;
    const auto [path, best] = RunSearch(model(), {sentence.source}, options)[0];
    EXPECT_EQ(path.Ids(best[0]), expected.greedy.ids);
    EXPECT_NEAR(path.node(best[0]).score, expected.greedy.score,
                10 * tolerance());
  }
};

TEST_P(FormatReferenceTest, KnowsTheFormatAndItsSwitches) {
  EXPECT_EQ(model().format(), fixture().format());
  ModelConfig found = model().config();
  ModelConfig expected = fixture().config();
  // What the files do not say, or what means nothing beside a table.
  found.search = expected.search;
  found.source_language = expected.source_language;
  found.target_language = expected.target_language;
  if (expected.position_layout == PositionLayout::kTable)
    found.position_exponent = expected.position_exponent;
  EXPECT_EQ(ModelConfigToJson(found), ModelConfigToJson(expected));
}

TEST_P(FormatReferenceTest, FeedsTheEncoderTheSameIds) {
  for (const FormatSentence& sentence : fixture().sentences()) {
    const SourceSequence read = ReaderOf(sentence).Read(SourceOf(sentence), 0);
    EXPECT_EQ(IdsOf(read.tokens), sentence.source);
  }
}

TEST_P(FormatReferenceTest, ComputesTheSameLogits) {
  for (size_t i = 0; i < fixture().sentences().size(); ++i) {
    const FormatSentence& sentence = fixture().sentences()[i];
    const std::vector<int> inputs =
        DecoderInputs(model().config(), sentence.target);
    EXPECT_TRUE(Within(tolerance(),
                       ForcedLogits(model(), sentence.source, inputs, 1),
                       fixture().Logits(i)))
        << "sentence " << i;
  }
}

TEST_P(FormatReferenceTest, FindsTheSameTranslations) {
  for (const FormatSentence& sentence : fixture().sentences()) {
    SearchOptions options = fixture().options();
    options.shortlist = false;
    ExpectSame(sentence.whole, sentence, options);
    if (sentence.candidates.empty()) continue;
    options.shortlist = true;
    ExpectSame(sentence.shortlist, sentence, options);
  }
}

INSTANTIATE_TEST_SUITE_P(All, FormatReferenceTest,
                         testing::ValuesIn(FormatFixtureNames()),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace stepglot
