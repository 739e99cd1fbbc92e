// The segmenter: from a text to the sequences that are translated and the gaps
// between them.
#ifndef STEPGLOT_CORE_DOCUMENT_SEGMENTER_H_
#define STEPGLOT_CORE_DOCUMENT_SEGMENTER_H_

#include <string>
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
};

/// Splits a text into its sentences by the rules of the model's source
/// language, and a sentence of more than 128 ids, or than the model takes, at
/// word boundaries. Gaps are the white space of the text, as TargetGap has it
/// between two sentences, and whatever the tokenizer makes no token of; between
/// parts of one sentence a space, unless a word goes on. A target token at the
/// start of the text is for all segments. Pieces and ids are one segment; no
/// pieces at all are none.
/// @param index  the source's number, for messages.
/// @throws Error kInvalidArgument as SourceReader does.
Segmentation SegmentSource(const SourceReader& reader, const Source& source,
                           int index,
                           LineBreaks line_breaks = LineBreaks::kKeep);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SEGMENTER_H_
