// The rules for words before a '.', from the surest to the least sure.
#include "core/document/full_stop.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

using Kind = NextWord::Kind;

// Parts of an abbreviation with spaces inside: "i. d. R.".
constexpr int kMostParts = 3;

bool IsAll(std::string_view word, bool (*is_one)(char32_t)) {
  for (std::string_view rest = word; !rest.empty();) {
    const CodePoint c = ReadCodePoint(rest);
    if (!is_one(c.value)) return false;
    rest.remove_prefix(c.bytes);
  }
  return !word.empty();
}

bool IsNumber(std::string_view word) { return IsAll(word, IsDigit); }

bool IsRomanNumeral(std::string_view word) {
  return IsAll(word, [](char32_t c) {
    return c < 0x80 && std::string_view("IVXLCDM").find(static_cast<char>(c)) !=
                           std::string_view::npos;
  });
}

// The letters of scripts without cases in which initials have a '.'.
bool IsSemiticLetter(char32_t c) {
  return (c >= 0x5D0 && c <= 0x5EA) || (c >= 0x621 && c <= 0x64A);
}

bool IsSingle(std::string_view word, bool (*is_one)(char32_t)) {
  return CountCharacters(word) == 1 && IsAll(word, is_one);
}

bool IsInitialLetter(char32_t c) {
  return IsUpperCase(c) || IsLowerCase(c) || IsSemiticLetter(c);
}

// The parts of a word between stops and hyphens.
std::vector<std::string_view> PartsOf(std::string_view word) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = word.find_first_of(".-");
    parts.push_back(word.substr(0, end));
    if (end == std::string_view::npos) return parts;
    word.remove_prefix(end + 1);
    if (word.starts_with('-')) word.remove_prefix(1);
  }
}

// "U.S", "J.-P": several single letters.
bool IsDottedLetters(std::string_view word) {
  const auto parts = PartsOf(word);
  return parts.size() > 1 &&
         std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return IsSingle(part, IsInitialLetter);
         });
}

class Judge {
 public:
  Judge(const FullStop& stop, const NextWord& next, const SentenceWords& words)
      : stop_(stop),
        next_(next),
        words_(words),
        word_(WordBefore(stop.text, stop.line, stop.position)) {}

  bool BelongsToWord() const {
    if (word_.empty() || next_.kind == Kind::kNothing) return false;
    if (IsListMark() || IsInsideAbbreviation()) return true;
    const Binding binding = LongestBinding();
    if (binding != Binding::kNone) return Binds(binding);
    if (IsDottedLetters(word_)) return Binds(Binding::kBeforeName);
    if (IsSingle(word_, IsUpperCase) || IsSingle(word_, IsSemiticLetter))
      return IsInitial() || IsOrdinal();
    return IsOrdinal();
  }

 private:
  size_t begin() const { return stop_.position - word_.size(); }

  bool IsStarter(std::string_view word) const {
    return HasWord(words_.starters, word);
  }

  // A number or a letter that only marks stand before, in its line: "1.", "#
  // a."
  bool IsListMark() const {
    if (CountCharacters(word_) > 8) return false;
    const auto parts = PartsOf(word_);
    const bool is_mark =
        std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
          return IsSingle(part, IsInitialLetter) ||
                 (IsNumber(part) && CountCharacters(part) <= 3);
        });
    if (!is_mark) return false;
    const std::string_view before =
        stop_.text.substr(stop_.line, begin() - stop_.line);
    return before.find_first_not_of(" #>*+-(|") == std::string_view::npos;
  }

  // The words before this one that end with a '.', nearest first.
  std::vector<std::string_view> PartsBefore() const {
    std::vector<std::string_view> parts;
    size_t position = begin();
    while (parts.size() < kMostParts) {
      size_t end = position;
      while (end > stop_.sentence && IsBlankBefore(end))
        end -= BlankBefore(end);
      if (end == position || end <= stop_.sentence ||
          stop_.text[end - 1] != '.')
        break;
      const std::string_view part =
          WordBefore(stop_.text, stop_.sentence, end - 1);
      if (part.empty()) break;
      parts.push_back(part);
      position = end - 1 - part.size();
    }
    return parts;
  }

  // The words after this one that end with a '.': "B" and "J.-C".
  std::vector<std::string_view> PartsAfter() const {
    std::vector<std::string_view> parts;
    NextWord next = next_;
    while (parts.size() < kMostParts && next.has_stop && !next.is_quoted &&
           !next.is_bracketed) {
      const std::string_view rest =
          stop_.text.substr(next.text.data() - stop_.text.data());
      const std::string_view word =
          rest.substr(0, rest.find_first_of(" \t\r\n"));
      if (!word.ends_with('.')) break;
      parts.push_back(word.substr(0, word.size() - 1));
      next = NextWordAt(rest, word.size());
    }
    return parts;
  }

  // The bytes of the space that ends at `end`; 0 for none.
  size_t BlankBefore(size_t end) const {
    if (stop_.text[end - 1] == ' ') return 1;
    for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80\xAF"}) {
      if (stop_.text.substr(0, end).ends_with(blank)) return blank.size();
    }
    return 0;
  }
  bool IsBlankBefore(size_t end) const { return BlankBefore(end) > 0; }

  // Whether more of an abbreviation follows: "z." of "z. B.".
  bool IsInsideAbbreviation() const {
    const auto after = PartsAfter();
    if (after.empty()) return false;
    const auto before = PartsBefore();
    std::string start(word_);
    for (size_t i = 0; i <= before.size(); ++i) {
      if (i > 0) start = std::string(before[i - 1]) + "." + start;
      std::string whole = start;
      for (const std::string_view part : after) {
        whole += "." + std::string(part);
        if (BindingOf(words_, whole, false) != Binding::kNone) return true;
      }
    }
    return false;
  }

  // Of the word with as many as possible of those before it.
  Binding LongestBinding() const {
    std::string whole(word_);
    Binding binding = BindingOf(words_, whole);
    if (binding == Binding::kNone) {
      const size_t hyphen = word_.rfind('-');
      if (hyphen != std::string_view::npos)
        binding = BindingOf(words_, word_.substr(hyphen + 1));
    }
    for (const std::string_view part : PartsBefore()) {
      whole = std::string(part) + "." + whole;
      const Binding longer = BindingOf(words_, whole, false);
      if (longer != Binding::kNone) binding = longer;
    }
    return binding;
  }

  bool Binds(Binding binding) const {
    switch (binding) {
      case Binding::kNone:
        return false;
      case Binding::kAlways:
        return true;
      case Binding::kBeforeName:
        return (next_.kind == Kind::kUpper || next_.kind == Kind::kDigit) &&
               !next_.is_quoted && !IsStarter(next_.text);
      case Binding::kBeforeNumber:
        return next_.kind == Kind::kDigit || IsRomanNumeral(next_.text) ||
               IsSingle(next_.text, IsUpperCase);
      case Binding::kBeforeDigits:
        return next_.kind == Kind::kDigit ||
               (IsRomanNumeral(next_.text) && next_.text.size() > 1);
      case Binding::kMayEnd:
        return next_.is_bracketed || (next_.kind == Kind::kUpper && GoesOn());
    }
    return false;
  }

  // Whether the capital after "Inc." or "p.m." begins no sentence.
  bool GoesOn() const {
    return HasWord(words_.followers, next_.text) ||
           (next_.has_stop &&
            BindingOf(words_, next_.text) == Binding::kMayEnd);
  }

  // The word before this one; empty at the start of the sentence.
  std::string_view Previous() const {
    size_t end = begin();
    while (end > stop_.sentence && IsBlankBefore(end)) end -= BlankBefore(end);
    return WordBefore(stop_.text, stop_.sentence, end);
  }

  // "J. Bach", but not "plan B. Then", "and I. Then".
  bool IsInitial() const {
    if (next_.is_quoted || next_.is_bracketed) return false;
    if (next_.has_stop && IsSingle(next_.text, IsInitialLetter)) return true;
    if (next_.kind != Kind::kUpper && !IsSingle(word_, IsSemiticLetter))
      return false;
    const std::string_view previous = Previous();
    if (HasWord(words_.labels, previous) || IsStarter(next_.text)) return false;
    // A word of one letter is an initial after another name only.
    const bool is_word = IsStarter(word_);
    return !is_word || previous.empty() ||
           IsUpperCase(ReadCodePoint(previous).value);
  }

  // "3. Mai", "Ludwig XIV. Danach" is none.
  bool IsOrdinal() const {
    const bool is_roman = IsRomanNumeral(word_);
    if (!is_roman && (!IsNumber(word_) || word_.size() > 3)) return false;
    if (next_.kind != Kind::kUpper || next_.is_quoted || next_.is_bracketed)
      return false;
    if (HasWord(words_.after_ordinal, next_.text)) return true;
    if (IsStarter(next_.text)) return false;
    if (begin() == stop_.sentence) return true;
    if (words_.before_ordinal.empty()) return false;
    return is_roman || HasWord(words_.before_ordinal, Previous());
  }

  const FullStop& stop_;
  const NextWord& next_;
  const SentenceWords& words_;
  std::string_view word_;
};

}  // namespace

bool BelongsToWord(const FullStop& stop, const NextWord& next,
                   const SentenceWords& words) {
  return Judge(stop, next, words).BelongsToWord();
}

}  // namespace stepglot
