// Greedy search: each step takes the most probable next token of every
// sequence.
#ifndef STEPGLOT_CORE_SEARCH_GREEDY_H_
#define STEPGLOT_CORE_SEARCH_GREEDY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/model.h"
#include "core/nn/decoder.h"
#include "core/nn/encoder.h"
#include "core/search/options.h"

namespace stepglot {

/// Why a sequence ended.
enum class Stop {
  kNot,     ///< it goes on
  kEos,     ///< the model ended it
  kLength,  ///< it reached its length limit
};

/// A possible next token.
struct Candidate {
  int id = 0;
  float log_probability = 0;  ///< nats
};

/// What one step did to one sequence.
struct TokenStep {
  int sequence = 0;
  int id = 0;  ///< the chosen token
  float log_probability =
      0;  ///< of that token, in nats; suppressed ids have no share
  Stop stop = Stop::kNot;
  std::vector<Candidate>
      candidates;            ///< the top_k best, best first; equal ones by id
  TokenAttention attention;  ///< on request
};

/// Decodes a batch of encoded sources. Sequences are independent: each ends on
/// its own, at which its row leaves the batch.
class GreedySearch {
 public:
  /// Plans and reserves all memory.
  /// @param model    must outlive this object.
  /// @param sources  one sequence is decoded for each.
  /// @throws Error kInvalidArgument for options out of range, kOutOfMemory when
  /// the cache does not
  ///         fit.
  GreedySearch(const Model& model, EncodedSources sources,
               const SearchOptions& options);

  /// True when every sequence has ended.
  bool done() const { return active_.empty(); }

  /// Takes the next token of every sequence that has not ended.
  /// @return one entry per such sequence, in their order; valid until the next
  /// call.
  const std::vector<TokenStep>& Step();

  /// The logits behind entry i of the last step: [target vocabulary], with
  /// suppressed ids at minus infinity. Valid until the next call of Step.
  std::span<const float> logits(int i) const { return step_logits_[i]; }

  /// Tokens that a sequence may have, from the options and its source's length.
  int limit(int sequence) const { return limits_[sequence]; }

  /// Bytes of the cached keys and values of targets and sources.
  CacheBytes cache_bytes() const;

 private:
  Rows LastHidden();
  TokenStep Choose(int sequence, std::span<float> logits) const;
  void Advance(const std::vector<TokenStep>& steps);

  const Model& model_;
  SearchOptions options_;
  EncodedSources encoded_;
  Decoder decoder_;
  std::vector<int> limits_;
  DecoderState state_;
  std::vector<int> active_;  ///< sequences that have not ended, ascending
  std::vector<std::vector<int>>
      inputs_;  ///< decoder inputs of each sequence, the start first
  std::vector<TokenAttention> trace_;
  std::vector<TokenStep> steps_;
  std::vector<std::span<float>> step_logits_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_GREEDY_H_
