// Terminators of all scripts, and quotes and brackets.
#include "core/document/sentence_marks.h"

#include <algorithm>
#include <iterator>

namespace stepglot {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// The property Sentence_Terminal of Unicode 17.0, but for what kSpaced has.
constexpr Range kAlways[] = {
    {0x589, 0x589},     {0x61D, 0x61F},     {0x6D4, 0x6D4},
    {0x700, 0x702},     {0x7F9, 0x7F9},     {0x837, 0x837},
    {0x839, 0x839},     {0x83D, 0x83E},     {0x964, 0x965},
    {0x104A, 0x104B},   {0x1362, 0x1362},   {0x1367, 0x1368},
    {0x166E, 0x166E},   {0x1735, 0x1736},   {0x17D4, 0x17D5},
    {0x1803, 0x1803},   {0x1809, 0x1809},   {0x1944, 0x1945},
    {0x1AA8, 0x1AAB},   {0x1B4E, 0x1B4F},   {0x1B5A, 0x1B5B},
    {0x1B5E, 0x1B5F},   {0x1B7D, 0x1B7F},   {0x1C3B, 0x1C3C},
    {0x1C7E, 0x1C7F},   {0x2CF9, 0x2CFB},   {0x3002, 0x3002},
    {0xA4FF, 0xA4FF},   {0xA60E, 0xA60F},   {0xA6F3, 0xA6F3},
    {0xA6F7, 0xA6F7},   {0xA876, 0xA877},   {0xA8CE, 0xA8CF},
    {0xA92F, 0xA92F},   {0xA9C8, 0xA9C9},   {0xAA5D, 0xAA5F},
    {0xAAF0, 0xAAF1},   {0xABEB, 0xABEB},   {0xFE12, 0xFE12},
    {0xFE15, 0xFE16},   {0xFE56, 0xFE57},   {0xFF01, 0xFF01},
    {0xFF1F, 0xFF1F},   {0xFF61, 0xFF61},   {0x10A56, 0x10A57},
    {0x10F55, 0x10F59}, {0x10F86, 0x10F89}, {0x11047, 0x11048},
    {0x110BE, 0x110C1}, {0x11141, 0x11143}, {0x111C5, 0x111C6},
    {0x111CD, 0x111CD}, {0x111DE, 0x111DF}, {0x11238, 0x11239},
    {0x1123B, 0x1123C}, {0x112A9, 0x112A9}, {0x113D4, 0x113D5},
    {0x1144B, 0x1144C}, {0x115C2, 0x115C3}, {0x115C9, 0x115D7},
    {0x11641, 0x11642}, {0x1173C, 0x1173E}, {0x11944, 0x11944},
    {0x11946, 0x11946}, {0x11A42, 0x11A43}, {0x11A9B, 0x11A9C},
    {0x11C41, 0x11C42}, {0x11EF7, 0x11EF8}, {0x11F43, 0x11F44},
    {0x16A6E, 0x16A6F}, {0x16AF5, 0x16AF5}, {0x16B37, 0x16B38},
    {0x16B44, 0x16B44}, {0x16D6E, 0x16D6F}, {0x16E98, 0x16E98},
    {0x1BC9F, 0x1BC9F}, {0x1DA88, 0x1DA88}};

// Those of that property that may stand within a word, a number or a phrase;
// with them '…' and the marks of Tibetan, where the property has none.
constexpr Range kSpaced[] = {
    {'!', '!'},       {'.', '.'},       {'?', '?'},       {0x37E, 0x37E},
    {0xF0D, 0xF11},   {0x2024, 0x2024}, {0x2026, 0x2026}, {0x203C, 0x203D},
    {0x2047, 0x2049}, {0x2E2E, 0x2E2E}, {0x2E3C, 0x2E3C}, {0x2E53, 0x2E54},
    {0xFE52, 0xFE52}, {0xFF0E, 0xFF0E}};

template <size_t kSize>
bool Contains(const Range (&ranges)[kSize], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](Range range) {
    return c >= range.first && c <= range.last;
  });
}

bool IsAnyOf(char32_t c, std::u32string_view characters) {
  return characters.find(c) != std::u32string_view::npos;
}

}  // namespace

bool IsLanguage(std::string_view tag, std::string_view primary) {
  const std::string_view given = tag.substr(0, tag.find_first_of("-_"));
  return std::equal(given.begin(), given.end(), primary.begin(), primary.end(),
                    [](char a, char b) {
                      return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
                    });
}

Terminator TerminatorOf(char32_t c, std::string_view language) {
  if (Contains(kSpaced, c) || (c == ';' && IsLanguage(language, "el")) ||
      (c == ':' && IsLanguage(language, "hy")))
    return Terminator::kSpaced;
  // Most text is below them.
  const bool is_stop = c >= kAlways[0].first && Contains(kAlways, c);
  return is_stop ? Terminator::kAlways : Terminator::kNone;
}

bool IsLineBreak(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool IsEitherQuote(char32_t c) {
  return IsAnyOf(c, U"\"'\u201C\u2018\u00AB\u00BB\u2039\u203A");
}

bool IsOpener(char32_t c) {
  return IsEitherQuote(c) ||
         IsAnyOf(c,
                 U"([{\u201E\u201A\u00BF\u00A1\u3008\u300A\u300C\u300E\u3010"
                 U"\u3014\u3016\uFF08\uFF3B\uFF5B\uFF62");
}

bool IsCloser(char32_t c) {
  return IsEitherQuote(c) ||
         IsAnyOf(c,
                 U")]}\u201D\u2019\u3009\u300B\u300D\u300F\u3011\u3015\u3017"
                 U"\uFF09\uFF3D\uFF5D\uFF63");
}

bool IsDash(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

}  // namespace stepglot
