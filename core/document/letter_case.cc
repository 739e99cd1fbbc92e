// The pairs of letters as ranges.
#include "core/document/letter_case.h"

#include <algorithm>
#include <iterator>

namespace stepglot {
namespace {

// Upper-case letters, every one or every other, and the way to their lower-case
// letters. From the simple mappings of Unicode 16.0, without letters of
// phonetic alphabets and historic orthographies.
struct CaseRange {
  char32_t first;
  char32_t last;
  int step;
  int to_lower;
};

constexpr CaseRange kCaseRanges[] = {
    {'A', 'Z', 1, 32},          {0xC0, 0xD6, 1, 32},
    {0xD8, 0xDE, 1, 32},        {0x100, 0x12E, 2, 1},
    {0x132, 0x136, 2, 1},       {0x139, 0x147, 2, 1},
    {0x14A, 0x176, 2, 1},       {0x178, 0x178, 1, -121},
    {0x179, 0x17D, 2, 1},       {0x186, 0x186, 1, 206},
    {0x189, 0x18A, 1, 205},     {0x18F, 0x18F, 1, 202},
    {0x190, 0x190, 1, 203},     {0x194, 0x194, 1, 207},
    {0x19D, 0x19D, 1, 213},     {0x1A0, 0x1A4, 2, 1},
    {0x1AF, 0x1AF, 1, 1},       {0x1B7, 0x1B7, 1, 219},
    {0x1CD, 0x1DB, 2, 1},       {0x1DE, 0x1EE, 2, 1},
    {0x1F4, 0x1F4, 1, 1},       {0x1F8, 0x21E, 2, 1},
    {0x222, 0x232, 2, 1},       {0x386, 0x386, 1, 38},
    {0x388, 0x38A, 1, 37},      {0x38C, 0x38C, 1, 64},
    {0x38E, 0x38F, 1, 63},      {0x391, 0x3A1, 1, 32},
    {0x3A3, 0x3AB, 1, 32},      {0x400, 0x40F, 1, 80},
    {0x410, 0x42F, 1, 32},      {0x460, 0x480, 2, 1},
    {0x48A, 0x4BE, 2, 1},       {0x4C0, 0x4C0, 1, 15},
    {0x4C1, 0x4CD, 2, 1},       {0x4D0, 0x52E, 2, 1},
    {0x531, 0x556, 1, 48},      {0x1E00, 0x1E94, 2, 1},
    {0x1E9E, 0x1E9E, 1, -7615}, {0x1EA0, 0x1EFE, 2, 1},
    {0x1F08, 0x1F0F, 1, -8},    {0x1F18, 0x1F1D, 1, -8},
    {0x1F28, 0x1F2F, 1, -8},    {0x1F38, 0x1F3F, 1, -8},
    {0x1F48, 0x1F4D, 1, -8},    {0x1F59, 0x1F5F, 2, -8},
    {0x1F68, 0x1F6F, 1, -8},
};

// Lower-case letters that are nobody's.
constexpr char32_t kLowerOnly[] = {0xDF,  0x138, 0x149, 0x17F, 0x1F0, 0x390,
                                   0x3B0, 0x3C2, 0x587, 0x588, 0x560};

const CaseRange* RangeOf(char32_t upper) {
  const auto* range =
      std::find_if(std::begin(kCaseRanges), std::end(kCaseRanges),
                   [upper](const CaseRange& each) {
                     return upper >= each.first && upper <= each.last &&
                            (upper - each.first) % each.step == 0;
                   });
  return range == std::end(kCaseRanges) ? nullptr : range;
}

bool IsLowerOfPair(char32_t c) {
  return std::any_of(std::begin(kCaseRanges), std::end(kCaseRanges),
                     [c](const CaseRange& each) {
                       const char32_t upper = c - each.to_lower;
                       return upper >= each.first && upper <= each.last &&
                              (upper - each.first) % each.step == 0;
                     });
}

// Vowels with both accents and breathings, which have no small rows of their
// own above.
bool IsGreekVowel(char32_t c) {
  return (c >= 0x1F70 && c <= 0x1F7D) || c == 0x1FB3 || c == 0x1FB6 ||
         c == 0x1FB7 || c == 0x1FC3 || c == 0x1FC6 || c == 0x1FC7 ||
         c == 0x1FD6 || c == 0x1FE6 || c == 0x1FF3 || c == 0x1FF6 ||
         c == 0x1FF7;
}

}  // namespace

bool IsUpper(char32_t c) { return RangeOf(c) != nullptr; }

bool IsLower(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return IsLowerOfPair(c) || IsGreekVowel(c) ||
         std::find(std::begin(kLowerOnly), std::end(kLowerOnly), c) !=
             std::end(kLowerOnly);
}

char32_t ToLower(char32_t c) {
  const CaseRange* range = RangeOf(c);
  return range == nullptr ? c : c + range->to_lower;
}

}  // namespace stepglot
