// HypothesisScore: what finished hypotheses are ranked by.
#ifndef STEPGLOT_CORE_SEARCH_SCORE_H_
#define STEPGLOT_CORE_SEARCH_SCORE_H_

#include <span>

#include "core/search/options.h"

namespace stepglot {

/// Normalises summed log-probabilities: log P / lp(len) + cp (Wu et al. 2016,
/// equation 14). Both count generated tokens alone: an unlikely forced prefix
/// would make long endings look good, as their length takes more off it. Where
/// all tokens are forced nothing is ranked, and they count.
class HypothesisScore {
 public:
  explicit HypothesisScore(const SearchOptions& options)
      : normalization_(options.length_normalization),
        alpha_(options.length_penalty),
        beta_(options.coverage_penalty) {}

  /// @param log_probability  of the tokens that count, in nats.
  /// @param length    their number, at least 1.
  /// @param coverage  for each source id the sum of the attention that it got
  /// from all tokens; not read when there is no coverage penalty.
  double Normalized(double log_probability, int length,
                    std::span<const float> coverage) const;

  /// The most that a hypothesis with this log-probability can reach when it may
  /// grow to `limit` tokens that count: log-probabilities only fall, and the
  /// penalty for coverage is never positive.
  double Bound(double log_probability, int limit) const;

 private:
  double LengthDivisor(int length) const;

  LengthNormalization normalization_;
  double alpha_;
  double beta_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SCORE_H_
