// Decoding: runs of the decoder and of searches with all that they computed.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_DECODING_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_DECODING_H_

#include <gtest/gtest.h>

#include <span>
#include <vector>

#include "core/model/model.h"
#include "core/nn/decoder.h"
#include "core/search/search.h"

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

/// The logits of all ids: those that the row lacks at minus infinity.
std::vector<float> Spread(const LogitRow& logits, int vocabulary);

/// A token that greedy search chose.
struct DecodedToken {
  int id = 0;
  float log_probability = 0;
  Stop stop = Stop::kNone;
  std::vector<Candidate> candidates;
  TokenAttention attention;
};

/// What greedy search did to one sequence.
struct DecodedSequence {
  std::vector<DecodedToken> steps;
  std::vector<float> logits;  ///< [steps, target vocabulary]; what was ruled
                              ///< out is at minus infinity

  std::vector<int> ids() const;
  std::vector<float> log_probabilities() const;
};

/// Runs a greedy search to its end: a beam of size 1, whatever the options say.
std::vector<DecodedSequence> Decode(const Model& model, const IdLists& sources,
                                    SearchOptions options);

/// Succeeds when all tokens, log-probabilities and logits are the same to the
/// bit.
testing::AssertionResult SameDecoding(const DecodedSequence& actual,
                                      const DecodedSequence& expected);

/// One sequence for each source, of which the first ones have prefixes.
std::vector<Sequence> SequencesOf(const IdLists& sources,
                                  const IdLists& prefixes = {});

/// What a search left of one sequence.
struct SearchedSequence {
  HypothesisTree tree;
  std::vector<int> finished;  ///< node numbers, best first
};

/// Runs a search to its end.
std::vector<SearchedSequence> RunSearch(const Model& model,
                                        const IdLists& sources,
                                        const SearchOptions& options,
                                        const IdLists& prefixes = {});

/// Succeeds when both searches looked at the same hypotheses in the same order
/// and finished the same, with all numbers the same to the bit.
testing::AssertionResult SameSearch(const SearchedSequence& actual,
                                    const SearchedSequence& expected);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_DECODING_H_
