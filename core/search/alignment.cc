// Averages attention.
#include "core/search/alignment.h"

#include <numeric>

namespace stepglot {
namespace {

std::vector<int> ChosenOrAll(const std::vector<int>& chosen, int count) {
  if (!chosen.empty()) return chosen;
  std::vector<int> all(count);
  std::iota(all.begin(), all.end(), 0);
  return all;
}

}  // namespace

std::vector<float> SoftAlignment(const AttentionWeightsOfToken& cross,
                                 const AlignmentHeads& chosen) {
  const std::vector<int> layers = ChosenOrAll(chosen.layers, cross.layers);
  const std::vector<int> heads = ChosenOrAll(chosen.heads, cross.heads);
  std::vector<float> mean(cross.keys);
  for (const int layer : layers) {
    for (const int head : heads) {
      const float* row =
          cross.weights.data() +
          static_cast<size_t>(layer * cross.heads + head) * cross.keys;
      for (int key = 0; key < cross.keys; ++key) mean[key] += row[key];
    }
  }
  const auto count = static_cast<float>(layers.size() * heads.size());
  for (float& weight : mean) weight /= count;
  return mean;
}

}  // namespace stepglot
