// Follows digits and what stands between them.
#include "core/protect/numbers.h"

#include "core/protect/characters.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

using ascii::IsOneOf;

// The bytes of a blank and three digits after it, as thousands are written.
size_t ThousandsLength(std::string_view text) {
  if (text.empty()) return 0;
  const CodePoint blank = ReadCodePoint(text);
  const bool is_group =
      IsSpace(blank.value) && blank.value != '\n' && blank.value != '\t' &&
      ascii::RunLength(text, blank.bytes, ascii::IsAlphanumeric) == 3 &&
      ascii::RunLength(text, blank.bytes, ascii::IsDigit) == 3;
  return is_group ? blank.bytes + 3 : 0;
}

// The bytes of the number at the start of a text, with its separators, and with
// the letters that touch it.
size_t NumberLength(std::string_view text) {
  size_t end = 0;
  for (;;) {
    if (end < text.size() &&
        (ascii::IsAlphanumeric(text[end]) || IsOneOf(text[end], ".,:'/"))) {
      ++end;
      continue;
    }
    const size_t thousands = ThousandsLength(text.substr(end));
    if (thousands == 0) break;
    end += thousands;
  }
  while (!ascii::IsAlphanumeric(text[end - 1])) --end;
  return end;
}

}  // namespace

std::vector<Span> FindNumbers(std::string_view text, size_t begin,
                              std::span<const Span> spans) {
  std::vector<Span> numbers;
  for (size_t at = begin; at < text.size();) {
    while (!spans.empty() && spans.front().range.end <= at)
      spans = spans.subspan(1);
    if (!spans.empty() && spans.front().range.begin <= at) {
      at = spans.front().range.end;
      continue;
    }
    if (!ascii::IsDigit(text[at])) {
      ++at;
      continue;
    }
    const size_t last = numbers.empty() ? begin : numbers.back().range.end;
    size_t first = at;  // of the word that it is in: MP3, 5GB
    while (first > last && ascii::IsAlphanumeric(text[first - 1])) --first;
    const size_t end_of_text =
        spans.empty() ? text.size() : spans.front().range.begin;
    const size_t end = at + NumberLength(text.substr(at, end_of_text - at));
    numbers.push_back({{first, end}, SpanKind::kNumber});
    at = end;
  }
  return numbers;
}

}  // namespace stepglot
