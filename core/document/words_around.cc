// Reads words forward and back.
#include "core/document/words_around.h"

#include "core/document/sentence_marks.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

// Longer words are no abbreviations.
constexpr size_t kLongestWord = 60;

bool IsBracket(char32_t c) {
  return c == '(' || c == '[' || c == '{' || c == 0xFF08;
}

bool EndsWord(char32_t c) {
  return IsSpace(c) || IsOpener(c) || IsCloser(c) ||
         (c < 0x80 && std::string_view(".,;:!?/").find(static_cast<char>(c)) !=
                          std::string_view::npos);
}

// Of a word's first character; names such as "iPhone" and "eBay" are capitals.
NextWord::Kind KindOf(std::string_view text) {
  const CodePoint first = ReadCodePoint(text);
  const char32_t c = first.value;
  if (IsUpperCase(c)) return NextWord::Kind::kUpper;
  if (IsLowerCase(c)) {
    const std::string_view rest = text.substr(first.bytes);
    const bool is_name =
        !rest.empty() && IsUpperCase(ReadCodePoint(rest).value);
    return is_name ? NextWord::Kind::kUpper : NextWord::Kind::kLower;
  }
  return IsDigit(c) ? NextWord::Kind::kDigit : NextWord::Kind::kOther;
}

bool StartsWord(char32_t c) {
  return IsSpace(c) || IsOpener(c) || c == 0x2019 || c == '/' ||
         (c >= 0x2013 && c <= 0x2015);
}

}  // namespace

bool EndsCell(char32_t c) { return IsLineBreak(c) || c == '\t'; }

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  for (; !text.empty() && count < 100; ++count)
    text.remove_prefix(ReadCodePoint(text).bytes);
  return count;
}

NextWord NextWordAt(std::string_view text, size_t position) {
  NextWord next;
  // '(' and '–' may come before a word, with spaces between them.
  for (; position < text.size();) {
    const CodePoint c = ReadCodePoint(text.substr(position));
    if (EndsCell(c.value)) return next;
    if (IsBracket(c.value))
      next.is_bracketed = true;
    else if (IsOpener(c.value))
      next.is_quoted = true;
    else if (!IsSpace(c.value) && !IsDash(c.value))
      break;
    position += c.bytes;
  }
  if (position == text.size()) return next;
  next.kind = KindOf(text.substr(position));
  size_t end = position;
  while (end < text.size() && end - position < kLongestWord) {
    const CodePoint c = ReadCodePoint(text.substr(end));
    if (EndsWord(c.value)) break;
    end += c.bytes;
  }
  next.text = text.substr(position, end - position);
  next.has_stop = end < text.size() && text[end] == '.';
  return next;
}

std::string_view WordBefore(std::string_view text, size_t begin, size_t end) {
  size_t start = end;
  while (start > begin && end - start < kLongestWord) {
    size_t last = start - 1;
    while (last > begin &&
           (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80)
      --last;
    if (StartsWord(ReadCodePoint(text.substr(last)).value)) break;
    start = last;
  }
  return text.substr(start, end - start);
}

}  // namespace stepglot
