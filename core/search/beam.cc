// Chooses which hypotheses go on.
#include "core/search/beam.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/kernels/selected.h"
#include "core/search/alignment.h"
#include "core/search/candidates.h"

namespace stepglot {
namespace {

// The logarithm of the sum that makes the logits probabilities. When none is
// left, or the model's numbers overflowed, the end token is made the only one.
float LogSumOrEnd(std::span<float> logits, int eos) {
  const float log_sum =
      kKernels.log_sum_exp(logits.data(), static_cast<int>(logits.size()));
  if (std::isfinite(log_sum)) return log_sum;
  std::fill(logits.begin(), logits.end(), kNegativeInfinity);
  logits[eos] = 0;
  return 0;
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
  return length < limits_.prefix.size() ? &limits_.prefix[length] : nullptr;
}

// Rules tokens out, and takes from each prediction what its successors need.
void Beam::Prepare(SearchStep& step) {
  const SearchOptions& options = rules_->options;
  const int* forced = Forced();
  log_sums_.clear();
  alignments_.clear();
  for (Prediction& prediction : step.predictions) {
    if (forced != nullptr) {
      rules_->tokens.ApplyForced(*forced, prediction.logits);
    } else {
      const std::vector<int> ids = rules_->tokens.needs_hypothesis()
                                       ? tree_.Ids(prediction.parent)
                                       : std::vector<int>();
      rules_->tokens.Apply(ids, tree_.node(prediction.parent).length,
                           prediction.logits);
    }
    log_sums_.push_back(LogSumOrEnd(prediction.logits, rules_->eos));
    prediction.candidates =
        BestCandidates(prediction.logits, log_sums_.back(), options.candidates);
    if (limits_.spelling && forced == nullptr)
      Spell(prediction.parent, prediction.candidates);
    alignments_.push_back(
        options.needs_alignment()
            ? std::make_shared<const std::vector<float>>(
                  SoftAlignment(prediction.attention.cross,
                                options.alignment.value_or(AlignmentHeads{})))
            : nullptr);
  }
}

Beam::Successor Beam::SuccessorWith(const SearchStep& step, int prediction,
                                    int id) const {
  const Prediction& from = step.predictions[prediction];
  const float log_probability = from.logits[id] - log_sums_[prediction];
  return {prediction,
          {id, log_probability},
          tree_.node(from.parent).score + log_probability};
}

void Beam::Force(SearchStep& step, int id) {
  const int node = Add(step, SuccessorWith(step, 0, id));
  tree_.node(node).fate = Fate::kForced;
  GoOnOrFinish(node, 0);
}

// The first 2 * beam_size successors, best first; equal ones in the order of
// their hypotheses, then of their ids.
std::vector<Beam::Successor> Beam::BestSuccessors(
    const SearchStep& step) const {
  const int beam_size = rules_->options.beam_size;
  const int count = beam_size == 1 ? 1 : 2 * beam_size;
  if (!limits_.spelling) {
    std::vector<Successor> best = Rank(step, count).successors;
    best.resize(std::min<size_t>(best.size(), count));
    return best;
  }
  // Mostly those that misspell leave enough others among the first ones.
  // Looking at more costs another pass over the vocabulary.
  for (int each = count;; each *= 4) {
    const Ranking ranking = Rank(step, each);
    std::vector<Successor> best = Penalize(step, ranking.successors, count);
    const bool is_full = best.size() == static_cast<size_t>(count);
    if (ranking.are_all || (is_full && best.back().score >= ranking.rest))
      return best;
  }
}

// The best `each` of every prediction by the model's own scores.
Beam::Ranking Beam::Rank(const SearchStep& step, int each) const {
  Ranking ranking;
  for (size_t i = 0; i < step.predictions.size(); ++i) {
    const double score = tree_.node(step.predictions[i].parent).score;
    const std::vector<Candidate> candidates =
        BestCandidates(step.predictions[i].logits, log_sums_[i], each);
    for (const Candidate& candidate : candidates) {
      ranking.successors.push_back(
          {static_cast<int>(i), candidate, score + candidate.log_probability});
    }
    if (candidates.size() == static_cast<size_t>(each)) {
      ranking.are_all = false;
      ranking.rest = std::max(ranking.rest, ranking.successors.back().score);
    }
  }
  std::stable_sort(
      ranking.successors.begin(), ranking.successors.end(),
      [](const Successor& a, const Successor& b) { return a.score > b.score; });
  return ranking;
}

// The best `count` of ranked successors, less the lexicon penalty of those that
// misspell. Only as many are judged as could be among the best.
std::vector<Beam::Successor> Beam::Penalize(
    const SearchStep& step, const std::vector<Successor>& ranked,
    size_t count) const {
  std::vector<OpenWord> words;
  for (const Prediction& prediction : step.predictions)
    words.push_back(limits_.spelling->After(tree_, prediction.parent));
  std::vector<Successor> best;
  for (Successor successor : ranked) {
    if (best.size() == count && best.back().score >= successor.score) break;
    Candidate& candidate = successor.candidate;
    candidate.misspells =
        limits_.spelling->Misspells(words[successor.prediction], candidate.id);
    if (candidate.misspells) successor.score -= rules_->options.lexicon_penalty;
    best.insert(std::upper_bound(best.begin(), best.end(), successor,
                                 [](const Successor& a, const Successor& b) {
                                   return a.score > b.score;
                                 }),
                successor);
    if (best.size() > count) best.pop_back();
  }
  return best;
}

// Marks the candidates for what follows a node that misspell.
void Beam::Spell(int parent, std::vector<Candidate>& candidates) const {
  const OpenWord word = limits_.spelling->After(tree_, parent);
  for (Candidate& candidate : candidates)
    candidate.misspells = limits_.spelling->Misspells(word, candidate.id);
}

void Beam::Search(SearchStep& step) {
  const int beam_size = rules_->options.beam_size;
  int rank = 0;
  int places = 0;  // of the beam, taken by what is no end token
  for (const Successor& successor : BestSuccessors(step)) {
    const int node = Add(step, successor);
    const bool is_end = successor.candidate.id == rules_->eos;
    if (is_end ? rank < beam_size : places < beam_size) {
      places += is_end ? 0 : 1;
      GoOnOrFinish(node, successor.prediction);
    } else {
      tree_.node(node).fate = Fate::kRank;
    }
    ++rank;
  }
  EndWhenSettled();
}

// Draws a token for each sample. The samples begin together, with one
// prediction for all.
void Beam::Sample(SearchStep& step) {
  const SearchOptions& options = rules_->options;
  const int position = tree_.node(live_[0]).length;
  const bool is_first = position == static_cast<int>(limits_.prefix.size());
  const int count =
      is_first ? options.n_best : static_cast<int>(step.predictions.size());
  for (int i = 0; i < count; ++i) {
    const int prediction = is_first ? 0 : i;
    const Prediction& from = step.predictions[prediction];
    const int sample = is_first ? i : tree_.node(from.parent).sample;
    const int id = SampleToken(*options.sampling, from.logits,
                               {limits_.stream, sample, position});
    const int node = Add(step, SuccessorWith(step, prediction, id));
    tree_.node(node).sample = sample;
    GoOnOrFinish(node, prediction);
  }
}

int Beam::Add(SearchStep& step, const Successor& successor) {
  const int parent = step.predictions[successor.prediction].parent;
  Node node;
  node.parent = parent;
  node.id = successor.candidate.id;
  node.length = tree_.node(parent).length + 1;
  node.log_probability = successor.candidate.log_probability;
  node.misspells = successor.candidate.misspells;
  node.score = successor.score;
  node.normalized = rules_->score.Normalized(
      node.score, node.length, Coverage(parent, successor.prediction));
  node.alignment = alignments_[successor.prediction];
  const int number = tree_.Add(std::move(node));
  step.nodes.push_back({number, successor.prediction});
  return number;
}

void Beam::GoOnOrFinish(int node, int prediction) {
  if (tree_.node(node).id == rules_->eos) {
    Finish(node, Stop::kEos);
  } else if (tree_.node(node).length == limits_.max_length) {
    Finish(node, Stop::kLength);
  } else {
    next_live_.push_back(node);
    parents_.push_back(prediction);
  }
}

void Beam::Finish(int node, Stop stop) {
  tree_.node(node).fate = Fate::kFinished;
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

// Prunes what is live when the n best are known, or enough have finished.
void Beam::EndWhenSettled() {
  if (next_live_.empty()) return;
  const SearchOptions& options = rules_->options;
  const auto n_best = static_cast<size_t>(options.n_best);
  double bound = -std::numeric_limits<double>::infinity();
  for (const int node : next_live_) {
    bound = std::max(
        bound, rules_->score.Bound(tree_.node(node).score, limits_.max_length));
  }
  const bool is_settled = finished_.size() >= n_best &&
                          tree_.node(finished_[n_best - 1]).normalized >= bound;
  const bool is_early =
      options.stop_early &&
      finished_.size() >= static_cast<size_t>(options.beam_size);
  if (!is_settled && !is_early) return;
  for (const int node : next_live_) {
    tree_.node(node).fate = is_settled ? Fate::kBound : Fate::kEarly;
  }
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
std::vector<float> Beam::Coverage(int parent, int prediction) const {
  if (rules_->options.coverage_penalty == 0) return {};
  std::vector<float> coverage(alignments_[prediction]->size());
  const auto add = [&coverage](const std::vector<float>& alignment) {
    for (size_t i = 0; i < coverage.size(); ++i) coverage[i] += alignment[i];
  };
  for (const int node : tree_.Path(parent)) add(*tree_.node(node).alignment);
  add(*alignments_[prediction]);
  return coverage;
}

}  // namespace stepglot
