// Looks at the first letters of words.
#include "core/document/letter_case.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/document/sentence_marks.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

// Fewer capitals are an abbreviation.
constexpr int kFewestCapitals = 4;

// A single word with a capital is no title.
constexpr int kFewestWords = 2;

// The words that have small letters within a title.
struct SmallWords {
  std::string_view language;
  std::string_view words;  // between spaces
};

constexpr SmallWords kSmallWords[] = {
    {"en",
     " a an the and or nor but so yet of in on at to for from by with into "
     "onto upon over as if is vs via per than "},
    {"es",
     " el la lo los las un una unos unas y e o u ni de del a al en con por "
     "para sin sobre entre hasta desde que se su sus tu mi es "},
    {"ca",
     " el la els les en na un una uns unes i o ni de del dels a al als amb per "
     "pel pels sense sobre entre fins des que es se su seva "},
    {"fr",
     " le la les un une des du de et ou ni en dans sur sous par pour avec sans "
     "au aux que qui se sa son ses "},
    {"it",
     " il lo la i gli le un uno una e o di del dello della dei degli delle a "
     "al "
     "allo alla ai agli alle da dal dalla in nel nella con su sul sulla per "
     "tra "
     "fra che "},
    {"pt",
     " o a os as um uma uns umas e ou de do da dos das em no na nos nas por "
     "pelo pela para com sem sobre que se "},
    {"de",
     " der die das den dem des ein eine einen einem einer eines und oder von "
     "vom zu zum zur in im am an auf aus bei beim mit nach für über um durch "
     "ohne als wie "}};

// Languages whose nouns begin with capitals anyway.
bool HasNounsInCapitals(std::string_view language) {
  return IsLanguage(language, "de") || IsLanguage(language, "lb") ||
         IsLanguage(language, "nds");
}

bool IsSmallWord(std::string_view word, std::string_view language) {
  const auto* const found =
      std::find_if(std::begin(kSmallWords), std::end(kSmallWords),
                   [language](const SmallWords& each) {
                     return IsLanguage(language, each.language);
                   });
  if (found == std::end(kSmallWords)) return false;
  const std::string padded = " " + std::string(word) + " ";
  return found->words.find(padded) != std::string_view::npos;
}

bool IsRomanDigit(char32_t c) {
  return c < 0x80 && std::string_view("IVXLCDM").find(static_cast<char>(c)) !=
                         std::string_view::npos;
}

// The middle dot joins letters in Catalan.
bool IsOfWord(char32_t c) { return IsLetter(c) || IsMark(c) || c == 0xB7; }

// The words of a range, but for what is in spans.
std::vector<TextRange> WordsOf(std::string_view text, const TextRange& range,
                               std::span<const TextRange> spans) {
  std::vector<TextRange> words;
  bool goes_on = false;
  for (size_t at = range.begin; at < range.end;) {
    while (!spans.empty() && spans.front().end <= at) spans = spans.subspan(1);
    if (!spans.empty() && spans.front().begin <= at) {
      at = spans.front().end;
      goes_on = false;
      continue;
    }
    const CodePoint c = ReadCodePoint(text.substr(at));
    const size_t end = std::min(range.end, at + c.bytes);
    const bool is_letter = goes_on ? IsOfWord(c.value) : IsLetter(c.value);
    if (is_letter && !goes_on) words.push_back({at, at});
    if (is_letter) words.back().end = end;
    goes_on = is_letter;
    at = end;
  }
  return words;
}

std::string_view Part(std::string_view text, const TextRange& range) {
  return text.substr(range.begin, range.size());
}

bool IsOneLetter(std::string_view word) {
  return ReadCodePoint(word).bytes == word.size();
}

bool BeginsWithCapital(std::string_view word) {
  return IsUpperCase(ReadCodePoint(word).value);
}

bool AreCapitals(std::string_view text, std::span<const TextRange> words) {
  int capitals = 0;
  bool is_number = true;
  for (const TextRange& word : words) {
    for (std::string_view rest = Part(text, word); !rest.empty();) {
      const CodePoint c = ReadCodePoint(rest);
      rest.remove_prefix(c.bytes);
      if (!IsLetter(c.value)) continue;
      if (!IsUpperCase(c.value)) return false;
      is_number = is_number && IsRomanDigit(c.value);
      ++capitals;
    }
  }
  return !is_number && capitals >= kFewestCapitals;
}

bool AreTitle(std::string_view text, std::span<const TextRange> words,
              std::string_view language) {
  int capitalized = 0;
  for (const TextRange& range : words) {
    const std::string_view word = Part(text, range);
    // What is elided, or stands behind an apostrophe, is no word of its own.
    if (IsOneLetter(word) && !BeginsWithCapital(word)) continue;
    if (BeginsWithCapital(word)) {
      capitalized += IsOneLetter(word) ? 0 : 1;
    } else if (&range == words.data() || !IsSmallWord(word, language)) {
      return false;
    }
  }
  return capitalized >= kFewestWords;
}

std::vector<TextRange> Ascending(std::span<const TextRange> ranges) {
  std::vector<TextRange> ascending(ranges.begin(), ranges.end());
  std::sort(
      ascending.begin(), ascending.end(),
      [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
  return ascending;
}

// What is put into capitals: words, or their first letters.
std::vector<TextRange> ToRaise(LetterCase letter_case, std::string_view text,
                               std::span<const TextRange> kept,
                               std::string_view language) {
  if (letter_case == LetterCase::kAsWritten) return {};
  std::vector<TextRange> words = WordsOf(text, {0, text.size()}, kept);
  if (letter_case == LetterCase::kCapitals) return words;
  const size_t first = words.empty() ? 0 : words.front().begin;
  std::erase_if(words, [&](const TextRange& range) {
    const std::string_view word = Part(text, range);
    const bool is_small = IsOneLetter(word) || IsSmallWord(word, language);
    return is_small && range.begin != first;
  });
  for (TextRange& word : words)
    word.end = word.begin + ReadCodePoint(Part(text, word)).bytes;
  return words;
}

}  // namespace

LetterCase LetterCaseOf(std::string_view text, const TextRange& range,
                        std::span<const Span> spans,
                        std::string_view language) {
  std::vector<TextRange> kept;
  for (const Span& span : spans) kept.push_back(span.range);
  const std::vector<TextRange> words = WordsOf(text, range, kept);
  if (AreCapitals(text, words)) return LetterCase::kCapitals;
  const bool is_prose = Part(text, range).ends_with('.');
  if (is_prose || HasNounsInCapitals(language)) return LetterCase::kAsWritten;
  return AreTitle(text, words, language) ? LetterCase::kTitle
                                         : LetterCase::kAsWritten;
}

MappedText InLetterCase(LetterCase letter_case, std::string_view text,
                        std::span<const TextRange> kept,
                        std::string_view language) {
  MappedText written;
  size_t at = 0;
  const auto copy = [&](size_t end) {
    written.Copy(text.substr(at, end - at), at);
    at = end;
  };
  for (const TextRange& raised :
       ToRaise(letter_case, text, Ascending(kept), language)) {
    copy(raised.begin);
    while (at < raised.end) {
      const CodePoint c = ReadCodePoint(text.substr(at));
      const std::string capital = UpperCase(c.value);
      const TextRange place = {at, at + c.bytes};
      if (capital == Part(text, place)) {
        copy(place.end);
      } else {
        written.Replace(capital, place);
        at = place.end;
      }
    }
  }
  copy(text.size());
  return written;
}

}  // namespace stepglot
