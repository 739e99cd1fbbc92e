// Decides for each two lines whether they are one.
#include "core/document/line_breaks.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/document/sentence_marks.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

// Lines shorter than this, in bytes, say nothing about where lines are wrapped.
constexpr size_t kWrappedWidth = 45;

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAsciiLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The bytes of a list's mark with the spaces behind it: "- ", "12. ", "(a) ".
size_t ListMarkSize(std::string_view line) {
  size_t end = 0;
  for (const std::string_view bullet :
       {"-", "*", "+", "\xE2\x80\xA2", "\xE2\x80\x93", "\xE2\x80\x94",
        "\xE2\x96\xAA", "\xC2\xB7", "\xE2\x97\xA6"}) {
    if (line.starts_with(bullet)) end = bullet.size();
  }
  if (end == 0) {
    size_t digits = line.starts_with('(') ? 1 : 0;
    const size_t begin = digits;
    while (digits < line.size() && digits < begin + 3 &&
           IsAsciiDigit(line[digits]))
      ++digits;
    if (digits == begin && digits < line.size() && IsAsciiLetter(line[digits]))
      ++digits;
    if (digits == begin || digits >= line.size()) return 0;
    const bool is_letter = IsAsciiLetter(line[begin]);
    const bool is_marked =
        line[digits] == ')' || (line[digits] == '.' && !is_letter);
    if (!is_marked) return 0;
    end = digits + 1;
  }
  const size_t text = line.find_first_not_of(' ', end);
  return text == std::string_view::npos || text == end ? 0 : text;
}

bool IsUnderline(std::string_view line) {
  return line.size() > 2 &&
         std::string_view("-=~*_#+").find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(std::string(1, line[0]) + " ") ==
             std::string_view::npos;
}

struct Line {
  size_t begin = 0;  // without indentation
  size_t end = 0;    // without white space at the end
  size_t next = 0;   // where the next line begins
  size_t indentation = 0;
  size_t list_mark = 0;
  bool has_tab = false;
  bool is_hard = false;  // ends with two spaces or a backslash
  std::string_view text;

  bool is_blank() const { return begin == end; }
  bool is_heading() const { return text.starts_with('#'); }

  // Whether it begins something of its own.
  bool begins_block() const {
    return list_mark > 0 || is_heading() || text.starts_with('>') ||
           text.starts_with('|') || text.starts_with("```") ||
           text.starts_with("~~~") || IsUnderline(text);
  }
  // Whether nothing goes on after it.
  bool ends_block() const {
    return is_heading() || text.starts_with('|') || text.starts_with("```") ||
           text.starts_with("~~~") || IsUnderline(text) || has_tab || is_hard;
  }
};

Line ReadLine(std::string_view text, size_t start) {
  Line line;
  size_t stop = start;
  while (stop < text.size()) {
    const CodePoint c = ReadCodePoint(text.substr(stop));
    if (IsLineBreak(c.value)) break;
    stop += c.bytes;
  }
  line.next = stop;
  if (stop < text.size()) {
    line.next += text.substr(stop).starts_with("\r\n")
                     ? 2
                     : ReadCodePoint(text.substr(stop)).bytes;
  }
  const std::string_view whole = text.substr(start, stop - start);
  const size_t first = std::min(whole.find_first_not_of(" \t"), whole.size());
  const size_t last = whole.find_last_not_of(" \t");
  line.begin = start + first;
  line.end = last == std::string_view::npos ? line.begin : start + last + 1;
  line.text = text.substr(line.begin, line.end - line.begin);
  line.indentation = first;
  line.list_mark = ListMarkSize(line.text);
  line.has_tab = whole.find('\t') != std::string_view::npos;
  line.is_hard = whole.ends_with("  ") || whole.ends_with('\\');
  return line;
}

bool BeginsWithCapital(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = ReadCodePoint(text);
    if (!IsOpener(c.value)) return IsUpperCase(c.value);
    text.remove_prefix(c.bytes);
  }
  return false;
}

// Lines between empty ones.
class Block {
 public:
  explicit Block(const std::vector<Line>& lines) : lines_(lines) {
    for (const Line& line : lines) width_ = std::max(width_, line.text.size());
    for (size_t i = 0; i + 1 < lines.size(); ++i)
      wrapped_.push_back(FindWrapped(i));
  }

  // Whether line `i` goes on in the next.
  bool IsWrapped(size_t i) const { return wrapped_[i]; }

 private:
  // The same, once that of the lines before it is known.
  bool FindWrapped(size_t i) const {
    const Line& line = lines_[i];
    const Line& next = lines_[i + 1];
    if (line.ends_block() || next.has_tab || next.begins_block()) return false;
    return IsIndentedAlike(i) && !IsShort(line, next);
  }

  bool IsIndentedAlike(size_t i) const {
    const size_t here = lines_[i].indentation;
    const size_t next = lines_[i + 1].indentation;
    if (here == next) return true;
    if (next > here) return lines_[i].list_mark > 0;
    // A paragraph may begin with more.
    return lines_[i].list_mark == 0 && (i == 0 || !IsWrapped(i - 1));
  }

  bool IsShort(const Line& line, const Line& next) const {
    return width_ >= kWrappedWidth && line.text.size() < width_ / 2 &&
           BeginsWithCapital(next.text);
  }

  const std::vector<Line>& lines_;
  size_t width_ = 0;
  std::vector<bool> wrapped_;
};

void Join(const std::vector<Line>& block, std::string& text) {
  const Block lines(block);
  for (size_t i = 0; i + 1 < block.size(); ++i) {
    if (!lines.IsWrapped(i)) continue;
    for (size_t at = block[i].end; at < block[i + 1].begin; ++at)
      text[at] = ' ';
  }
}

}  // namespace

std::string JoinLines(std::string_view text) {
  std::string joined(text);
  std::vector<Line> block;
  for (size_t start = 0; start < text.size();) {
    const Line line = ReadLine(text, start);
    start = line.next;
    if (!line.is_blank()) block.push_back(line);
    if (line.is_blank() || start >= text.size()) {
      Join(block, joined);
      block.clear();
    }
  }
  return joined;
}

}  // namespace stepglot
