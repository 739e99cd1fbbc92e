// Positions of UTF-8 bytes as JavaScript counts them.
#include "wasm/utf16_positions.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace stepglot {
namespace {

// The positions of all bytes of a text and of its end.
std::vector<int> PositionsOf(std::string_view text) {
  const Utf16Positions positions(text);
  std::vector<int> all;
  for (size_t byte = 0; byte <= text.size(); ++byte)
    all.push_back(positions.At(byte));
  return all;
}

TEST(Utf16PositionsTest, AsciiKeepsItsPositions) {
  EXPECT_EQ(PositionsOf("abc"), (std::vector<int>{0, 1, 2, 3}));
}

TEST(Utf16PositionsTest, BytesOfACharacterShareItsPosition) {
  // é: two bytes, €: three, each one UTF-16 unit.
  EXPECT_EQ(PositionsOf("\u00E9\u20ACa"),
            (std::vector<int>{0, 0, 1, 1, 1, 2, 3}));
}

TEST(Utf16PositionsTest, CharactersAboveTheBasicPlaneTakeTwoUnits) {
  EXPECT_EQ(PositionsOf("\U0001F600b"), (std::vector<int>{0, 0, 0, 0, 2, 3}));
  // The first one that needs a surrogate pair, and its predecessor.
  EXPECT_EQ(PositionsOf("\U00010000").back(), 2);
  EXPECT_EQ(PositionsOf("\uFFFF").back(), 1);
}

TEST(Utf16PositionsTest, EachInvalidByteIsAReplacementCharacter) {
  // A lone continuation byte, a truncated sequence and a surrogate.
  EXPECT_EQ(PositionsOf("\x80"
                        "a"),
            (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(PositionsOf("\xE2\x82"), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(PositionsOf("\xED\xA0\x80"), (std::vector<int>{0, 1, 2, 3}));
}

TEST(Utf16PositionsTest, BytesPastTheEndAreAtTheEnd) {
  const Utf16Positions positions("\U0001F600");
  EXPECT_EQ(positions.At(5), 2);
  EXPECT_EQ(positions.At(1000), 2);
  EXPECT_EQ(Utf16Positions("").At(0), 0);
  EXPECT_EQ(Utf16Positions("").At(1), 0);
}

}  // namespace
}  // namespace stepglot
