// Span: a stretch of text that a translation has to keep as it is.
#ifndef STEPGLOT_CORE_PROTECT_SPAN_H_
#define STEPGLOT_CORE_PROTECT_SPAN_H_

#include <string_view>

#include "core/text/text_range.h"

namespace stepglot {

/// Why a span is kept.
enum class SpanKind {
  kGiven,        ///< the caller says so
  kAddress,      ///< a web or mail address
  kPath,         ///< a file or folder
  kCode,         ///< text between backticks, identifiers, command-line options
  kPlaceholder,  ///< what a program replaces: {name}, %s, ${x}
  kMarkup,       ///< tags and entities
  kHandle,       ///< @name and #tag
  kPicture,      ///< emoji and emoticons
  kNumber,       ///< numbers, versions, serial numbers, amounts
  kSeparator,    ///< bullets, bars and arrows between parts of a line
  kUnwritable,   ///< characters that the vocabulary lacks
  kLongWord,     ///< more letters than any word has
};

/// A stretch to be kept. Between spans of one text there is no overlap.
struct Span {
  TextRange range;
  SpanKind kind = SpanKind::kGiven;
  bool operator==(const Span&) const = default;
};

/// A name for callers: "given", "address", ...
std::string_view NameOf(SpanKind kind);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_PROTECT_SPAN_H_
