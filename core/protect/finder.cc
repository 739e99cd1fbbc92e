// Walks a text once, tries patterns where something begins, and looks at each
// character that is left.
#include "core/protect/finder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/protect/characters.h"
#include "core/protect/marked_patterns.h"
#include "core/protect/word_patterns.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

using ascii::At;
using ascii::IsOneOf;

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kKeycap = 0x20E3;

bool IsSelector(char32_t c) { return c == 0xFE0E || c == 0xFE0F; }

// Of the flags of regions, such as Scotland's.
bool IsFlagTag(char32_t c) { return c >= 0xE0020 && c <= 0xE007F; }

// Letters such as the apostrophe of Hawaiian, for which others can stand.
bool IsModifier(char32_t c) { return c >= 0x2B0 && c <= 0x2FF; }

// Minutes and seconds, feet and inches.
bool IsPrime(char32_t c) { return c == 0x2032 || c == 0x2033; }

bool IsSkinTone(char32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }

// Bullets and arrows, which stand between parts of a line.
bool IsSeparatorMark(char32_t c) {
  return c == '|' || c == 0xB7 || c == 0x2022 || c == 0x2023 || c == 0x2043 ||
         c == 0x25AA || c == 0x25B6 || c == 0x25BA || c == 0x25CF ||
         c == 0x25E6 || c == 0x27A1 || c == 0x279C ||
         (c >= 0x2190 && c <= 0x21FF);
}

// Marks that stand around words, which are no part of them.
bool IsAroundWords(char32_t c) {
  return c < 0x80 && IsOneOf(static_cast<char>(c), "*_~|<>{}`\\");
}

class Finder {
 public:
  Finder(std::string_view text, const Alphabet& alphabet,
         std::span<const TextRange> given)
      : text_(text), alphabet_(alphabet), given_(given) {}

  std::vector<Span> Run() {
    while (at_ < text_.size()) {
      if (ascii::IsSpace(text_[at_])) {
        ++at_;
        continue;
      }
      if (TakeGiven() || TakeListMark() || TakePicture() || TakePattern() ||
          TakeName() || TakeUnwritable())
        continue;
      Skip();
    }
    return std::move(spans_);
  }

 private:
  CodePoint Read(size_t place) const {
    return ReadCodePoint(text_.substr(place));
  }

  // The character before a place; NUL at the start.
  CodePoint Before(size_t place) const {
    if (place == 0) return {0, 0};
    size_t begin = place - 1;
    while (begin > 0 && place - begin < 4 &&
           (static_cast<unsigned char>(text_[begin]) & 0xC0U) == 0x80)
      --begin;
    return {Read(begin).value, place - begin};
  }

  bool IsLineStart() const {
    size_t place = at_;
    while (place > 0 && IsOneOf(text_[place - 1], " \t")) --place;
    return place == 0 || IsOneOf(text_[place - 1], "\n\r");
  }

  bool IsBlankAt(size_t place) const {
    return place >= text_.size() || IsSpace(Read(place).value);
  }

  // Adds a span up to `end`, or makes the last one longer where only blanks are
  // between them and both are of the same sort.
  void Add(size_t begin, size_t end, SpanKind kind) {
    end = std::min(end, NextGiven());
    at_ = end;
    if (!spans_.empty()) {
      Span& last = spans_.back();
      const std::string_view between =
          begin > last.range.end
              ? text_.substr(last.range.end, begin - last.range.end)
              : std::string_view();
      const bool is_near =
          between.find_first_not_of(' ') == std::string_view::npos;
      const bool is_alike = IsDetached(last) == IsDetached({{}, kind}) &&
                            (last.kind == SpanKind::kSeparator) ==
                                (kind == SpanKind::kSeparator) &&
                            last.kind != SpanKind::kGiven &&
                            kind != SpanKind::kGiven;
      if (is_near && (is_alike || begin < last.range.end)) {
        last.range.end = std::max(last.range.end, end);
        if (last.kind == SpanKind::kUnwritable) last.kind = kind;
        return;
      }
    }
    spans_.push_back({{begin, end}, kind});
  }

  size_t NextGiven() const {
    return given_.empty() ? text_.size() : std::max(at_, given_.front().begin);
  }

  bool TakeGiven() {
    while (!given_.empty() && given_.front().end <= at_)
      given_ = given_.subspan(1);
    if (given_.empty() || given_.front().begin > at_) return false;
    const TextRange range = given_.front();
    given_ = given_.subspan(1);
    spans_.push_back({{at_, range.end}, SpanKind::kGiven});
    at_ = range.end;
    return true;
  }

  // "## ", "* ", "> ", "- [ ] ", "a) ", "12) " and "1. " before a line's text;
  // a line of nothing but such marks; and separators with blanks around them.
  bool TakeListMark() {
    const bool is_line_start = IsLineStart();
    if (is_line_start && (TakeFence() || TakeLineMark() || TakeEntryMark()))
      return true;
    const CodePoint c = Read(at_);
    if (!IsSeparatorMark(c.value)) return false;
    const bool is_apart =
        (at_ == 0 || IsSpace(Before(at_).value)) && IsBlankAt(at_ + c.bytes);
    const bool is_cell =
        c.value == '|' && (is_line_start || IsBlankAt(at_ + 1));
    if (!is_apart && !is_cell) return false;
    Add(at_, at_ + c.bytes, SpanKind::kSeparator);
    return true;
  }

  // "```python": the line that opens a block of code.
  bool TakeFence() {
    if (!text_.substr(at_).starts_with("```")) return false;
    const size_t end = std::min(text_.find_first_of("\n\r", at_), text_.size());
    const size_t name = text_.find_first_not_of('`', at_);
    if (text_.substr(0, end).find('`', std::min(name, end)) !=
        std::string_view::npos)
      return false;
    Add(at_, end, SpanKind::kSeparator);
    return true;
  }

  // "## ", "* ", "> ", "- [ ] ", and a line of nothing but such marks.
  bool TakeLineMark() {
    size_t end = at_;
    while (end < text_.size() && IsOneOf(text_[end], "#*>-+=_~")) ++end;
    if (end == at_ || !IsBlankAt(end)) return false;
    const std::string_view box = text_.substr(end, 4);
    if (box == " [ ]" || box == " [x]") end += box.size();
    Add(at_, end, SpanKind::kSeparator);
    return true;
  }

  // "a) ", "12) ", "1. ".
  bool TakeEntryMark() {
    constexpr size_t kMostDigits = 3;
    const bool is_number = ascii::IsDigit(At(text_, at_));
    size_t end = at_ + ascii::RunLength(text_, at_, ascii::IsDigit);
    if (!is_number && ascii::IsLetter(At(text_, at_))) ++end;
    const char mark = At(text_, end);
    const bool is_mark = mark == ')' || (mark == '.' && is_number);
    if (end == at_ || end - at_ > kMostDigits || !is_mark ||
        At(text_, end + 1) != ' ')
      return false;
    Add(at_, end + 1, SpanKind::kSeparator);
    return true;
  }

  // An emoji with all that belongs to it: selectors, skin tones, what is joined
  // to it; flags; keycaps.
  bool TakePicture() {
    const CodePoint first = Read(at_);
    size_t end = at_ + first.bytes;
    if (!IsPictograph(first.value)) {
      if (!IsOneOf(text_[at_], "0123456789#*")) return false;
      if (end < text_.size() && IsSelector(Read(end).value))
        end += Read(end).bytes;
      if (end >= text_.size() || Read(end).value != kKeycap) return false;
      Add(at_, end + Read(end).bytes, SpanKind::kPicture);
      return true;
    }
    while (end < text_.size()) {
      const CodePoint c = Read(end);
      if (!IsSelector(c.value) && !IsSkinTone(c.value) && c.value != kJoiner &&
          !IsFlagTag(c.value) && !IsPictograph(c.value))
        break;
      end += c.bytes;
    }
    Add(at_, end, SpanKind::kPicture);
    return true;
  }

  bool TakePattern() {
    const char c = text_[at_];
    const bool begins_word =
        (IsWord(Read(at_).value) && !IsWord(Before(at_).value)) ||
        (IsOneOf(c, "/~.\\+") && IsAfterOpening());
    std::optional<Match> match;
    if (begins_word) match = MatchWord(text_, at_);
    if (!match && !ascii::IsWord(c) && !ascii::IsSpace(c))
      match = MatchMarked(text_, at_);
    if (!match || at_ + match->bytes > NextGiven()) return false;
    Add(at_, at_ + match->bytes, match->kind);
    return true;
  }

  static bool IsWord(char32_t c) { return c == '_' || IsAlphanumeric(c); }

  // Whether a word may begin here: behind a blank, a bracket, a quote or
  // another mark of any script.
  bool IsAfterOpening() const {
    const char32_t before = Before(at_).value;
    if (at_ == 0 || IsSpace(before)) return true;
    return before < 0x80 ? IsOneOf(static_cast<char>(before), "([{\"'")
                         : !IsWord(before);
  }

  bool IsUnwritable(char32_t c) const {
    return !alphabet_.Writes(c) && !IsInvisible(c) && !IsMark(c) &&
           !Substitute(c, alphabet_);
  }

  // A name whose letters have accents that the vocabulary lacks, with the names
  // behind it.
  bool TakeName() {
    const bool begins_word = at_ == 0 || !IsAlphanumeric(Before(at_).value);
    if (!begins_word || !LosesAccents(at_)) return false;
    size_t end = LettersEnd(at_);
    while (At(text_, end) == ' ' && end + 1 < text_.size() &&
           IsUpperCase(Read(end + 1).value))
      end = LettersEnd(end + 1);
    Add(at_, end, SpanKind::kUnwritable);
    return true;
  }

  size_t LettersEnd(size_t place) const {
    while (place < text_.size() &&
           (IsLetter(Read(place).value) || IsMark(Read(place).value)))
      place += Read(place).bytes;
    return place;
  }

  // Whether a word that is a name by its letters, capital and small ones, has
  // one of which only the bare letter can be written.
  bool LosesAccents(size_t begin) const {
    if (!IsUpperCase(Read(begin).value)) return false;
    bool loses = false;
    bool has_small = false;
    for (size_t at = begin; at < LettersEnd(begin); at += Read(at).bytes) {
      const char32_t c = Read(at).value;
      has_small = has_small || IsLowerCase(c);
      loses = loses || (c >= 0x80 && IsLetter(c) && !IsModifier(c) &&
                        !alphabet_.Writes(c) && !IsCompatibilityForm(c));
    }
    return loses && has_small;
  }

  bool TakeUnwritable() {
    const CodePoint c = Read(at_);
    const bool is_measure = IsPrime(c.value) && !alphabet_.Writes(c.value) &&
                            at_ > 0 && ascii::IsDigit(text_[at_ - 1]);
    if (!is_measure && !IsUnwritable(c.value)) return false;
    size_t begin = at_;
    size_t end = at_ + c.bytes;
    if (!IsAroundWords(c.value)) {
      begin = WordBegin(begin);
      if (!MatchWord(text_, end)) end = WordEnd(end);
      if (!IsLetter(c.value)) {
        begin = NumberBegin(begin);
        end = NumberEnd(end);
      }
    }
    Add(std::max(begin, spans_.empty() ? 0 : spans_.back().range.end), end,
        SpanKind::kUnwritable);
    return true;
  }

  // Back to the start of what letters and digits a place follows.
  size_t WordBegin(size_t place) const {
    while (place > 0 && IsAlphanumeric(Before(place).value))
      place -= Before(place).bytes;
    return place;
  }

  size_t WordEnd(size_t place) const {
    while (place < text_.size()) {
      const CodePoint c = Read(place);
      if (!IsAlphanumeric(c.value) && !IsUnwritable(c.value)) break;
      if (IsAroundWords(c.value)) break;
      place += c.bytes;
    }
    return place;
  }

  // Back over one blank to the start of a number, if there is one.
  size_t NumberBegin(size_t place) const {
    const size_t blank =
        IsSpace(Before(place).value) && place > 0 && Before(place).value != '\n'
            ? Before(place).bytes
            : 0;
    size_t begin = place - blank;
    while (begin > 0 &&
           (ascii::IsDigit(text_[begin - 1]) ||
            (begin < place - blank && IsOneOf(text_[begin - 1], ".,-+"))))
      --begin;
    while (begin < place - blank && IsOneOf(text_[begin], ".,")) ++begin;
    return begin < place - blank ? begin : place;
  }

  size_t NumberEnd(size_t place) const {
    const size_t blank = At(text_, place) == ' ' ? 1 : 0;
    size_t end = place + blank;
    const bool goes_on = blank == 0 && ascii::IsDigit(text_[place - 1]);
    if (!ascii::IsDigit(At(text_, end)) && !goes_on) return place;
    while (ascii::IsDigit(At(text_, end)) || IsOneOf(At(text_, end), ".,"))
      ++end;
    while (!ascii::IsDigit(text_[end - 1])) --end;
    return end;
  }

  // To the next place where something could begin.
  void Skip() {
    const bool is_word = ascii::IsAlphanumeric(text_[at_]);
    at_ += Read(at_).bytes;
    const size_t end = NextGiven();
    while (is_word && at_ < end && ascii::IsAlphanumeric(text_[at_])) ++at_;
  }

  std::string_view text_;
  const Alphabet& alphabet_;
  std::span<const TextRange> given_;
  size_t at_ = 0;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> FindSpans(std::string_view text, const Alphabet& alphabet,
                            std::span<const TextRange> given) {
  return Finder(text, alphabet, given).Run();
}

bool IsDetached(const Span& span) {
  return span.kind == SpanKind::kPicture || span.kind == SpanKind::kMarkup ||
         span.kind == SpanKind::kSeparator;
}

}  // namespace stepglot
