// Where the decoder looked in the source, as alignment.
#ifndef STEPGLOT_CORE_SEARCH_ALIGNMENT_H_
#define STEPGLOT_CORE_SEARCH_ALIGNMENT_H_

#include <vector>

#include "core/nn/decoder.h"
#include "core/search/options.h"

namespace stepglot {

/// A token's cross-attention weights, averaged over the chosen layers and
/// heads.
/// @return [source ids], with a sum of 1.
std::vector<float> SoftAlignment(const AttentionWeightsOfToken& cross,
                                 const AlignmentHeads& chosen);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_ALIGNMENT_H_
