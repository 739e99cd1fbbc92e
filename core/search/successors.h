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
  double generated = 0;  ///< see Node::generated
};

/// What successors lose that misspell.
struct LexiconPenalty {
  const Spelling* spelling = nullptr;
  double nats = 0;
};

/// Everything that may follow the live hypotheses of one sequence. A later
/// constraint on what is generated belongs here if it depends on more than the
/// ids of one hypothesis; TokenRules has those that do not.
class Successors {
 public:
  /// Both must outlive this object.
  /// @param tree         has the parents of the predictions.
  /// @param predictions  one per live hypothesis, with the tokens ruled out and
  /// log_sum set.
  Successors(const HypothesisTree& tree,
             std::span<const Prediction> predictions)
      : tree_(tree), predictions_(predictions) {}

  /// The successor of a prediction's hypothesis by a given token.
  Successor With(int prediction, int id) const;

  /// The best `count`, or all when there are fewer, best first; equal ones in
  /// the order of their hypotheses, then of their ids.
  std::vector<Successor> Best(int count) const;

  /// The same with the scores less the penalty, where it applies.
  std::vector<Successor> Best(int count, const LexiconPenalty& penalty) const;

 private:
  /// Some successors of all predictions.
  struct Ranking {
    std::vector<Successor> successors;  ///< best first
    bool are_all = true;                ///< there are no others
    /// No other one has a better score.
    double rest = -std::numeric_limits<double>::infinity();
  };

  Ranking Rank(int each) const;
  std::vector<Successor> Penalize(std::span<const Successor> ranked,
                                  size_t count,
                                  const LexiconPenalty& penalty) const;

  const HypothesisTree& tree_;
  std::span<const Prediction> predictions_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SUCCESSORS_H_
