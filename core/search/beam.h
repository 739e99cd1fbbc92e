// Beam: the hypotheses of one sequence and the choice among their successors.
#ifndef STEPGLOT_CORE_SEARCH_BEAM_H_
#define STEPGLOT_CORE_SEARCH_BEAM_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/nn/decoder.h"
#include "core/search/hypothesis_tree.h"
#include "core/search/options.h"
#include "core/search/sampler.h"
#include "core/search/score.h"
#include "core/search/spelling.h"
#include "core/search/token_rules.h"

namespace stepglot {

/// What is the same for all sequences of a search.
struct SearchRules {
  SearchRules(const SearchOptions& options, const ModelConfig& config)
      : options(options),
        eos(config.eos),
        score(options),
        tokens(options, config) {}

  SearchOptions options;
  int eos;
  HypothesisScore score;
  TokenRules tokens;
};

/// What the decoder says about the token after one live hypothesis.
struct Prediction {
  int parent = 0;           ///< node number of the hypothesis
  std::span<float> logits;  ///< [target vocabulary]; what was ruled out is at
                            ///< minus infinity when the step is done
  std::vector<Candidate> candidates;  ///< the best, best first; on request
  TokenAttention attention;           ///< when the search records it
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

/// One sequence in search: its tree, which of its nodes are live, and which
/// have finished. Knows nothing of the decoder.
///
/// Each step ranks the successors of all live hypotheses by their scores: the
/// summed log-probability, less the lexicon penalty. Of the first 2 *
/// beam_size, an end token finishes its hypothesis when it is among the first
/// beam_size, and the first beam_size others go on; so finished ones do not
/// make the beam narrower. A beam of size 1 looks at the first alone: that is
/// greedy search.
class Beam {
 public:
  /// What is particular to one sequence.
  struct Limits {
    int max_length = 0;       ///< tokens
    std::vector<int> prefix;  ///< forced ids; may end with the end token
    uint64_t stream = 0;      ///< number of the sequence for random draws
    /// What the lexicon penalty is for; none without it.
    std::optional<Spelling> spelling = {};
  };

  /// @param rules  must outlive this object.
  Beam(const SearchRules& rules, Limits limits)
      : rules_(&rules), limits_(std::move(limits)) {}

  bool done() const { return live_.empty(); }

  /// Node numbers of the live hypotheses: what the decoder has to predict from.
  const std::vector<int>& live() const { return live_; }

  /// For each live hypothesis the index of the one in the previous live() that
  /// it continues.
  const std::vector<int>& parents() const { return parents_; }

  /// Extends the live hypotheses by a token.
  /// @param step  predictions of live() in, in that order; nodes out.
  void Advance(SearchStep& step);

  const HypothesisTree& tree() const { return tree_; }

  /// Finished hypotheses, best first; samples in their order.
  const std::vector<int>& finished() const { return finished_; }

  /// The last node that the result is sure to contain; the best finished one
  /// when done.
  int settled() const;

  int max_length() const { return limits_.max_length; }

 private:
  /// A possible successor of a live hypothesis.
  struct Successor {
    int prediction = 0;
    Candidate candidate;
    double score = 0;
  };

  /// Some successors of all predictions.
  struct Ranking {
    std::vector<Successor> successors;  ///< best first
    bool are_all = true;                ///< there are no others
    /// No other one has a better score.
    double rest = -std::numeric_limits<double>::infinity();
  };

  bool IsSampling() const { return rules_->options.sampling.has_value(); }
  const int* Forced() const;
  void Prepare(SearchStep& step);
  void Force(SearchStep& step, int id);
  void Search(SearchStep& step);
  void Sample(SearchStep& step);
  std::vector<Successor> BestSuccessors(const SearchStep& step) const;
  Ranking Rank(const SearchStep& step, int each) const;
  std::vector<Successor> Penalize(const SearchStep& step,
                                  const std::vector<Successor>& ranked,
                                  size_t count) const;
  void Spell(int parent, std::vector<Candidate>& candidates) const;
  Successor SuccessorWith(const SearchStep& step, int prediction, int id) const;
  int Add(SearchStep& step, const Successor& successor);
  void GoOnOrFinish(int node, int prediction);
  void Finish(int node, Stop stop);
  void EndWhenSettled();
  std::vector<float> Coverage(int parent, int prediction) const;

  const SearchRules* rules_;
  Limits limits_;
  HypothesisTree tree_;
  std::vector<int> live_ = {0};
  std::vector<int> parents_ = {0};
  std::vector<int> finished_;
  std::vector<int> next_live_;
  // Of each prediction:
  std::vector<float> log_sums_;
  std::vector<std::shared_ptr<const std::vector<float>>> alignments_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_BEAM_H_
