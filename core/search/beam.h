// Beam: the hypotheses of one sequence and the choice among their successors.
#ifndef STEPGLOT_CORE_SEARCH_BEAM_H_
#define STEPGLOT_CORE_SEARCH_BEAM_H_

#include <span>
#include <vector>

#include "core/search/hypothesis_tree.h"
#include "core/search/setup.h"
#include "core/search/step.h"
#include "core/search/successors.h"

namespace stepglot {

/// One sequence in search: its tree, which of its nodes are live, and which
/// have finished. Knows nothing of the decoder.
///
/// Each step ranks the successors of all live hypotheses by their scores: the
/// summed log-probability of generated tokens, less the lexicon penalty. Of the
/// first 2 * beam_size, an end token finishes its hypothesis when it is among
/// the first beam_size, and the first beam_size others go on; so finished ones
/// do not make the beam narrower. A beam of size 1 looks at the first alone:
/// that is greedy search.
class Beam {
 public:
  /// @param search  must outlive this object.
  Beam(const SearchSetup& search, BeamSetup setup);

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

  int max_length() const { return setup_.max_length; }

 private:
  bool IsSampling() const { return search_->options.sampling.has_value(); }
  int NodesOfStep() const;
  const int* Forced() const;
  void Prepare(SearchStep& step);
  void RuleOut(Prediction& prediction) const;
  void RuleOutWithin(std::span<const int> due, Prediction& prediction) const;
  void RuleOutAround(int forced, Prediction& prediction) const;
  void ApplyRules(const Prediction& prediction) const;
  void Weigh(std::span<const int> otherwise, Prediction& prediction) const;
  void ListCandidates(Prediction& prediction);
  Successors SuccessorsOf(const SearchStep& step);
  int RoomAfter(int node) const;
  void Force(SearchStep& step, int id);
  void Search(SearchStep& step);
  void Sample(SearchStep& step);
  std::span<const Successor> BestSuccessors(const SearchStep& step);
  int Generated(int length) const;
  int Add(SearchStep& step, const Successor& successor);
  void Score(const Successor& successor, const Prediction& prediction,
             Node& node) const;
  void GoOnOrFinish(int node, int prediction);
  void Finish(int node, Stop stop);
  void Prune(int node, PruneReason reason);
  void EndWhenSettled();
  std::vector<float> Coverage(const Prediction& prediction) const;

  const SearchSetup* search_;
  BeamSetup setup_;
  HypothesisTree tree_;
  std::vector<int> live_ = {0};
  std::vector<int> parents_ = {0};
  std::vector<int> finished_;
  std::vector<int> next_live_;
  SuccessorBuffers buffers_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_BEAM_H_
