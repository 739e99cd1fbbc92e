// Ranks successors, and puts back those that misspell.
#include "core/search/successors.h"

#include <algorithm>

#include "core/search/candidates.h"

namespace stepglot {
namespace {

bool IsBetter(const Successor& a, const Successor& b) {
  return a.generated > b.generated;
}

}  // namespace

Successor Successors::With(int prediction, int id) const {
  const Prediction& from = predictions_[prediction];
  const float log_probability = from.logits[id] - from.log_sum;
  return {prediction,
          {id, log_probability},
          tree_.node(from.parent).generated + log_probability};
}

std::vector<Successor> Successors::Best(int count) const {
  std::vector<Successor> best = Rank(count).successors;
  best.resize(std::min<size_t>(best.size(), count));
  return best;
}

std::vector<Successor> Successors::Best(int count,
                                        const LexiconPenalty& penalty) const {
  // Usually those that misspell leave enough others among the first ones.
  // Looking at more costs another pass over the vocabulary.
  for (int each = count;; each *= 4) {
    const Ranking ranking = Rank(each);
    std::vector<Successor> best = Penalize(ranking.successors, count, penalty);
    const bool is_full = best.size() == static_cast<size_t>(count);
    if (ranking.are_all || (is_full && best.back().generated >= ranking.rest))
      return best;
  }
}

// The best `each` of every prediction by the model's own scores.
Successors::Ranking Successors::Rank(int each) const {
  Ranking ranking;
  for (size_t i = 0; i < predictions_.size(); ++i) {
    const Prediction& prediction = predictions_[i];
    const double generated = tree_.node(prediction.parent).generated;
    const std::vector<Candidate> candidates =
        BestCandidates(prediction.logits, prediction.log_sum, each);
    for (const Candidate& candidate : candidates) {
      ranking.successors.push_back({static_cast<int>(i), candidate,
                                    generated + candidate.log_probability});
    }
    if (candidates.size() == static_cast<size_t>(each)) {
      ranking.are_all = false;
      ranking.rest =
          std::max(ranking.rest, ranking.successors.back().generated);
    }
  }
  std::stable_sort(ranking.successors.begin(), ranking.successors.end(),
                   IsBetter);
  return ranking;
}

// The best `count` of ranked successors after the penalty. Only those that
// could be among them are judged.
std::vector<Successor> Successors::Penalize(
    std::span<const Successor> ranked, size_t count,
    const LexiconPenalty& penalty) const {
  std::vector<OpenWord> words;
  for (const Prediction& prediction : predictions_)
    words.push_back(penalty.spelling->After(tree_, prediction.parent));
  std::vector<Successor> best;
  for (Successor successor : ranked) {
    if (best.size() == count && best.back().generated >= successor.generated)
      break;
    Candidate& candidate = successor.candidate;
    candidate.misspells =
        penalty.spelling->Misspells(words[successor.prediction], candidate.id);
    if (candidate.misspells) successor.generated -= penalty.nats;
    best.insert(std::upper_bound(best.begin(), best.end(), successor, IsBetter),
                successor);
    if (best.size() > count) best.pop_back();
  }
  return best;
}

}  // namespace stepglot
