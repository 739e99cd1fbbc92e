// Successors: the hypotheses that the next token could make, by their scores.
#ifndef STEPGLOT_CORE_SEARCH_SUCCESSORS_H_
#define STEPGLOT_CORE_SEARCH_SUCCESSORS_H_

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "core/search/hypothesis_tree.h"
#include "core/search/spelling.h"
#include "core/search/step.h"

namespace stepglot {

/// A live hypothesis extended by a token.
struct Successor {
  int prediction = 0;    ///< index of the prediction that the token comes from
  Candidate candidate;   ///< the token
  float logit = 0;       ///< the token's
  double generated = 0;  ///< see Node::generated
  double rank = 0;       ///< what it is ranked by; see RankBy
};

/// What successors are ranked by, less the lexicon penalty.
enum class RankBy {
  kScore,  ///< the score of the hypothesis, Node::generated
  /// The token's logit: for greedy search, whose choices then are the same with
  /// scores, which rounding could change, and without.
  kLogit,
};

/// What successors lose that misspell.
struct LexiconPenalty {
  const Spelling* spelling = nullptr;
  double nats = 0;
};

/// Memory for the ranking of successors, kept from step to step.
struct SuccessorBuffers {
  std::vector<int> places;           ///< of the best logits of a prediction
  std::vector<Successor> ranked;     ///< by the model's own scores
  std::vector<Successor> penalized;  ///< after the penalty
  std::vector<OpenWord> words;       ///< of each prediction
};

/// Everything that may follow the live hypotheses of one sequence. A later
/// constraint on what is generated belongs here if it depends on more than the
/// ids of one hypothesis; TokenRules has those that do not.
class Successors {
 public:
  /// All must outlive this object.
  /// @param tree         has the parents of the predictions.
  /// @param predictions  one per live hypothesis, with the tokens ruled out,
  /// and maxima and log_sum set.
  Successors(const HypothesisTree& tree,
             std::span<const Prediction> predictions, RankBy rank_by,
             SuccessorBuffers& buffers)
      : tree_(tree),
        predictions_(predictions),
        rank_by_(rank_by),
        buffers_(buffers) {}

  /// The successor of a prediction's hypothesis by a given token.
  Successor With(int prediction, int id) const {
    return Make(prediction, id, predictions_[prediction].logits[id]);
  }

  /// The best `count`, or all when there are fewer, best first; equal ones in
  /// the order of their hypotheses, then of their ids.
  /// @return valid until the next call.
  std::span<const Successor> Best(int count);

  /// The same with the ranks less the penalty, where it applies.
  std::span<const Successor> Best(int count, const LexiconPenalty& penalty);

 private:
  /// What Rank says of the successors that it left out.
  struct Rest {
    bool is_empty = true;
    /// None of them ranks higher.
    double rank = -std::numeric_limits<double>::infinity();
  };

  Successor Make(int prediction, int id, float logit) const;
  Rest Rank(int each);
  void Penalize(size_t count, const LexiconPenalty& penalty);

  const HypothesisTree& tree_;
  std::span<const Prediction> predictions_;
  RankBy rank_by_;
  SuccessorBuffers& buffers_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SUCCESSORS_H_
