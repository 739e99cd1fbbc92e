// Walks a text from one terminator to the next.
#include "core/document/sentences.h"

#include <algorithm>
#include <utility>

#include "core/document/full_stop.h"
#include "core/document/sentence_marks.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

constexpr char32_t kOpeningGuillemet = 0xAB;
constexpr char32_t kClosingGuillemet = 0xBB;

bool IsTibetanMark(char32_t c) { return c >= 0xF0D && c <= 0xF11; }

// The particles that go on after a Japanese or Chinese quotation.
bool IsParticle(char32_t c) {
  return std::u32string_view(U"とってのをはがもにでへや的").find(c) !=
         std::u32string_view::npos;
}

class Splitter {
 public:
  Splitter(std::string_view text, const SentenceRules& rules)
      : text_(text),
        language_(rules.language),
        words_(SentenceWordsOf(rules.language)),
        whole_(rules.whole) {}

  std::vector<TextRange> Run() {
    while (position_ < text_.size()) {
      if (const size_t end = WholeEnd(); end > position_) {
        Extend(position_, end);
        continue;
      }
      const CodePoint c = At(position_);
      const size_t here = position_;
      position_ += c.bytes;
      if (EndsCell(c.value)) {
        EndSentence();
        line_ = position_;
        guillemets_ = 0;
      } else if (!IsSpace(c.value)) {
        Extend(here, position_);
        Read(c.value, here);
      }
    }
    EndSentence();
    return std::move(sentences_);
  }

 private:
  CodePoint At(size_t position) const {
    return ReadCodePoint(text_.substr(position));
  }
  bool IsSpaceAt(size_t position) const {
    return position < text_.size() && IsSpace(At(position).value);
  }

  // Where the range ends that is to stay whole and begins at the position; the
  // position when there is none.
  size_t WholeEnd() {
    while (!whole_.empty() && whole_.front().end <= position_)
      whole_ = whole_.subspan(1);
    const bool is_inside = !whole_.empty() && whole_.front().begin <= position_;
    return is_inside ? std::min(whole_.front().end, text_.size()) : position_;
  }

  void Extend(size_t begin, size_t end) {
    if (!open_) begin_ = begin;
    open_ = true;
    end_ = position_ = end;
  }

  void Read(char32_t c, size_t here) {
    if (c == kOpeningGuillemet) ++guillemets_;
    if (c == kClosingGuillemet) --guillemets_;
    switch (TerminatorOf(c, language_)) {
      case Terminator::kNone:
        return;
      case Terminator::kAlways:
        return AfterStop();
      case Terminator::kSpaced:
        return AfterSpacedStop(c, here);
    }
  }

  // Behind a stop that needs no white space.
  void AfterStop() {
    const bool is_quotation = TakeClosers();
    if (is_quotation && position_ < text_.size() &&
        IsParticle(At(position_).value))
      return;
    EndSentence();
  }

  // Behind a stop at `here` that ends a sentence only where white space comes.
  void AfterSpacedStop(char32_t stop, size_t here) {
    const bool is_in_brackets = IsAloneInBrackets(here);
    TakeClosers();
    const bool is_lone_dot = stop == '.' && position_ == here + 1;
    TakeTagsAndSpacedClosers(stop);
    if (is_in_brackets || !IsSpaceAt(position_)) return;
    const NextWord next = NextWordAt(text_, position_);
    if (next.kind == NextWord::Kind::kLower && !next.is_bracketed &&
        !IsAfterQuote(next))
      return;
    if (is_lone_dot &&
        BelongsToWord({text_, line_, begin_, here}, next, words_))
      return;
    EndSentence();
  }

  // "(?)" and "[…]" are remarks inside a sentence.
  bool IsAloneInBrackets(size_t here) const {
    if (here == 0 || (text_[here - 1] != '(' && text_[here - 1] != '['))
      return false;
    size_t end = position_;
    while (end < text_.size() &&
           TerminatorOf(At(end).value, language_) != Terminator::kNone)
      end += At(end).bytes;
    return end < text_.size() && (text_[end] == ')' || text_[end] == ']');
  }

  // A small letter after a quote may begin a sentence; after '¿', '¡' and a
  // dash, which come without a sentence's end, it does not.
  bool IsAfterQuote(const NextWord& next) const {
    if (!next.is_quoted) return false;
    const size_t word = next.text.data() - text_.data();
    const std::string_view before = text_.substr(0, word);
    return !before.ends_with("\xC2\xBF") && !before.ends_with("\xC2\xA1");
  }

  // Takes closing quotes, brackets and more stops.
  // @return whether there was a quote or bracket.
  bool TakeClosers() {
    bool is_closed = false;
    while (position_ < text_.size()) {
      const CodePoint c = At(position_);
      if (IsInvisible(c.value)) {
        position_ += c.bytes;
        continue;
      }
      const bool is_closer = IsCloser(c.value) && Closes(c);
      if (!is_closer && TerminatorOf(c.value, language_) == Terminator::kNone)
        break;
      if (c.value == kClosingGuillemet) --guillemets_;
      is_closed |= is_closer;
      position_ += c.bytes;
    }
    end_ = position_;
    return is_closed;
  }

  // Whether what closes in one language and opens in another closes here: when
  // no word comes right after it.
  bool Closes(const CodePoint& c) const {
    if (!IsEitherQuote(c.value)) return true;
    const size_t next = position_ + c.bytes;
    if (next >= text_.size()) return true;
    const char32_t after = At(next).value;
    return IsSpace(after) || IsCloser(after) || after < '0' ||
           TerminatorOf(after, language_) != Terminator::kNone;
  }

  // What may come between a stop and the white space after its sentence: a
  // range that stays whole, such as the end of a tag; a French quote with a
  // space before it; more marks of Tibetan.
  void TakeTagsAndSpacedClosers(char32_t stop) {
    for (size_t end = WholeEnd(); end > position_; end = WholeEnd())
      end_ = position_ = end;
    for (;;) {
      size_t next = position_;
      while (IsSpaceAt(next) && !EndsCell(At(next).value))
        next += At(next).bytes;
      if (next == position_ || next >= text_.size()) return;
      const CodePoint c = At(next);
      const bool is_quote = c.value == kClosingGuillemet && guillemets_ > 0;
      if (!is_quote && !(IsTibetanMark(stop) && IsTibetanMark(c.value))) return;
      if (is_quote) --guillemets_;
      end_ = position_ = next + c.bytes;
    }
  }

  void EndSentence() {
    if (open_) sentences_.push_back({begin_, end_});
    open_ = false;
  }

  std::string_view text_;
  std::string_view language_;
  const SentenceWords& words_;
  std::span<const TextRange> whole_;  // those that do not end before position_
  size_t position_ = 0;
  size_t line_ = 0;  // where the line or cell begins
  size_t begin_ = 0;
  size_t end_ = 0;
  int guillemets_ = 0;  // open ones
  bool open_ = false;
  std::vector<TextRange> sentences_;
};

}  // namespace

std::vector<TextRange> SplitSentences(std::string_view text,
                                      const SentenceRules& rules) {
  if (rules.line_breaks == LineBreaks::kKeep)
    return Splitter(text, rules).Run();
  const std::string joined = JoinLines(text);
  return Splitter(joined, rules).Run();
}

}  // namespace stepglot
