// Tokenizes characters one by one.
#include "core/text/alphabet.h"

#include <algorithm>
#include <vector>

#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

constexpr char32_t kKnown = 0x10000;

// Marks of punctuation that are written in other ways too; Unicode's
// compatibility forms do not join them.
struct PlainForm {
  std::u32string_view characters;
  std::string_view plain;
};

constexpr PlainForm kPlainForms[] = {
    {U"\u2018\u2019\u201A\u201B\u2032\u2035\u02B9\u02BB\u02BC\u02C8\u00B4`"
     U"\u2039\u203A",
     "'"},
    {U"\u201C\u201D\u201E\u201F\u2033\u2036\u00AB\u00BB\u301D\u301E", "\""},
    {U"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\uFE58", "-"},
    {U"\u2026", "..."},
    {U"\u2016", "|"},
    {U"\u2044\u2215", "/"},
    {U"\u00A1", ""},
    {U"\u00BF", ""},
    {U"\u3001\uFF0C\u060C", ","},
    {U"\u3002\uFF0E\u06D4\u0964", "."},
    {U"\uFF1F\u061F\u037E", "?"},
    {U"\u061B", ";"},
    {U"\u3008\u300A\u300C\u300E", "\""},
    {U"\u3009\u300B\u300D\u300F", "\""},
    {U"\u3010\u3014", "["},
    {U"\u3011\u3015", "]"},
};

std::string Encoded(char32_t c) {
  std::string text;
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | (c >> 6));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0U | (c >> 12));
    text += static_cast<char>(0x80U | ((c >> 6) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    text += static_cast<char>(0xF0U | (c >> 18));
    text += static_cast<char>(0x80U | ((c >> 12) & 0x3FU));
    text += static_cast<char>(0x80U | ((c >> 6) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  }
  return text;
}

std::optional<std::string_view> PlainFormOf(char32_t c) {
  for (const PlainForm& form : kPlainForms) {
    if (form.characters.find(c) != std::u32string_view::npos) return form.plain;
  }
  return std::nullopt;
}

}  // namespace

Alphabet::Alphabet(const Tokenizer& tokenizer, std::optional<int> unk)
    : tokenizer_(&tokenizer),
      unk_(unk),
      known_(std::make_unique<std::atomic<uint8_t>[]>(kKnown)) {}

bool Alphabet::Writes(char32_t c) const {
  if (IsSpace(c)) return true;
  if (c >= kKnown) return Ask(c);
  std::atomic<uint8_t>& known = known_[c];
  uint8_t answer = known.load(std::memory_order_relaxed);
  if (answer == 0) {
    answer = Ask(c) ? 2 : 1;
    known.store(answer, std::memory_order_relaxed);
  }
  return answer == 2;
}

bool Alphabet::WritesAll(std::string_view text) const {
  while (!text.empty()) {
    const CodePoint c = ReadCodePoint(text);
    if (!Writes(c.value)) return false;
    text.remove_prefix(c.bytes);
  }
  return true;
}

bool Alphabet::Ask(char32_t c) const {
  const std::string character = Encoded(c);
  const std::vector<int> ids = tokenizer_->Encode(character);
  const bool is_known = std::none_of(ids.begin(), ids.end(), [this](int id) {
    return tokenizer_->IsByte(id) || id == unk_;
  });
  // A tokenizer that normalizes makes other characters of some: "m2" of "m²".
  const bool has_meaning = IsSymbol(c) || (IsAlphanumeric(c) && !IsLetter(c));
  if (!is_known || c < 0x80 || !has_meaning || IsMark(c) || ids.empty())
    return is_known;
  return tokenizer_->Decode(ids).find(character) != std::string::npos;
}

std::optional<std::string> Substitute(char32_t c, const Alphabet& alphabet) {
  if (const std::optional<std::string_view> plain = PlainFormOf(c)) {
    if (alphabet.WritesAll(*plain)) return std::string(*plain);
  }
  if (IsSymbol(c) || !(IsLetter(c) || IsDigit(c) || IsMark(c) || c >= 0x2000))
    return std::nullopt;
  const std::string character = Encoded(c);
  const std::string plain = CompatibilityForm(character);
  if (plain != character && alphabet.WritesAll(plain)) return plain;
  const std::string bare = WithoutMarks(character);
  if (bare != character && alphabet.WritesAll(bare)) return bare;
  return std::nullopt;
}

}  // namespace stepglot
