// The options of decoding: for each its key, member and bounds. The check, the
// binding and the tests' reader of reference searches are made from this list.
#ifndef STEPGLOT_CORE_SEARCH_OPTION_LIST_H_
#define STEPGLOT_CORE_SEARCH_OPTION_LIST_H_

#include "core/files/number_range.h"
#include "core/model/config/config.h"
#include "core/model/config/decode_bounds.h"
#include "core/search/options.h"

namespace stepglot {

/// What a number is called.
struct OptionName {
  const char* key;    ///< in JavaScript
  const char* words;  ///< in messages
};

/// Visits the options of sampling; see VisitOptions.
template <typename Visitor, typename Options>
void VisitSampling(Visitor& visit, Options& o, const ModelConfig& config) {
  visit({"temperature", "temperature"}, o.temperature, RealRange{0.01, 100});
  visit({"topK", "top-k"}, o.top_k, WholeRange{0, config.target_vocab_size});
  visit({"topP", "top-p"}, o.top_p, RealRange{0, 1, RealRange::kAboveLeast});
  visit("seed", o.seed);
}

/// Visits the options of alignment; see VisitOptions.
template <typename Visitor, typename Options>
void VisitAlignment(Visitor& visit, Options& o, const ModelConfig& config) {
  visit({"alignmentLayers", "alignment layer"}, o.layers,
        WholeRange{0, config.decoder_layers - 1});
  visit({"alignmentHeads", "alignment head"}, o.heads,
        WholeRange{0, config.heads - 1});
}

/// Visits all options in an order in which each comes after those that its
/// bounds depend on; only those of nBest look ahead, at whether to sample.
///
/// @param visit  called with (OptionName, member, bounds) for a number and for
/// a vector of numbers, and with (key, member) for any other value; its Group
/// with (key, optional member, function) for options that count only if the
/// member has a value; the function visits them when called with that value.
/// @param o  a SearchOptions, or a const one.
template <typename Visitor, typename Options>
void VisitOptions(Visitor& visit, Options& o, const ModelConfig& config) {
  visit("cache", o.cache);
  visit({"maxLength", "max length"}, o.max_length, WholeRange{.least = 1});
  visit({"maxLengthFactor", "max length factor"}, o.max_length_factor,
        RealRange{.least = 0, .begin = RealRange::kAboveLeast});
  visit({"minLength", "min length"}, o.min_length, WholeRange{0, o.max_length});
  visit({"beam", "beam size"}, o.beam_size, kBeamSizes);
  visit({"nBest", "n-best"}, o.n_best,
        o.sampling ? kBeamSizes : WholeRange{1, o.beam_size, "the beam size"});
  visit("lengthNormalization", o.length_normalization);
  visit({"lengthPenalty", "length penalty"}, o.length_penalty, kPenalties);
  visit("stopEarly", o.stop_early);
  visit({"coveragePenalty", "coverage penalty"}, o.coverage_penalty,
        kPenalties);
  visit({"lexiconPenalty", "lexicon penalty"}, o.lexicon_penalty, kPenalties);
  visit({"repetitionPenalty", "repetition penalty"}, o.repetition_penalty,
        kRepetitionPenalties);
  visit({"noRepeatNgram", "no-repeat n-gram"}, o.no_repeat_ngram,
        kNgramLengths);
  visit("suppress", o.suppress);
  visit("replaceUnknowns", o.replace_unknowns);
  visit("shortlist", o.shortlist);
  visit.Group("sample", o.sampling,
              [&](auto& sampling) { VisitSampling(visit, sampling, config); });
  visit.Group("alignment", o.alignment,
              [&](auto& heads) { VisitAlignment(visit, heads, config); });
  visit("scores", o.scores);
  visit({"candidates", "candidates"}, o.candidates,
        WholeRange{0, config.target_vocab_size});
  visit("attention", o.attention);
}

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_OPTION_LIST_H_
