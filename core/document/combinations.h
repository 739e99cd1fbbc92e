// Combinations: one hypothesis of each segment, for the n-best list of a text.
#ifndef STEPGLOT_CORE_DOCUMENT_COMBINATIONS_H_
#define STEPGLOT_CORE_DOCUMENT_COMBINATIONS_H_

#include <cstddef>
#include <vector>

namespace stepglot {

/// Which hypothesis is taken of each segment, [segments].
using Combination = std::vector<size_t>;

/// The combinations with the largest sums of scores.
/// @param scores  [segments][hypotheses], those of a segment best first, at
/// least one.
/// @param count   of combinations; fewer are returned when there are fewer.
/// @return best first; of no segments the one that takes nothing.
std::vector<Combination> BestCombinations(
    const std::vector<std::vector<double>>& scores, size_t count);

/// Combinations of samples, which are independent of each other: the first
/// takes the first sample of each segment, and so on. A segment of fewer
/// samples, as its target was given, is in the others with its last.
/// @param samples  [segments], how many each has, at least one.
/// @param count    of combinations.
std::vector<Combination> SampleCombinations(const std::vector<size_t>& samples,
                                            size_t count);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_COMBINATIONS_H_
