// Sampler: draws tokens at random, reproducibly.
#ifndef STEPGLOT_CORE_SEARCH_SAMPLER_H_
#define STEPGLOT_CORE_SEARCH_SAMPLER_H_

#include <cstdint>

#include "core/nn/logit_row.h"
#include "core/search/options.h"

namespace stepglot {

/// Which of all draws one is. A draw depends on this and the seed alone, not on
/// the draws before it: sequences can be decoded in any order and any batch.
struct Draw {
  uint64_t sequence = 0;  ///< number of the sequence among all of a call
  int sample = 0;         ///< number of the sample of this sequence
  int position = 0;       ///< of the token in the target
};

/// A number from 0 to below 1 with 53 random bits.
double UniformDraw(uint64_t seed, const Draw& draw);

/// Draws an id by its probability after temperature, top-k and top-p, in this
/// order.
/// @param logits  at least one is above minus infinity.
int SampleToken(const Sampling& sampling, const LogitRow& logits,
                const Draw& draw);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SAMPLER_H_
