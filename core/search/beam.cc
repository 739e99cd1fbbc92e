// Chooses which hypotheses go on.
#include "core/search/beam.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <span>
#include <utility>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/kernels/selected.h"
#include "core/search/alignment.h"
#include "core/search/candidates.h"
#include "core/search/sampler.h"

namespace stepglot {
namespace {

// The logarithm of the sum that makes the logits probabilities.
float LogSum(std::span<const float> logits) {
  return kKernels.log_sum_exp(logits.data(), static_cast<int>(logits.size()));
}

// The same. When no id is left, or the model's numbers overflowed, some are
// made the only ones.
float LogSumOrOnly(std::span<float> logits, std::span<const int> ids) {
  const float log_sum = LogSum(logits);
  if (std::isfinite(log_sum)) return log_sum;
  std::fill(logits.begin(), logits.end(), kNegativeInfinity);
  for (const int id : ids) logits[id] = 0;
  return LogSum(logits);
}

// Rules out all but some ids.
// @return the logits of these.
std::vector<float> Keep(std::span<const int> ids, std::span<float> logits) {
  std::vector<float> kept;
  kept.reserve(ids.size());
  for (const int id : ids) kept.push_back(logits[id]);
  std::fill(logits.begin(), logits.end(), kNegativeInfinity);
  for (size_t i = 0; i < ids.size(); ++i) logits[ids[i]] = kept[i];
  return kept;
}

}  // namespace

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
    prediction.log_sum = forced != nullptr ? RuleOutAround(*forced, prediction)
                                           : RuleOut(prediction);
    prediction.candidates = BestCandidates(
        prediction.logits, prediction.log_sum, options.candidates);
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

// Rules out what must not follow a hypothesis.
// @return log_sum_exp of what is left.
float Beam::RuleOut(Prediction& prediction) const {
  const std::vector<int> due =
      search_->characters.Due(tree_, prediction.parent);
  if (!due.empty()) return RuleOutWithin(due, prediction);
  ApplyRules(prediction);
  search_->characters.ApplyBetween(prediction.logits);
  const std::span<const int> end(&search_->eos, 1);
  const float log_sum = LogSumOrOnly(prediction.logits, end);
  const bool is_short_of_room = search_->characters.ApplyRoom(
      RoomAfter(prediction.parent), prediction.logits);
  if (!is_short_of_room || std::isfinite(LogSum(prediction.logits)))
    return log_sum;
  return LogSumOrOnly(prediction.logits, end);
}

// The same within a character, which is completed even where the other rules
// leave none of its bytes.
float Beam::RuleOutWithin(std::span<const int> due,
                          Prediction& prediction) const {
  const std::vector<float> kept = Keep(due, prediction.logits);
  ApplyRules(prediction);
  if (!std::isfinite(LogSum(prediction.logits))) {
    for (size_t i = 0; i < due.size(); ++i) prediction.logits[due[i]] = kept[i];
  }
  return LogSumOrOnly(prediction.logits, due);
}

// The same for a forced token, which itself is never ruled out.
float Beam::RuleOutAround(int forced, Prediction& prediction) const {
  const float logit = prediction.logits[forced];
  const std::vector<int> due =
      search_->characters.Due(tree_, prediction.parent);
  if (!due.empty()) {
    Keep(due, prediction.logits);
  } else {
    search_->characters.ApplyBetween(prediction.logits);
  }
  search_->tokens.ApplyForced(forced, prediction.logits);
  prediction.logits[forced] = logit;
  return LogSumOrOnly(prediction.logits, {&search_->eos, 1});
}

void Beam::ApplyRules(Prediction& prediction) const {
  const std::vector<int> ids = search_->tokens.needs_hypothesis()
                                   ? tree_.Ids(prediction.parent)
                                   : std::vector<int>();
  search_->tokens.Apply(ids, tree_.node(prediction.parent).length,
                        prediction.logits);
}

// Tokens that may follow a node's hypothesis.
int Beam::RoomAfter(int node) const {
  return setup_.max_length - tree_.node(node).length;
}

void Beam::Force(SearchStep& step, int id) {
  const int node = Add(step, Successors(tree_, step.predictions).With(0, id));
  tree_.node(node).state = NodeState::kForced;
  GoOnOrFinish(node, 0);
}

// The first 2 * beam_size successors, or the first alone.
std::vector<Successor> Beam::BestSuccessors(const SearchStep& step) const {
  const SearchOptions& options = search_->options;
  const int count = options.beam_size == 1 ? 1 : 2 * options.beam_size;
  const Successors successors(tree_, step.predictions);
  if (!setup_.spelling) return successors.Best(count);
  return successors.Best(count, {&*setup_.spelling, options.lexicon_penalty});
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
  const Successors successors(tree_, step.predictions);
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
  node.log_probability = successor.candidate.log_probability;
  node.misspells = successor.candidate.misspells;
  node.score = tree_.node(prediction.parent).score + node.log_probability;
  if (node.misspells) node.score -= search_->options.lexicon_penalty;
  const int generated = Generated(node.length);
  if (generated > 0) node.generated = successor.generated;
  node.normalized = search_->score.Normalized(
      generated > 0 ? node.generated : node.score,
      generated > 0 ? generated : node.length, Coverage(prediction));
  node.alignment = prediction.alignment;
  const int number = tree_.Add(std::move(node));
  step.nodes.push_back({number, successor.prediction});
  return number;
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
  std::vector<int> possible = live_;
  if (!finished_.empty()) possible.push_back(finished_.front());
  return tree_.CommonAncestor(possible);
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
