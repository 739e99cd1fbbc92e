// Chooses which hypotheses go on.
#include "core/search/beam.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <utility>

#include "core/search/alignment.h"
#include "core/search/sampler.h"

namespace stepglot {
namespace {

// Nodes for which a tree has room from the beginning, at most; a tree of more
// grows.
constexpr int64_t kMostReserved = 4096;

// Rules out all but some ids.
// @return the logits of these.
std::vector<float> Keep(std::span<const int> ids, const LogitRow& logits) {
  std::vector<float> kept;
  kept.reserve(ids.size());
  for (const int id : ids) kept.push_back(logits[id]);
  logits.RuleOutAll();
  for (size_t i = 0; i < ids.size(); ++i) logits.Set(ids[i], kept[i]);
  return kept;
}

}  // namespace

Beam::Beam(const SearchSetup& search, BeamSetup setup)
    : search_(&search), setup_(std::move(setup)) {
  const auto nodes = 1 + int64_t{setup_.max_length} * NodesOfStep();
  tree_.Reserve(static_cast<int>(std::min(kMostReserved, nodes)));
  finished_.reserve(search.options.rows());
}

// Successors that a step makes nodes of: samples, the first 2 * beam_size, or
// the first alone.
int Beam::NodesOfStep() const {
  const SearchOptions& options = search_->options;
  if (IsSampling()) return options.n_best;
  return options.beam_size == 1 ? 1 : 2 * options.beam_size;
}

void Beam::Advance(SearchStep& step) {
  next_live_.clear();
  parents_.clear();
  Prepare(step);
  if (const int* forced = Forced()) {
    Force(step, *forced);
  } else if (IsSampling()) {
    Sample(step);
  } else {
    Search(step);
  }
  live_.swap(next_live_);
  step.done = done();
}

// The forced id of this step, if any.
const int* Beam::Forced() const {
  const auto length = static_cast<size_t>(tree_.node(live_[0]).length);
  return length < setup_.prefix.size() ? &setup_.prefix[length] : nullptr;
}

// Rules tokens out, and takes from each prediction what its successors need.
void Beam::Prepare(SearchStep& step) {
  const SearchOptions& options = search_->options;
  const int* forced = Forced();
  for (Prediction& prediction : step.predictions) {
    if (forced != nullptr) {
      RuleOutAround(*forced, prediction);
    } else {
      RuleOut(prediction);
    }
    ListCandidates(prediction);
    if (setup_.spelling && forced == nullptr) {
      setup_.spelling->Mark(tree_, prediction.parent, prediction.candidates);
    }
    if (options.needs_alignment()) {
      prediction.alignment = std::make_shared<const std::vector<float>>(
          SoftAlignment(prediction.attention.cross,
                        options.alignment.value_or(AlignmentHeads{})));
    }
  }
}

void Beam::ListCandidates(Prediction& prediction) {
  prediction.candidates.clear();
  prediction.maxima.Best(prediction.logits, search_->options.candidates,
                         buffers_.places);
  for (const int place : buffers_.places)
    prediction.candidates.push_back(prediction.At(place));
}

// Rules out what must not follow a hypothesis.
void Beam::RuleOut(Prediction& prediction) const {
  const std::vector<int> due =
      search_->characters.Due(tree_, prediction.parent);
  if (!due.empty()) return RuleOutWithin(due, prediction);
  const std::span<const int> end(&search_->eos, 1);
  ApplyRules(prediction);
  search_->characters.ApplyBetween(prediction.logits);
  Weigh(end, prediction);
  if (!search_->characters.ApplyRoom(RoomAfter(prediction.parent),
                                     prediction.logits))
    return;
  prediction.maxima.Read(prediction.logits);
  if (!std::isfinite(prediction.maxima.largest())) Weigh(end, prediction);
}

// The same within a character, which is completed even where the other rules
// leave none of its bytes.
void Beam::RuleOutWithin(std::span<const int> due,
                         Prediction& prediction) const {
  const std::vector<float> kept = Keep(due, prediction.logits);
  ApplyRules(prediction);
  prediction.maxima.Read(prediction.logits);
  if (!std::isfinite(prediction.maxima.largest())) {
    for (size_t i = 0; i < due.size(); ++i)
      prediction.logits.Set(due[i], kept[i]);
  }
  Weigh(due, prediction);
}

// The same for a forced token, which itself is never ruled out.
void Beam::RuleOutAround(int forced, Prediction& prediction) const {
  const float logit = prediction.logits[forced];
  const std::vector<int> due =
      search_->characters.Due(tree_, prediction.parent);
  if (!due.empty()) {
    Keep(due, prediction.logits);
  } else {
    search_->characters.ApplyBetween(prediction.logits);
  }
  search_->tokens.ApplyForced(forced, prediction.logits);
  prediction.logits.Set(forced, logit);
  Weigh({&search_->eos, 1}, prediction);
}

void Beam::ApplyRules(const Prediction& prediction) const {
  const std::vector<int> ids = search_->tokens.needs_hypothesis()
                                   ? tree_.Ids(prediction.parent)
                                   : std::vector<int>();
  search_->tokens.Apply(ids, tree_.node(prediction.parent).length,
                        prediction.logits);
}

// Reads the logits that are left.
// @param otherwise  the ids that become the only ones when none is left, or the
// model's numbers overflowed.
void Beam::Weigh(std::span<const int> otherwise, Prediction& prediction) const {
  const LogitRow& logits = prediction.logits;
  prediction.maxima.Read(logits);
  if (!std::isfinite(prediction.maxima.largest())) {
    logits.RuleOutAll();
    for (const int id : otherwise) logits.Set(id, 0);
    prediction.maxima.Read(logits);
  }
  if (search_->options.scores)
    prediction.log_sum = prediction.maxima.LogSum(logits);
}

// Tokens that may follow a node's hypothesis.
int Beam::RoomAfter(int node) const {
  return setup_.max_length - tree_.node(node).length;
}

void Beam::Force(SearchStep& step, int id) {
  const int node = Add(step, SuccessorsOf(step).With(0, id));
  tree_.node(node).state = NodeState::kForced;
  GoOnOrFinish(node, 0);
}

Successors Beam::SuccessorsOf(const SearchStep& step) {
  const bool is_greedy = !IsSampling() && search_->options.beam_size == 1;
  return {tree_, step.predictions, is_greedy ? RankBy::kLogit : RankBy::kScore,
          buffers_};
}

// The first successors of a search.
std::span<const Successor> Beam::BestSuccessors(const SearchStep& step) {
  Successors successors = SuccessorsOf(step);
  const int count = NodesOfStep();
  if (!setup_.spelling) return successors.Best(count);
  return successors.Best(count,
                         {&*setup_.spelling, search_->options.lexicon_penalty});
}

void Beam::Search(SearchStep& step) {
  const int beam_size = search_->options.beam_size;
  int rank = 0;
  int places = 0;  // of the beam, taken by tokens other than the end
  for (const Successor& successor : BestSuccessors(step)) {
    const int node = Add(step, successor);
    const bool is_end = successor.candidate.id == search_->eos;
    if (is_end ? rank < beam_size : places < beam_size) {
      places += is_end ? 0 : 1;
      GoOnOrFinish(node, successor.prediction);
    } else {
      Prune(node, PruneReason::kRank);
    }
    ++rank;
  }
  EndWhenSettled();
}

// Draws a token for each sample. The samples begin together, with one
// prediction for all.
void Beam::Sample(SearchStep& step) {
  const SearchOptions& options = search_->options;
  const int position = tree_.node(live_[0]).length;
  const bool is_first = position == static_cast<int>(setup_.prefix.size());
  const int count =
      is_first ? options.n_best : static_cast<int>(step.predictions.size());
  const Successors successors = SuccessorsOf(step);
  for (int i = 0; i < count; ++i) {
    const int prediction = is_first ? 0 : i;
    const Prediction& from = step.predictions[prediction];
    const int sample = is_first ? i : tree_.node(from.parent).sample;
    const int id = SampleToken(*options.sampling, from.logits,
                               {setup_.number, sample, position});
    const int node = Add(step, successors.With(prediction, id));
    tree_.node(node).sample = sample;
    GoOnOrFinish(node, prediction);
  }
}

// The tokens of a hypothesis after the forced prefix.
int Beam::Generated(int length) const {
  return std::max(0, length - static_cast<int>(setup_.prefix.size()));
}

int Beam::Add(SearchStep& step, const Successor& successor) {
  const Prediction& prediction = step.predictions[successor.prediction];
  Node node;
  node.parent = prediction.parent;
  node.id = successor.candidate.id;
  node.length = tree_.node(prediction.parent).length + 1;
  node.misspells = successor.candidate.misspells;
  if (search_->options.scores) Score(successor, prediction, node);
  node.alignment = prediction.alignment;
  const int number = tree_.Add(std::move(node));
  step.nodes.push_back({number, successor.prediction});
  return number;
}

// Sets what ranks a new node.
void Beam::Score(const Successor& successor, const Prediction& prediction,
                 Node& node) const {
  node.log_probability = successor.candidate.log_probability;
  node.score = tree_.node(prediction.parent).score + node.log_probability;
  if (node.misspells) node.score -= search_->options.lexicon_penalty;
  const int generated = Generated(node.length);
  if (generated > 0) node.generated = successor.generated;
  node.normalized = search_->score.Normalized(
      generated > 0 ? node.generated : node.score,
      generated > 0 ? generated : node.length, Coverage(prediction));
}

void Beam::GoOnOrFinish(int node, int prediction) {
  if (tree_.node(node).id == search_->eos) {
    Finish(node, Stop::kEos);
  } else if (tree_.node(node).length == setup_.max_length) {
    Finish(node, Stop::kLength);
  } else {
    next_live_.push_back(node);
    parents_.push_back(prediction);
  }
}

void Beam::Finish(int node, Stop stop) {
  tree_.node(node).state = NodeState::kFinished;
  tree_.node(node).stop = stop;
  const auto comes_before = [this](int a, int b) {
    const Node& first = tree_.node(a);
    const Node& second = tree_.node(b);
    return IsSampling() ? first.sample < second.sample
                        : first.normalized > second.normalized;
  };
  finished_.insert(
      std::upper_bound(finished_.begin(), finished_.end(), node, comes_before),
      node);
}

void Beam::Prune(int node, PruneReason reason) {
  tree_.node(node).state = NodeState::kPruned;
  tree_.node(node).prune_reason = reason;
}

// Prunes what is live when the n best are known, or enough have finished.
void Beam::EndWhenSettled() {
  if (next_live_.empty()) return;
  const SearchOptions& options = search_->options;
  const auto n_best = static_cast<size_t>(options.n_best);
  double bound = -std::numeric_limits<double>::infinity();
  for (const int node : next_live_) {
    bound = std::max(bound, search_->score.Bound(tree_.node(node).generated,
                                                 Generated(setup_.max_length)));
  }
  const bool is_settled = finished_.size() >= n_best &&
                          tree_.node(finished_[n_best - 1]).normalized >= bound;
  const bool is_early =
      options.stop_early &&
      finished_.size() >= static_cast<size_t>(options.beam_size);
  if (!is_settled && !is_early) return;
  for (const int node : next_live_)
    Prune(node, is_settled ? PruneReason::kBound : PruneReason::kEarly);
  next_live_.clear();
  parents_.clear();
}

int Beam::settled() const {
  if (IsSampling()) {
    const auto is_first = [this](int node) {
      return tree_.node(node).sample == 0;
    };
    const auto found = std::find_if(live_.begin(), live_.end(), is_first);
    return found != live_.end() ? *found : finished_.front();
  }
  if (done()) return finished_.front();
  const int open = tree_.CommonAncestor(live_);
  if (finished_.empty()) return open;
  return tree_.CommonAncestor(std::array{open, finished_.front()});
}

// For each source id the attention that it got from the hypothesis and the
// token that the prediction is for; empty when nothing depends on it.
std::vector<float> Beam::Coverage(const Prediction& prediction) const {
  if (search_->options.coverage_penalty == 0) return {};
  std::vector<float> coverage(prediction.alignment->size());
  const auto add = [&coverage](const std::vector<float>& alignment) {
    for (size_t i = 0; i < coverage.size(); ++i) coverage[i] += alignment[i];
  };
  for (const int node : tree_.Path(prediction.parent))
    add(*tree_.node(node).alignment);
  add(*prediction.alignment);
  return coverage;
}

}  // namespace stepglot
