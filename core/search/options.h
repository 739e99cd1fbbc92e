// What a caller may ask of decoding.
#ifndef STEPGLOT_CORE_SEARCH_OPTIONS_H_
#define STEPGLOT_CORE_SEARCH_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/config/config.h"

namespace stepglot {

/// Draws tokens at random instead of searching for the best.
struct Sampling {
  /// Logits are divided by it; from 0.01 to 100.
  double temperature = 1;

  /// Draw from so many most probable tokens; 0 is all.
  int top_k = 0;

  /// Draw from the fewest most probable tokens that together have this share;
  /// above 0 and at most 1.
  double top_p = 1;

  /// Which draws: equal seeds give equal tokens, on any machine and in any
  /// batch.
  uint64_t seed = 0;
};

/// The cross-attention that alignment is taken from; no entries stand for all.
struct AlignmentHeads {
  std::vector<int> layers;
  std::vector<int> heads;
};

/// Options of decoding, with their defaults.
struct SearchOptions {
  /// Keep keys and values between steps. Without it every step runs the decoder
  /// over the whole prefix, projects the source again and computes the logits
  /// of every position: the baseline that the cache is measured against. The
  /// results are the same to the bit.
  bool cache = true;

  /// At most so many tokens per sequence, forced ones and the end token
  /// included; from 1, also bounded by the model's max_target_length.
  int max_length = 256;

  /// At most so many tokens after the forced prefix per source id (ids counted
  /// with bos and eos), rounded up; above 0.
  double max_length_factor = 3.0;

  /// No end token before so many other tokens; from 0 to max_length.
  int min_length = 0;

  /// Hypotheses kept at each step, from 1 to 64; 1 is greedy search. Without
  /// meaning when sampling.
  int beam_size = 4;

  /// Finished hypotheses returned, from 1 to beam_size; when sampling, samples
  /// drawn, from 1 to 64.
  int n_best = 1;

  LengthNormalization length_normalization = LengthNormalization::kGnmt;

  /// alpha of the length normalisation, from 0 (none) to 10.
  double length_penalty = 0.6;

  /// End a sequence as soon as beam_size hypotheses have finished, also when
  /// one that is still open could become better.
  bool stop_early = false;

  /// beta of the coverage penalty (Wu et al. 2016, equation 14), which punishes
  /// source tokens that no target token attended to; from 0 (none) to 10.
  double coverage_penalty = 0;

  /// What a token loses of its score, in nats, when it makes a word that
  /// neither the model's lexicon nor the source has; from 0 (nothing) to 10.
  /// Without meaning when sampling, and for a model without a lexicon.
  double lexicon_penalty = 5;

  /// Divides positive logits of ids that the hypothesis has, and multiplies
  /// negative ones (Keskar et al. 2019); from 0.1 to 10, 1 is none.
  double repetition_penalty = 1;

  /// No n-gram of this length twice in a hypothesis; from 0 (any) to 64.
  int no_repeat_ngram = 0;

  /// Sequences of 1 to 64 ids that are never generated.
  std::vector<std::vector<int>> suppress;

  /// Let the model generate its unknown id, whose text is then that of the
  /// source token it is best aligned with.
  bool replace_unknowns = false;

  /// Consider only the target tokens of the model's lexical shortlist, if it
  /// has one, beside forced ones.
  bool shortlist = true;

  std::optional<Sampling> sampling;

  /// Record which source tokens each target token is aligned with.
  std::optional<AlignmentHeads> alignment;

  /// Report so many best candidates per step, from 0 to the target vocabulary's
  /// size.
  int candidates = 0;

  /// Report the attention weights of each step.
  bool attention = false;

  /// Hypotheses of one sequence that are decoded side by side.
  int rows() const { return sampling ? n_best : beam_size; }

  /// Whether the search has to know where the decoder looked in the source.
  bool needs_alignment() const {
    return alignment || replace_unknowns || coverage_penalty > 0;
  }
};

/// @return the same options.
/// @throws Error kInvalidArgument naming the option, its range and what was
/// found.
SearchOptions CheckOptions(const SearchOptions& options,
                           const ModelConfig& config);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_OPTIONS_H_
