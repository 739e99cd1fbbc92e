// What line breaks in a text mean.
#ifndef STEPGLOT_CORE_DOCUMENT_LINE_BREAKS_H_
#define STEPGLOT_CORE_DOCUMENT_LINE_BREAKS_H_

#include <string>
#include <string_view>

namespace stepglot {

enum class LineBreaks {
  kKeep,        ///< each ends a sentence, and stays
  kParagraphs,  ///< those that only wrap a line are spaces
};

/// A text with spaces for the line breaks that only wrap a line, byte for byte:
/// as long as the text, and what stood at a byte stands there still.
///
/// A line break ends more than a line, and stays, beside an empty line; before
/// the mark of a list, a heading, a quotation, a table or code; after a heading
/// and beside a line that underlines one; beside a line with a tab in it;
/// before a line with another indentation, unless that goes on under the mark
/// of a list or follows the first line of a paragraph; after two spaces or a
/// backslash; and after a line that is far shorter than those around it when a
/// capital follows.
std::string JoinLines(std::string_view text);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_LINE_BREAKS_H_
