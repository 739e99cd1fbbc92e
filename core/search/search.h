// Search: runs the decoder and lets each sequence's beam choose, step by step.
#ifndef STEPGLOT_CORE_SEARCH_SEARCH_H_
#define STEPGLOT_CORE_SEARCH_SEARCH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/model/model.h"
#include "core/nn/decoder.h"
#include "core/nn/encoder.h"
#include "core/search/beam.h"
#include "core/search/options.h"
#include "core/search/sequence.h"

namespace stepglot {

/// Decodes a batch of sequences, each by beam search, greedily or by sampling.
/// Sequences are independent: each ends on its own, and its rows leave the
/// batch then. A sequence's hypotheses are rows of the decoder's batch that
/// share its source; to continue another one, a row copies that one's table of
/// the cache, never keys or values.
class Search {
 public:
  /// Plans and reserves the memory for keys, values and logits.
  /// @param model    must outlive this object.
  /// @throws Error kInvalidArgument for options or prefixes out of range,
  /// kOutOfMemory, with the size, when it is not available.
  Search(const Model& model, EncodedSources sources,
         const std::vector<Sequence>& sequences, const SearchOptions& options);

  // The beams refer to the setup.
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  /// True when every sequence has ended.
  bool done() const { return active_.empty(); }

  /// Extends the live hypotheses of every sequence that has not ended by a
  /// token.
  /// @return one entry per such sequence, in their order; valid, with the
  /// logits that it refers to, until the next call.
  const std::vector<SearchStep>& Step();

  int sequences() const { return static_cast<int>(beams_.size()); }

  /// The hypotheses of a sequence.
  const Beam& beam(int sequence) const { return beams_[sequence]; }

  /// Bytes of the cached keys and values of targets and sources.
  CacheBytes cache_bytes() const;

  /// Bytes of keys, values and logits that decoding needs.
  /// @param sequences  decoded side by side, each of options.rows() rows.
  /// @param positions  tokens that each may have.
  static uint64_t PlanBytes(const ModelConfig& config, int sequences,
                            int positions, const SearchOptions& options);

 private:
  int RowOf(int sequence, int hypothesis) const {
    return sequence * setup_.options.rows() + hypothesis;
  }
  void AddBeams(const std::vector<Sequence>& sequences);
  std::optional<Spelling> SpellingOf(const Sequence& sequence) const;
  bool UsesShortlist() const {
    return model_.shortlist() != nullptr && setup_.options.shortlist;
  }
  void ChooseOutputs(const std::vector<Sequence>& sequences);
  void ReserveMemory();
  void ShareSources();
  std::span<const LogitRow> Predict();
  void ListInputs();
  std::span<const LogitRow> Logits(Rows hidden,
                                   std::span<const RowTokens> tokens);
  std::span<const LogitRow> LastLogits(Rows hidden);
  void Extend(SearchStep& step, std::span<const LogitRow> logits,
              std::span<TokenAttention> trace);
  void Reorder();

  const Model& model_;
  SearchSetup setup_;
  EncodedSources encoded_;
  Decoder decoder_;
  std::vector<int> source_of_;  ///< the source of each sequence
  std::vector<Beam> beams_;     ///< of each sequence
  /// The output layer of each sequence; those with the same ids share one. None
  /// without a shortlist.
  std::vector<std::shared_ptr<const OutputSubset>> outputs_;
  std::optional<DecoderState> state_;
  std::vector<int> active_;  ///< sequences that have not ended, ascending
  std::vector<TokenAttention> trace_;  ///< of each row of the last step
  std::vector<SearchStep> steps_;

  // Memory for a step, kept from one to the next.
  std::vector<int> input_ids_;
  std::vector<size_t> input_ends_;  ///< of each row's ids in input_ids_
  std::vector<RowTokens> inputs_;   ///< views of input_ids_
  std::vector<const OutputSubset*> subsets_;
  std::vector<LogitRow> logit_rows_;
  RowBuffer last_logits_;            ///< without the cache
  std::vector<LogitRow> last_rows_;  ///< views of last_logits_
  std::vector<int> parents_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SEARCH_H_
