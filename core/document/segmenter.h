// The segmenter: from a text to the sequences that are translated and the gaps
// between them.
#ifndef STEPGLOT_CORE_DOCUMENT_SEGMENTER_H_
#define STEPGLOT_CORE_DOCUMENT_SEGMENTER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/line_breaks.h"
#include "core/document/source.h"
#include "core/document/source_reader.h"

namespace stepglot {

/// A source in the parts that are translated each on its own.
struct Segmentation {
  std::vector<SourceSequence> segments;  ///< in the order of the source

  /// [segments + 1]: what the translation has before each segment's target, and
  /// after the last: text that is not translated.
  std::vector<std::string> gaps;

  std::string text;         ///< the source, with spaces for line breaks that
                            ///< only wrap a line; empty for pieces and ids
  std::vector<Span> spans;  ///< of the source, those to keep, in order
};

/// Splits a text into its sentences by the rules of the model's source
/// language, and a sentence that is too long where its clauses end, or else at
/// word boundaries. Gaps are the white space of the text, as TargetGap has it
/// between two sentences, sentences without words, pictures, markup and
/// separators at the edges of sentences, and whatever the tokenizer makes no
/// token of; between parts of one sentence a space, unless a word goes on.
/// Other spans are masked. A target token at the start of the text is for all
/// segments. Pieces and ids are one segment; no pieces at all are none.
/// @param index  the source's number, for messages.
/// @throws Error kInvalidArgument as SourceReader does.
Segmentation SegmentSource(const SourceReader& reader, const Source& source,
                           int index,
                           LineBreaks line_breaks = LineBreaks::kKeep);

/// What can be done about a segment whose translation lacks something.
enum class Remedy {
  kOtherMarks,   ///< mask its spans by the next series of marks
  kMaskNumbers,  ///< mask its numbers, too
  kDivide,       ///< translate what is between its spans
  kHalve,        ///< translate it in two parts
  kCopy,         ///< leave it as it is, if it is a single word
};

/// Whether a remedy can still be tried.
/// @param text  the part of the source that the segment is of.
bool IsPossible(Remedy remedy, const SourceSequence& segment,
                std::string_view text, const Model& model);

/// A segment of a text in other segments.
/// @param text   the whole source, and `spans` those of all of it.
Segmentation SegmentAgain(const SourceReader& reader, const std::string& text,
                          std::span<const Span> spans,
                          const SourceSequence& segment, Remedy remedy);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SEGMENTER_H_
