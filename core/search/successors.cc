// Ranks successors, and puts back those that misspell.
#include "core/search/successors.h"

#include <algorithm>

namespace stepglot {
namespace {

// Of a prediction the successors with equal ranks are in the order of their
// logits, which scores may round to the same number.
bool ComesBefore(const Successor& a, const Successor& b) {
  if (a.rank != b.rank) return a.rank > b.rank;
  if (a.prediction != b.prediction) return a.prediction < b.prediction;
  if (a.logit != b.logit) return a.logit > b.logit;
  return a.candidate.id < b.candidate.id;
}

bool IsBetter(const Successor& a, const Successor& b) {
  return a.rank > b.rank;
}

}  // namespace

Successor Successors::Make(int prediction, int id, float logit) const {
  const Prediction& from = predictions_[prediction];
  const float log_probability = logit - from.log_sum;
  const double generated = tree_.node(from.parent).generated + log_probability;
  return {prediction,
          {id, log_probability},
          logit,
          generated,
          rank_by_ == RankBy::kLogit ? logit : generated};
}

std::span<const Successor> Successors::Best(int count) {
  Rank(count);
  const std::span<const Successor> ranked = buffers_.ranked;
  return ranked.first(std::min<size_t>(ranked.size(), count));
}

std::span<const Successor> Successors::Best(int count,
                                            const LexiconPenalty& penalty) {
  buffers_.words.clear();
  for (const Prediction& prediction : predictions_) {
    buffers_.words.push_back(penalty.spelling->After(tree_, prediction.parent));
  }
  // Usually those that misspell leave enough others among the first ones.
  const std::vector<Successor>& best = buffers_.penalized;
  for (int each = count;; each *= 4) {
    const Rest rest = Rank(each);
    Penalize(count, penalty);
    const bool is_full = best.size() == static_cast<size_t>(count);
    if (rest.is_empty || (is_full && best.back().rank >= rest.rank))
      return best;
  }
}

// The best `each` of every prediction by the model's own scores.
Successors::Rest Successors::Rank(int each) {
  Rest rest;
  buffers_.ranked.clear();
  for (size_t i = 0; i < predictions_.size(); ++i) {
    const LogitRow& logits = predictions_[i].logits;
    predictions_[i].maxima.Best(logits, each, buffers_.places);
    for (const int place : buffers_.places) {
      buffers_.ranked.push_back(Make(static_cast<int>(i), logits.IdAt(place),
                                     logits.values()[place]));
    }
    if (buffers_.places.size() == static_cast<size_t>(each)) {
      rest.is_empty = false;
      rest.rank = std::max(rest.rank, buffers_.ranked.back().rank);
    }
  }
  std::sort(buffers_.ranked.begin(), buffers_.ranked.end(), ComesBefore);
  return rest;
}

// The best `count` of the ranked ones after the penalty. Only those that could
// be among them are judged.
void Successors::Penalize(size_t count, const LexiconPenalty& penalty) {
  std::vector<Successor>& best = buffers_.penalized;
  best.clear();
  for (Successor successor : buffers_.ranked) {
    if (best.size() == count && best.back().rank >= successor.rank) break;
    Candidate& candidate = successor.candidate;
    candidate.misspells = penalty.spelling->Misspells(
        buffers_.words[successor.prediction], candidate.id);
    if (candidate.misspells) {
      successor.generated -= penalty.nats;
      successor.rank -= penalty.nats;
    }
    best.insert(std::upper_bound(best.begin(), best.end(), successor, IsBetter),
                successor);
    if (best.size() > count) best.pop_back();
  }
}

}  // namespace stepglot
