// Rule-based sentence splitting.
#include "core/document/sentences.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

#include "core/text/utf8.h"

namespace stepglot {
namespace {

// Lower-cased, without the final '.'. Only those after which a capital may well
// follow.
constexpr std::string_view kAbbreviations[] = {
    "mr",  "mrs", "ms",  "dr",  "prof",   "st",   "jr",  "sr",  "vs",   "no",
    "nr",  "fig", "abb", "vol", "pp",     "ed",   "cf",  "e.g", "i.e",  "z.b",
    "d.h", "u.a", "bzw", "ca",  "approx", "dept", "gen", "col", "capt", "sgt",
    "rev", "hon", "str", "inc", "ltd",    "co",   "corp"};

bool IsLineBreak(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool IsTerminator(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

// Full stops that need no white space behind them: 。！？｡
bool IsWideTerminator(char32_t c) {
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61;
}

bool IsCloser(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' ||
         c == 0xBB || c == 0x2019 || c == 0x201C || c == 0x201D ||
         c == 0x203A || c == 0x300D || c == 0x300F;
}

// Lower case in Latin, Greek and Cyrillic, where it matters to this rule.
bool IsLower(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) ||
         (c >= 0x3AC && c <= 0x3CE) || (c >= 0x430 && c <= 0x45F);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The word that ends at `end`, back to the last white space or opening bracket
// or quote.
std::string_view WordBefore(std::string_view text, size_t begin, size_t end) {
  size_t start = end;
  while (start > begin &&
         std::string_view(" \t\n\r([{\"'").find(text[start - 1]) ==
             std::string_view::npos) {
    --start;
  }
  return text.substr(start, end - start);
}

// Whether the '.' at `dot` belongs to the word before it.
bool IsAbbreviation(std::string_view text, size_t begin, size_t dot) {
  const std::string_view word = WordBefore(text, begin, dot);
  if (word.empty() || word.size() > 6) return false;
  if (word.size() == 1 &&
      std::isalpha(static_cast<unsigned char>(word[0])) != 0)
    return true;
  if (word.size() <= 2 && std::all_of(word.begin(), word.end(), IsDigit))
    return true;
  std::string lower;
  std::transform(
      word.begin(), word.end(), std::back_inserter(lower), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      });
  return std::find(std::begin(kAbbreviations), std::end(kAbbreviations),
                   lower) != std::end(kAbbreviations);
}

// Walks a text code point by code point and collects sentences.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<TextRange> Run() {
    while (position_ < text_.size()) {
      const CodePoint c = At(position_);
      const size_t here = position_;
      position_ += c.bytes;
      if (IsLineBreak(c.value)) {
        EndSentence();
      } else if (!IsSpace(c.value)) {
        if (!open_) begin_ = here;
        open_ = true;
        end_ = position_;
        if (IsWideTerminator(c.value)) {
          TakeClosers();
          EndSentence();
        } else if (IsTerminator(c.value)) {
          Terminator(here);
        }
      }
    }
    EndSentence();
    return std::move(sentences_);
  }

 private:
  CodePoint At(size_t position) const {
    return ReadCodePoint(text_.substr(position));
  }

  void TakeClosers() {
    while (position_ < text_.size()) {
      const CodePoint c = At(position_);
      if (!IsCloser(c.value) && !IsTerminator(c.value) &&
          !IsWideTerminator(c.value))
        break;
      position_ += c.bytes;
    }
    end_ = position_;
  }

  // Behind a '.', '!', '?' or '…' at `here`: a sentence ends if white space and
  // a non-lower-case character follow.
  void Terminator(size_t here) {
    TakeClosers();
    const bool lone_dot = text_[here] == '.' && position_ == here + 1;
    if (position_ >= text_.size() || !IsSpace(At(position_).value)) return;
    if (lone_dot && IsAbbreviation(text_, begin_, here)) return;
    size_t next = position_;
    while (next < text_.size() && IsSpace(At(next).value) &&
           !IsLineBreak(At(next).value)) {
      next += At(next).bytes;
    }
    if (next < text_.size() && IsLower(At(next).value)) return;
    EndSentence();
  }

  void EndSentence() {
    if (open_) sentences_.push_back({begin_, end_});
    open_ = false;
  }

  std::string_view text_;
  size_t position_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
  bool open_ = false;
  std::vector<TextRange> sentences_;
};

}  // namespace

std::vector<TextRange> SplitSentences(std::string_view text) {
  return Splitter(text).Run();
}

}  // namespace stepglot
