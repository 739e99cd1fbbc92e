// LogitMaxima: the best tokens of a row of logits.
#ifndef STEPGLOT_CORE_SEARCH_LOGIT_MAXIMA_H_
#define STEPGLOT_CORE_SEARCH_LOGIT_MAXIMA_H_

#include <span>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/logit_row.h"

namespace stepglot {

/// The largest logit of each block of a row. One sweep over a row finds them;
/// after it, the sum of exponentials needs a single one, and the best tokens
/// none: only the blocks that can have one of them are looked into.
class LogitMaxima {
 public:
  /// Reads a row, whose logits must not change before the other calls.
  void Read(const LogitRow& row);

  /// The largest logit: NaN when one is NaN, kNegativeInfinity when all tokens
  /// are ruled out.
  float largest() const { return largest_; }

  /// The logarithm of the sum of exponentials, in nats.
  float LogSum(const LogitRow& row) const;

  /// The best `count` tokens, or all when there are fewer, best first, equal
  /// ones by id. Those that are ruled out, at kNegativeInfinity, are left out.
  /// @param places  their places in the row, out.
  void Best(const LogitRow& row, int count, std::vector<int>& places) const;

 private:
  void Scan(std::span<const float> logits, size_t count,
            std::vector<int>& places) const;

  std::vector<float> maxima_;
  float largest_ = kNegativeInfinity;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_LOGIT_MAXIMA_H_
