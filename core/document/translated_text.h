// TranslatedText: a text in the target language, and where it comes from.
#ifndef STEPGLOT_CORE_DOCUMENT_TRANSLATED_TEXT_H_
#define STEPGLOT_CORE_DOCUMENT_TRANSLATED_TEXT_H_

#include <string>
#include <vector>

#include "core/document/source.h"
#include "core/protect/span.h"
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

/// How sure it is that a sentence came through whole.
enum class Outcome {
  kWhole,     ///< decoded at once
  kDivided,   ///< in parts, as it was too long, or as the model did not get
              ///< through it at once
  kDoubtful,  ///< something is missing or changed: it was cut at the length
              ///< limit, repeats itself, or lacks a number or span of the
              ///< source
};

/// A segment of the source, and what it was translated to.
struct Sentence {
  TextRange source;  ///< bytes of the source text as it was given; empty when
                     ///< pieces or ids were given
  TextRange target;  ///< bytes of the translation's text
  size_t tokens_begin = 0;  ///< its target ids are [tokens_begin, tokens_end)
  size_t tokens_end = 0;    ///< of the translation's tokens
  double score = 0;  ///< of its hypothesis: the sum of its tokens' and its end
                     ///< token's log-probabilities, less the penalties
  Outcome outcome = Outcome::kWhole;
};

/// A span of the source that the translation has as it was.
struct KeptSpan {
  Span source;       ///< in the source text
  TextRange target;  ///< in the translation's text; empty when it is missing
};

/// The text of a translation, with what is known of its parts.
struct TranslatedText {
  std::string text;                 ///< UTF-8
  std::vector<int> tokens;          ///< target ids, without the end tokens
  std::vector<Sentence> sentences;  ///< one per segment, in their order; text
                                    ///< between them was copied
  std::vector<KeptSpan> kept;       ///< in the order of the source
  Alignment alignment;              ///< on request
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_TRANSLATED_TEXT_H_
