// Tests the UTF-8 reader on valid and invalid sequences.
#include "core/text/utf8.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace stepglot {
namespace {

void ExpectCodePoint(std::string_view text, char32_t value, size_t bytes) {
  const CodePoint c = ReadCodePoint(text);
  EXPECT_EQ(c.value, value) << testing::PrintToString(text);
  EXPECT_EQ(c.bytes, bytes) << testing::PrintToString(text);
}

void ExpectInvalid(std::string_view text) {
  ExpectCodePoint(text, kReplacementCharacter, 1);
}

// The bytes of a code point by the table of RFC 3629, section 3.
std::string Encoded(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | (c >> 6)), byte(0x80 | (c & 0x3F))};
  if (c < 0x10000) {
    return {byte(0xE0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3F)),
            byte(0x80 | (c & 0x3F))};
  }
  return {byte(0xF0 | (c >> 18)), byte(0x80 | ((c >> 12) & 0x3F)),
          byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F))};
}

TEST(ReadCodePoint, ReadsEveryScalarValue) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = Encoded(c) + "x";
    const CodePoint read = ReadCodePoint(text);
    ASSERT_EQ(read.value, c);
    ASSERT_EQ(read.bytes, text.size() - 1);
  }
}

TEST(ReadCodePoint, SurrogatesAndValuesPastTheLastAreInvalid) {
  for (char32_t c = 0xD800; c <= 0xDFFF; ++c) ExpectInvalid(Encoded(c));
  for (const char32_t c : {0x110000, 0x13FFFF, 0x1FFFFF})
    ExpectInvalid(Encoded(c));
}

TEST(ReadCodePoint, OverlongFormsAreInvalid) {
  ExpectInvalid("\xC0\x80");
  ExpectInvalid("\xC1\xBF");
  ExpectInvalid("\xE0\x80\x80");
  ExpectInvalid("\xE0\x9F\xBF");
  ExpectInvalid("\xF0\x80\x80\x80");
  ExpectInvalid("\xF0\x8F\xBF\xBF");
}

TEST(ReadCodePoint, CutAndStrayBytesAreInvalid) {
  ExpectInvalid("\x80");
  ExpectInvalid("\xBF");
  ExpectInvalid("\xC3");
  ExpectInvalid("\xE2\x82");
  ExpectInvalid("\xF0\x9F\x98");
  ExpectInvalid("\xC3(");
  ExpectInvalid("\xE2\x82(");
  ExpectInvalid("\xF0\x9F\x98(");
  for (int first = 0xF5; first <= 0xFF; ++first) {
    ExpectInvalid(std::string(1, static_cast<char>(first)) +
                  "\x80\x80\x80\x80");
  }
}

TEST(ReadCodePoint, ReadsZeroAndStopsAtTheEndOfTheView) {
  ExpectCodePoint(std::string_view("\0a", 2), 0, 1);
  ExpectInvalid(std::string_view("\xE2\x82\xAC").substr(0, 2));
}

TEST(IsUtf8, NeedsEveryByteToBelongToACharacter) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8(std::string_view("a\0\xC3\xA4\xEF\xBF\xBD", 7)));
  EXPECT_FALSE(IsUtf8("\xC3\xA4\xC3"));
  EXPECT_FALSE(IsUtf8("a\xFF"));
}

TEST(IsSpace, IsUnicodesWhiteSpace) {
  const char32_t spaces[] = {
      0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,   0xA0,   0x1680,
      0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
      0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
  size_t found = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) found += IsSpace(c) ? 1 : 0;
  EXPECT_EQ(found, std::size(spaces));
  for (const char32_t c : spaces)
    EXPECT_TRUE(IsSpace(c)) << static_cast<uint32_t>(c);
}

}  // namespace
}  // namespace stepglot
