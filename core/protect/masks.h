// Masks: what stands for spans while a model translates the text around them.
#ifndef STEPGLOT_CORE_PROTECT_MASKS_H_
#define STEPGLOT_CORE_PROTECT_MASKS_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/protect/mark_series.h"
#include "core/protect/span.h"
#include "core/text/alphabet.h"
#include "core/text/mapped_text.h"

namespace stepglot {

/// The series that both alphabets can write.
/// @param best  the one to come first; empty for the one that models copy best.
std::vector<MarkSeries> UsableSeries(const Alphabet& source,
                                     const Alphabet& target,
                                     std::optional<MarkSeries> best = {});

/// A span and its mark.
struct Mask {
  Span span;         ///< in the source
  std::string text;  ///< of the span
  std::string mark;  ///< which stands for it; no other mask has it, nor has the
                     ///< rest of the sentence
  /// Whether the source has no blank between a letter or digit and the span,
  /// before or after it; the mark gets one there, which is taken out again.
  bool joins_before = false;
  bool joins_after = false;
};

/// Gives each span a mark.
/// @param text    the whole source.
/// @param spans   ascending; those of one sentence.
/// @param around  the sentence, whose own text is not taken for a mark.
std::vector<Mask> MaskSpans(std::string_view text, std::span<const Span> spans,
                            const TextRange& around, MarkSeries series);

/// A translation with its marks replaced.
struct Restored {
  MappedText text;               ///< made of the translation
  std::vector<TextRange> spans;  ///< [masks], where each is in `text`; empty
                                 ///< for one that is missing
  bool is_faithful = true;       ///< each mark was there once, and no other one
};

/// Puts spans back where their marks are.
/// @param source  what the model translated; marks that it has as text are not
/// taken for invented ones.
Restored RestoreSpans(std::string_view translation, std::span<const Mask> masks,
                      std::string_view source);

/// Puts marks in place of spans, in a translation or the beginning of one that
/// a caller gives.
std::string MaskTarget(std::string_view target, std::span<const Mask> masks);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_PROTECT_MASKS_H_
