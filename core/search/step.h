// SearchStep: what one step of a search did to one sequence.
#ifndef STEPGLOT_CORE_SEARCH_STEP_H_
#define STEPGLOT_CORE_SEARCH_STEP_H_

#include <memory>
#include <vector>

#include "core/nn/decoder.h"
#include "core/nn/logit_row.h"
#include "core/search/hypothesis_tree.h"
#include "core/search/logit_maxima.h"

namespace stepglot {

/// What the decoder says about the token after one live hypothesis.
struct Prediction {
  int parent = 0;            ///< node number of the hypothesis
  LogitRow logits;           ///< what was ruled out is at minus infinity when
                             ///< the step is done
  TokenAttention attention;  ///< when the search records it

  // The beam sets these:
  LogitMaxima maxima;                 ///< of the logits
  float log_sum = 0;                  ///< of the logits; 0 without scores
  std::vector<Candidate> candidates;  ///< the best, best first; on request
  /// Where the decoder looked, [source ids]; when the search records it.
  std::shared_ptr<const std::vector<float>> alignment;

  /// The token of a place in the logits.
  Candidate At(int place) const {
    return {logits.IdAt(place), logits.values()[place] - log_sum};
  }
};

/// A node that a step made.
struct NewNode {
  int node = 0;
  int prediction = 0;  ///< index of the prediction that it comes from
};

/// What one step did to one sequence.
struct SearchStep {
  int sequence = 0;
  bool done = false;                    ///< the sequence ended with this step
  std::vector<NewNode> nodes;           ///< best first; pruned ones included
  std::vector<Prediction> predictions;  ///< one per hypothesis that was live
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_STEP_H_
