// Translation: a result for one source.
#ifndef STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_
#define STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_

#include <vector>

#include "core/document/translated_text.h"
#include "core/search/hypothesis_tree.h"

namespace stepglot {

/// A translated text, with what the search says about it. A source that was not
/// split is one sentence.
struct Translation : TranslatedText {
  /// Nats, of every decoded token, end tokens included. Empty without scores,
  /// and `score` and `normalized` are 0 then.
  std::vector<float> log_probabilities;
  double score = 0;  ///< their sum, less the penalties; forced tokens
                     ///< included
  double normalized =
      0;  ///< what hypotheses are ranked by; see HypothesisScore
  bool keeps_marks = true;  ///< every mark of a span was there once; see Mask
  Stop stop = Stop::kNone;  ///< kLength when (a part of) it was cut short
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_
