// The assembler: from translated segments and the gaps between them back to a
// text.
#ifndef STEPGLOT_CORE_DOCUMENT_ASSEMBLER_H_
#define STEPGLOT_CORE_DOCUMENT_ASSEMBLER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/translated_text.h"

namespace stepglot {

/// Joins the translations of a text's segments. What they say about their own
/// target, or about their own source tokens, says it about the whole's
/// afterwards; ranges of the source are of the whole text all along.
/// @param gaps      [segments + 1], as in Segmentation.
/// @param segments  each the translation of one segment, in their order.
TranslatedText Assemble(std::span<const std::string> gaps,
                        std::span<const TranslatedText* const> segments);

/// Adds to a whole text's kept spans those that stand between its segments,
/// where they were copied with the gaps.
/// @param source  the whole source text.
/// @param spans   all of it, ascending.
void AddCopiedSpans(std::string_view source, std::span<const Span> spans,
                    TranslatedText& whole);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ASSEMBLER_H_
