// Patterns that a mark begins: placeholders, code, markup, handles.
#ifndef STEPGLOT_CORE_PROTECT_MARKED_PATTERNS_H_
#define STEPGLOT_CORE_PROTECT_MARKED_PATTERNS_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/protect/span.h"

namespace stepglot {

/// A match at the place that was asked for.
struct Match {
  size_t bytes = 0;
  SpanKind kind = SpanKind::kCode;
};

/// What begins at a byte that is neither letter nor digit: code in backticks,
/// `{name}`, `{{x.y}}`, ICU arguments, `${x}`, `$1`, `%s`, `%1$s`, `%(n)s`,
/// `:name`, `[[x]]`, tags, entities, marks of Markdown, @handles, #tags,
/// `--options`, emoticons.
/// @param at  where; below text.size().
std::optional<Match> MatchMarked(std::string_view text, size_t at);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_PROTECT_MARKED_PATTERNS_H_
