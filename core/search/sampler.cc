// Draws by inverting the cumulative distribution.
#include "core/search/sampler.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/kernels/selected.h"

namespace stepglot {
namespace {

// An id with its unnormalised probability.
struct Weighted {
  int id;
  double weight;
};

bool IsBetter(const Weighted& a, const Weighted& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.id < b.id;
}

// The finaliser of SplitMix64 (Steele et al. 2014), a bijection in which every
// bit of the input changes about half of the output's.
uint64_t Mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

// The probabilities after temperature of all ids that are not ruled out.
std::vector<Weighted> WeightTokens(const LogitRow& row, double temperature) {
  const std::span<const float> logits = row.values();
  const float largest = *std::max_element(logits.begin(), logits.end());
  std::vector<float> shares(logits.begin(), logits.end());
  for (float& share : shares) {
    share = (share - largest) / static_cast<float>(temperature);
  }
  // By the engine's own exponential function, whose bits are the same
  // everywhere.
  kKernels.softmax(shares.data(), static_cast<int>(shares.size()));
  std::vector<Weighted> weights;
  for (int place = 0; place < row.size(); ++place) {
    if (logits[place] == kNegativeInfinity) continue;
    weights.push_back({row.IdAt(place), shares[place]});
  }
  return weights;
}

double Sum(const std::vector<Weighted>& weights) {
  double sum = 0;
  for (const Weighted& entry : weights) sum += entry.weight;
  return sum;
}

// Leaves the fewest entries that have at least the share `top_p`; they have to
// be sorted.
void KeepNucleus(std::vector<Weighted>& weights, double top_p) {
  const double wanted = top_p * Sum(weights);
  double sum = 0;
  size_t kept = 0;
  while (kept < weights.size() && sum < wanted) sum += weights[kept++].weight;
  weights.resize(std::max<size_t>(kept, 1));
}

}  // namespace

double UniformDraw(uint64_t seed, const Draw& draw) {
  uint64_t bits = Mix(seed);
  bits = Mix(bits ^ draw.sequence);
  bits = Mix(bits ^ static_cast<uint64_t>(draw.sample));
  bits = Mix(bits ^ static_cast<uint64_t>(draw.position));
  return std::ldexp(static_cast<double>(bits >> 11), -53);
}

int SampleToken(const Sampling& sampling, const LogitRow& logits,
                const Draw& draw) {
  std::vector<Weighted> weights = WeightTokens(logits, sampling.temperature);
  if (sampling.top_k > 0 || sampling.top_p < 1) {
    std::sort(weights.begin(), weights.end(), IsBetter);
    const auto top_k = static_cast<size_t>(sampling.top_k);
    if (top_k > 0 && top_k < weights.size()) weights.resize(top_k);
    if (sampling.top_p < 1) KeepNucleus(weights, sampling.top_p);
  }
  double rest = UniformDraw(sampling.seed, draw) * Sum(weights);
  for (const Weighted& entry : weights) {
    rest -= entry.weight;
    if (rest < 0) return entry.id;
  }
  return weights.back().id;
}

}  // namespace stepglot
