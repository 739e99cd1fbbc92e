// Tests the ranking of successors against a sort of the whole vocabulary.
#include "core/search/successors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

const std::vector<std::string> kPieces = {
    "</s>", "<unk>", "▁cat", "s",  "▁",   "cat", "alog", "ue",
    "▁The", "enz",   "'",    ".",  "▁ca", "t▁a", "x",    "▁xyz",
    "5",    "ren",   "a",    "he", "▁ta", "l",   "og",   "▁s"};

// A model whose target language has the pieces and a few words.
const Model& TheModel() {
  static const std::shared_ptr<const Model> model = [] {
    ModelFile file = RandomModel(SmallMarianConfig(), 1);
    file.tensors.erase("spm");
    SetPieces(file, "vocabulary", kPieces);
    const LexiconFile words({"cat", "cats", "catalogue", "a", "the", "tale"});
    SetBytes(file, "lexicon", words.Write());
    return file.Load();
  }();
  return *model;
}

// Some hypotheses, with logits of what follows them.
class Step {
 public:
  // @param has_ties  whether logits are whole numbers, many of them equal.
  Step(int hypotheses, bool has_ties, uint64_t seed) {
    Random random(seed);
    const auto vocabulary = static_cast<int>(kPieces.size());
    for (int i = 0; i < hypotheses; ++i) {
      int node = 0;
      for (const int id : random.Ids(1 + i % 3, vocabulary))
        node = Add(node, id, -0.25 * static_cast<double>(i / 2));
      Prediction& prediction = predictions_.emplace_back();
      prediction.parent = node;
      logits_.push_back(random.Floats(vocabulary));
      for (float& logit : logits_.back())
        logit = has_ties ? std::round(logit * 3) : logit * 10;
      logits_.back()[i % vocabulary] = kNegativeInfinity;
      prediction.log_sum = static_cast<float>(i % 2);
    }
    for (size_t i = 0; i < logits_.size(); ++i)
      predictions_[i].logits = LogitRow(logits_[i]);
    for (Prediction& each : predictions_) each.maxima.Read(each.logits);
  }

  const HypothesisTree& tree() const { return tree_; }
  const std::vector<Prediction>& predictions() const { return predictions_; }
  std::vector<Prediction>& predictions() { return predictions_; }

 private:
  int Add(int parent, int id, double score) {
    Node node;
    node.parent = parent;
    node.id = id;
    node.length = tree_.node(parent).length + 1;
    node.score = node.generated = score;
    return tree_.Add(node);
  }

  HypothesisTree tree_;
  std::vector<std::vector<float>> logits_;
  std::vector<Prediction> predictions_;
};

// What a successor is ranked by, best first, and what else is known of it.
using Row = std::tuple<double, int, int, bool>;

Row RowOf(const Successor& successor) {
  return {-successor.generated, successor.prediction, successor.candidate.id,
          successor.candidate.misspells};
}

// All that can follow, sorted.
std::vector<Row> SortedRows(const Step& step, const Spelling* spelling,
                            double penalty) {
  std::vector<Row> rows;
  for (size_t i = 0; i < step.predictions().size(); ++i) {
    const Prediction& from = step.predictions()[i];
    for (int id = 0; id < from.logits.size(); ++id) {
      if (from.logits[id] == kNegativeInfinity) continue;
      double score = step.tree().node(from.parent).score +
                     (from.logits[id] - from.log_sum);
      const bool misspells =
          spelling != nullptr &&
          spelling->Misspells(spelling->After(step.tree(), from.parent), id);
      if (misspells) score -= penalty;
      rows.emplace_back(-score, static_cast<int>(i), id, misspells);
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::vector<Row> RowsOf(std::span<const Successor> successors) {
  std::vector<Row> rows;
  for (const Successor& each : successors) rows.push_back(RowOf(each));
  return rows;
}

TEST(Successors, AGivenTokenAddsItsLogProbability) {
  const Step step(3, false, 1);
  SuccessorBuffers buffers;
  const Successors successors(step.tree(), step.predictions(), RankBy::kScore,
                              buffers);
  for (int i = 0; i < 3; ++i) {
    const Prediction& from = step.predictions()[i];
    const Successor successor = successors.With(i, 5);
    EXPECT_EQ(successor.prediction, i);
    EXPECT_EQ(successor.candidate.id, 5);
    EXPECT_EQ(successor.candidate.log_probability,
              from.logits[5] - from.log_sum);
    EXPECT_EQ(successor.generated, step.tree().node(from.parent).score +
                                       (from.logits[5] - from.log_sum));
  }
}

TEST(Successors, TheBestAreThoseOfASortOfAll) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const int hypotheses = 1 + static_cast<int>(seed % 5);
    const Step step(hypotheses, seed % 2 == 0, seed);
    const std::vector<Row> all = SortedRows(step, nullptr, 0);
    SuccessorBuffers buffers;
    Successors successors(step.tree(), step.predictions(), RankBy::kScore,
                          buffers);
    for (const int count : {1, 2, 7, 24, 1000}) {
      std::vector<Row> expected = all;
      expected.resize(std::min<size_t>(all.size(), count));
      EXPECT_EQ(RowsOf(successors.Best(count)), expected)
          << "seed " << seed << ", " << count;
    }
  }
}

// Successors whose scores only a penalty makes equal have no fixed order, so
// the logits have no ties here.
TEST(Successors, ThePenaltyIsOfThoseThatMisspell) {
  const Spelling spelling(TheModel(), {});
  int misspelt = 0, spelt = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Step step(1 + static_cast<int>(seed % 5), false, seed);
    for (const double penalty : {0.1, 1.0, 10.0}) {
      const std::vector<Row> all = SortedRows(step, &spelling, penalty);
      SuccessorBuffers buffers;
      Successors successors(step.tree(), step.predictions(), RankBy::kScore,
                            buffers);
      for (const int count : {1, 2, 7, 24, 1000}) {
        std::vector<Row> expected = all;
        expected.resize(std::min<size_t>(all.size(), count));
        EXPECT_EQ(RowsOf(successors.Best(count, {&spelling, penalty})),
                  expected)
            << "seed " << seed << ", penalty " << penalty << ", " << count;
        for (const Row& row : expected) ++(std::get<3>(row) ? misspelt : spelt);
      }
    }
  }
  EXPECT_GT(misspelt, 100);
  EXPECT_GT(spelt, 100);
}

// With no scores to round, a greedy search takes the best logit, less the
// penalty where it applies, whatever the log-sum.
TEST(Successors, ByLogitsTheLogSumDoesNotMatter) {
  const Spelling spelling(TheModel(), {});
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Step step(1, seed % 2 == 0, seed);
    SuccessorBuffers buffers;
    const auto best = [&](float log_sum) {
      step.predictions()[0].log_sum = log_sum;
      Successors successors(step.tree(), step.predictions(), RankBy::kLogit,
                            buffers);
      const int plain = successors.Best(1)[0].candidate.id;
      const int spelt = successors.Best(1, {&spelling, 2})[0].candidate.id;
      return std::pair(plain, spelt);
    };
    // So large that the differences of logits are lost.
    EXPECT_EQ(best(0), best(1e9F)) << seed;
    const LogitRow& logits = step.predictions()[0].logits;
    const auto values = logits.values();
    EXPECT_EQ(best(0).first,
              std::max_element(values.begin(), values.end()) - values.begin());
  }
}

}  // namespace
}  // namespace stepglot
