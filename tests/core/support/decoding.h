// Decoding: runs of the decoder and of greedy search with all that they
// computed.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_DECODING_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_DECODING_H_

#include <gtest/gtest.h>

#include <span>
#include <vector>

#include "core/model/model.h"
#include "core/nn/decoder.h"
#include "core/search/greedy.h"

namespace stepglot {

/// Encoder inputs.
using IdLists = std::vector<std::vector<int>>;

/// The decoder's inputs for a forced target: the start, then all tokens but the
/// last.
std::vector<int> DecoderInputs(const ModelConfig& config,
                               std::span<const int> target);

/// A decoder state with one row per source, each with room for `positions`
/// tokens.
DecoderState StartState(const Model& model, Decoder& decoder,
                        const IdLists& sources, int positions);

/// The logits of the next token after each of `inputs`: [inputs, target
/// vocabulary].
/// @param chunk  inputs given to the decoder at a time.
std::vector<float> ForcedLogits(const Model& model,
                                const std::vector<int>& source,
                                std::span<const int> inputs, int chunk);

/// What greedy search did to one sequence.
struct DecodedSequence {
  std::vector<TokenStep> steps;
  std::vector<float> logits;  ///< [steps, target vocabulary]

  std::vector<int> ids() const;
  std::vector<float> log_probabilities() const;
};

/// Runs a search to its end.
std::vector<DecodedSequence> Decode(const Model& model, const IdLists& sources,
                                    const SearchOptions& options);

/// Succeeds when all tokens, log-probabilities and logits are the same to the
/// bit.
testing::AssertionResult SameDecoding(const DecodedSequence& actual,
                                      const DecodedSequence& expected);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_DECODING_H_
