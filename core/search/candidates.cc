// Selects from logits.
#include "core/search/candidates.h"

#include <algorithm>
#include <numeric>

#include "core/nn/kernels/negative_infinity.h"

namespace stepglot {
namespace {

// From so many candidates on, one partial sort is cheaper than a list that is
// kept in order.
constexpr int kManyCandidates = 256;

// Sorts the best `count` ids, of all.
std::vector<int> SortedIds(std::span<const float> logits, int count) {
  std::vector<int> ids(logits.size());
  std::iota(ids.begin(), ids.end(), 0);
  std::partial_sort(
      ids.begin(), ids.begin() + count, ids.end(), [logits](int a, int b) {
        return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
      });
  ids.resize(count);
  while (!ids.empty() && logits[ids.back()] == kNegativeInfinity)
    ids.pop_back();
  return ids;
}

// Keeps the best ids so far in order. Few ids of a vocabulary get past the
// comparison with the last of them.
std::vector<int> ScannedIds(std::span<const float> logits, size_t count) {
  std::vector<int> best;
  best.reserve(count + 1);
  float last = kNegativeInfinity;
  for (size_t id = 0; id < logits.size(); ++id) {
    const float logit = logits[id];
    if (!(logit > last)) continue;
    const auto place = std::upper_bound(
        best.begin(), best.end(), logit,
        [logits](float value, int other) { return value > logits[other]; });
    best.insert(place, static_cast<int>(id));
    if (best.size() > count) best.pop_back();
    if (best.size() == count) last = logits[best.back()];
  }
  return best;
}

}  // namespace

std::vector<Candidate> BestCandidates(std::span<const float> logits,
                                      float log_sum, int count) {
  const int most = std::min(count, static_cast<int>(logits.size()));
  std::vector<Candidate> candidates;
  if (most == 0) return candidates;
  for (const int id : most < kManyCandidates ? ScannedIds(logits, most)
                                             : SortedIds(logits, most)) {
    candidates.push_back({id, logits[id] - log_sum});
  }
  return candidates;
}

}  // namespace stepglot
