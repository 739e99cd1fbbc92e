// The sentences of a whole text, with the spans that it has to keep.
#ifndef STEPGLOT_CORE_DOCUMENT_TEXT_SENTENCES_H_
#define STEPGLOT_CORE_DOCUMENT_TEXT_SENTENCES_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/document/source_reader.h"
#include "core/protect/span.h"
#include "core/text/text_range.h"

namespace stepglot {

struct TextSentences {
  size_t begin = 0;  ///< behind a target token, where the text to translate is
  std::vector<TextRange> sentences;  ///< ascending
  std::vector<Span> spans;           ///< ascending, none in two sentences
};

/// Finds sentences by the rules of the model's source language. None ends
/// within a span, unless the span is a separator or words of another script.
/// @param index  the text's number, for the spans that its caller gives.
TextSentences FindSentences(const SourceReader& reader, std::string_view text,
                            int index);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_TEXT_SENTENCES_H_
