// What a caller may ask of decoding; option_list.h has the bounds.
#ifndef STEPGLOT_CORE_SEARCH_OPTIONS_H_
#define STEPGLOT_CORE_SEARCH_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/config/config.h"

namespace stepglot {

/// Draws tokens at random instead of searching for the best.
struct Sampling {
  /// Logits are divided by it.
  double temperature = 1;

  /// Draw from so many most probable tokens; 0 is all.
  int top_k = 0;

  /// Draw from the fewest most probable tokens that together have this share.
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

  /// Most tokens of a sequence, forced ones and the end token included; the
  /// model's max_target_length limits it too.
  int max_length = 256;

  /// Most tokens after the forced prefix per source id (ids counted with bos
  /// and eos), rounded up.
  double max_length_factor = 3.0;

  /// No end token before `min_length` other tokens.
  int min_length = 0;

  /// Hypotheses kept at each step; 1 is greedy search. Without meaning when
  /// sampling.
  int beam_size = 4;

  /// Finished hypotheses returned; when sampling, samples drawn.
  int n_best = 1;

  LengthNormalization length_normalization = LengthNormalization::kGnmt;

  /// alpha of the length normalization; 0 is none.
  double length_penalty = 0.6;

  /// End a sequence as soon as beam_size hypotheses have finished, also when
  /// one that is still open could become better.
  bool stop_early = false;

  /// beta of the coverage penalty (Wu et al. 2016, equation 14), which punishes
  /// source tokens that no target token attended to; 0 is none.
  double coverage_penalty = 0;

  /// What a token loses of its score, in nats, when it makes a word that
  /// neither the model's lexicon nor the source has. Without meaning when
  /// sampling, and for a model without a lexicon.
  double lexicon_penalty = 5;

  /// Divides positive logits of ids that the hypothesis has, and multiplies
  /// negative ones (Keskar et al. 2019); 1 is none.
  double repetition_penalty = 1;

  /// No n-gram of this length twice in a hypothesis; 0 allows all.
  int no_repeat_ngram = 0;

  /// Sequences of ids that are never generated.
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

  /// Compute log-probabilities and scores. A greedy search finds the same
  /// without, and is faster; then they are all 0. What ranks or reports
  /// probabilities needs them.
  bool scores = true;

  /// Best candidates reported per step.
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

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_OPTIONS_H_
