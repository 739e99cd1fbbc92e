// Translation: a result for one source.
#ifndef STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_
#define STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_

#include <string>
#include <vector>

#include "core/document/source.h"
#include "core/search/hypothesis_tree.h"
#include "core/text/text_range.h"

namespace stepglot {

/// A target token, with the source tokens that it is aligned with.
struct AlignedToken {
  TextRange range;  ///< bytes of the translation's text

  /// Index of the source token with the largest weight, among those that stand
  /// for text; -1 when there are none.
  int source = -1;

  /// Index of the source token of the first weight.
  int first = 0;

  /// Of the source tokens from `first`; their sum is 1.
  std::vector<float> weights;
};

/// Which source tokens the target tokens come from.
struct Alignment {
  std::vector<SourceToken> source;
  std::vector<AlignedToken> target;  ///< one per token of the translation
};

/// A translation with the tokens that it is made of.
struct Translation {
  std::string text;         ///< UTF-8
  std::vector<int> tokens;  ///< target ids, without the end token
  std::vector<float>
      log_probabilities;  ///< nats, of every decoded token, end tokens included
  double score = 0;       ///< their sum
  double normalized =
      0;  ///< what hypotheses are ranked by; see HypothesisScore
  Stop stop = Stop::kNot;  ///< kLength when (a part of) it was cut short
  int sentences = 0;       ///< decoder runs that it took
  Alignment alignment;     ///< on request
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_
