// The best tokens of a row of logits.
#ifndef STEPGLOT_CORE_SEARCH_CANDIDATES_H_
#define STEPGLOT_CORE_SEARCH_CANDIDATES_H_

#include <span>
#include <vector>

#include "core/search/hypothesis_tree.h"

namespace stepglot {

/// The best `count` ids, or all when there are fewer, best first, equal ones by
/// id. Ids that are ruled out, at minus infinity, are left out.
/// @param log_sum  log_sum_exp of the logits.
std::vector<Candidate> BestCandidates(std::span<const float> logits,
                                      float log_sum, int count);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_CANDIDATES_H_
