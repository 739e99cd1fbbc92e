// Length normalisation and the coverage penalty.
#include "core/search/score.h"

#include <algorithm>
#include <cmath>

namespace stepglot {
namespace {

// Keeps the logarithm of a source token that nothing attended to finite.
constexpr float kLeastCoverage = 1e-6F;

double CoveragePenalty(std::span<const float> coverage) {
  double sum = 0;
  for (const float attention : coverage) {
    sum += std::log(std::clamp(attention, kLeastCoverage, 1.0F));
  }
  return sum;
}

}  // namespace

double HypothesisScore::LengthDivisor(int length) const {
  const double base = normalization_ == LengthNormalization::kGnmt
                          ? (5.0 + length) / 6
                          : length;
  return std::pow(base, alpha_);
}

double HypothesisScore::Normalized(double log_probability, int length,
                                   std::span<const float> coverage) const {
  const double score = log_probability / LengthDivisor(length);
  return beta_ > 0 ? score + beta_ * CoveragePenalty(coverage) : score;
}

double HypothesisScore::Bound(double log_probability, int limit) const {
  return log_probability / LengthDivisor(limit);
}

}  // namespace stepglot
