// Tests the text of hypotheses: hard alignment and what replaces unknown ids.
#include "core/translate/target_text.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/translate/session.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

SourceToken Word(const std::string& text) { return {9, {}, text, true}; }
SourceToken Special() { return {2, {}, "", false}; }

TEST(BestAligned, IsTheLargestWeightAmongWords) {
  const std::vector<SourceToken> source = {Special(), Word("a"), Word("b"),
                                           Word("c"), Special()};
  const auto best = [&](const std::vector<float>& weights) {
    return BestAligned(weights, source);
  };
  EXPECT_EQ(best({0.1F, 0.2F, 0.4F, 0.2F, 0.1F}), 2);
  EXPECT_EQ(best({0.5F, 0.01F, 0.03F, 0.02F, 0.44F}), 2);
  EXPECT_EQ(best({0.0F, 0.3F, 0.3F, 0.3F, 0.1F}), 1);
  EXPECT_EQ(best({0.0F, 0.2F, 0.3F, 0.3F, 0.2F}), 2);
  EXPECT_EQ(best({0.5F, 0.0F, 0.0F, 0.0F, 0.5F}), 1);
}

TEST(BestAligned, IsNothingWithoutWords) {
  EXPECT_EQ(BestAligned(std::vector<float>{0.5F, 0.5F},
                        std::vector<SourceToken>{Special(), Special()}),
            -1);
  EXPECT_EQ(BestAligned({}, {}), -1);
}

// A hypothesis of tiny-pre: "▁be", the unknown id, "."
class TargetTextTest : public testing::Test {
 protected:
  TargetTextTest() {
    const Tokenizer& tokenizer = model_->target_tokenizer();
    Add(tokenizer.Id("\xE2\x96\x81"
                     "be"),
        {0.8F, 0.1F, 0.1F});
    Add(*model_->config().unk, {0.1F, 0.3F, 0.6F});
    Add(tokenizer.Id("."), {0.1F, 0.5F, 0.4F});
    Add(model_->config().eos, {0.2F, 0.2F, 0.6F});
    tree_.node(4).stop = Stop::kEos;
  }

  void Add(int id, std::vector<float> weights) {
    Node node;
    node.parent = tree_.size() - 1;
    node.id = id;
    node.length = tree_.size();
    node.log_probability = -0.5F * static_cast<float>(node.length);
    node.score = tree_.node(node.parent).score + node.log_probability;
    node.normalized = node.score / 7;
    node.alignment =
        std::make_shared<const std::vector<float>>(std::move(weights));
    tree_.Add(std::move(node));
  }

  std::shared_ptr<const Model> model_ = Fixture::Get("tiny-pre").model();
  HypothesisTree tree_;
  SourceSequence source_ = {{3, 14}, {Word("der"), Word("Žižek"), Special()}};
};

TEST_F(TargetTextTest, UnknownIdsTakeTheAlignedSourceText) {
  const Translation result = TargetText(*model_, {.replace_unknowns = true})
                                 .Translate(tree_, 4, source_);
  EXPECT_EQ(result.text, "beŽižek.");
  EXPECT_EQ(result.tokens.size(), 3U);
  EXPECT_EQ(result.tokens[1], *model_->config().unk);
}

TEST_F(TargetTextTest, UnknownIdsStayUnknownUnasked) {
  const TargetText text(*model_, {});
  EXPECT_EQ(text.Piece(tree_.node(2), source_.tokens), "<unk>");
  std::vector<int> ids = tree_.Ids(3);
  EXPECT_EQ(text.Translate(tree_, 4, source_).text,
            model_->target_tokenizer().Decode(ids));
}

TEST_F(TargetTextTest, WithoutWordsThereIsNothingToReplaceBy) {
  const std::vector<SourceToken> specials(3, Special());
  EXPECT_EQ(TargetText(*model_, {.replace_unknowns = true})
                .Piece(tree_.node(2), specials),
            "<unk>");
}

TEST_F(TargetTextTest, OtherIdsKeepTheirPieces) {
  EXPECT_EQ(TargetText(*model_, {.replace_unknowns = true})
                .Piece(tree_.node(3), source_.tokens),
            ".");
}

TEST_F(TargetTextTest, ScoresAreTheNodes) {
  const Translation result =
      TargetText(*model_, {}).Translate(tree_, 4, source_);
  EXPECT_EQ(result.log_probabilities,
            (std::vector<float>{-0.5F, -1.0F, -1.5F, -2.0F}));
  EXPECT_EQ(result.score, -5);
  EXPECT_EQ(result.normalized, -5.0 / 7);
  EXPECT_EQ(result.stop, Stop::kEos);
  ASSERT_EQ(result.sentences.size(), 1U);
  EXPECT_EQ(result.sentences[0].source, source_.range);
  EXPECT_EQ(result.sentences[0].target, (TextRange{0, result.text.size()}));
  EXPECT_EQ(result.sentences[0].tokens_begin, 0U);
  EXPECT_EQ(result.sentences[0].tokens_end, 3U);
  EXPECT_EQ(result.sentences[0].score, -5);
  EXPECT_TRUE(result.alignment.source.empty());
  EXPECT_TRUE(result.alignment.target.empty());
  // A part of it, while the search runs.
  const Translation part = TargetText(*model_, {}).Translate(tree_, 1, source_);
  EXPECT_EQ(part.text, "be");
  EXPECT_EQ(part.stop, Stop::kNone);
  EXPECT_EQ(TargetText(*model_, {}).Translate(tree_, 0, source_).text, "");
}

TEST_F(TargetTextTest, AlignsEveryTokenButTheEnd) {
  SearchOptions options = {.replace_unknowns = true};
  options.alignment = AlignmentHeads{};
  const Translation result =
      TargetText(*model_, options).Translate(tree_, 4, source_);
  ASSERT_EQ(result.alignment.target.size(), 3U);
  ASSERT_EQ(result.alignment.source.size(), 3U);
  const int sources[] = {0, 1, 1};
  const char* surfaces[] = {"be", "Žižek", "."};
  for (int i = 0; i < 3; ++i) {
    const AlignedToken& token = result.alignment.target[i];
    EXPECT_EQ(token.source, sources[i]);
    EXPECT_EQ(token.first, 0);
    EXPECT_EQ(token.weights, *tree_.node(i + 1).alignment);
    EXPECT_EQ(result.text.substr(token.range.begin, token.range.size()),
              surfaces[i]);
  }
}

// With a real model that says little else: each unknown id stands for a piece
// of the source, and which one the recorded alignment says.
TEST(TargetText, AModelsUnknownIdsAreReplaced) {
  for (const char* name : kFixtureNames) {
    ModelFile file = ModelFile::Read(name);
    const int unk = *file.config.unk;
    file.AddToLogit(unk, 6);
    const auto model = file.Load();
    SearchOptions options;
    options.max_length = 12;
    options.alignment = AlignmentHeads{};
    for (const bool replace : {true, false}) {
      options.replace_unknowns = replace;
      Session session(model, {std::string("The cat Zoë 😀")}, options);
      while (!session.done()) session.Step();
      const Translation result = session.results()[0];
      const Alignment& alignment = result.alignment;
      int unknowns = 0;
      for (size_t i = 0; i < result.tokens.size(); ++i) {
        if (result.tokens[i] != unk) continue;
        ++unknowns;
        const AlignedToken& token = alignment.target[i];
        EXPECT_EQ(result.text.substr(token.range.begin, token.range.size()),
                  alignment.source.at(token.source).text);
      }
      EXPECT_EQ(unknowns > 2, replace) << name;
    }
  }
}

}  // namespace
}  // namespace stepglot
