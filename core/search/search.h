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
  /// @param model      must outlive this object.
  /// @param positions  tokens that each sequence has room for, if that is more
  /// than the given ones may have: for others that take their places.
  /// @throws Error kInvalidArgument for options or prefixes out of range,
  /// kOutOfMemory, with the size, when it is not available.
  Search(const Model& model, EncodedSources sources,
         const std::vector<Sequence>& sequences, const SearchOptions& options,
         int positions = 0);

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

  /// Decodes other sequences in the places of some that have ended, whose
  /// hypotheses are forgotten. Those that go on keep their bits.
  /// @param numbers  [sequences], of those that have ended: the new ones get
  /// them.
  /// @throws Error kInvalidArgument for prefixes out of range, and for a
  /// sequence that may have more tokens than positions().
  void Replace(EncodedSources sources, const std::vector<Sequence>& sequences,
               std::span<const int> numbers);

  int sequences() const { return static_cast<int>(places_.size()); }

  /// Tokens that each sequence has room for.
  int positions() const { return positions_; }

  /// The hypotheses of a sequence.
  const Beam& beam(int sequence) const { return places_[sequence].beam; }

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
  /// One of the sequences that are decoded side by side.
  struct Place {
    Beam beam;
    int source = 0;  ///< index in `encoded`
    /// Null when its keys and values are all that is needed of it.
    std::shared_ptr<const EncodedSources> encoded;
    /// The output layer, which sequences with the same ids share; null without
    /// a shortlist.
    std::shared_ptr<const OutputSubset> outputs;
  };

  std::vector<Place> PlacesFor(EncodedSources sources,
                               const std::vector<Sequence>& sequences) const;
  std::optional<Spelling> SpellingOf(const std::vector<int>& source) const;
  bool UsesShortlist() const {
    return model_.shortlist() != nullptr && setup_.options.shortlist;
  }
  std::vector<int> OutputIdsOf(const Sequence& sequence,
                               const std::vector<int>& source) const;
  void ReserveMemory();
  void ShareSources(std::span<const int> sequences);
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
  Decoder decoder_;
  std::vector<Place> places_;  ///< of each sequence
  int positions_;
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
