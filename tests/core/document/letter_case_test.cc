// Tests the case of letters.
#include "core/document/letter_case.h"

#include <gtest/gtest.h>

#include <string_view>

namespace stepglot {
namespace {

TEST(LetterCase, PairsOfAllScriptsThatHaveThem) {
  const std::u32string_view upper =
      U"AZÀÖØÞĀĲĶŁŊŒŸŹŽƠƯǍȘȚΆΈΌΏΑΡΣΫЀЏАЯѠҐӁӀԱՖḀẞẠỸἈἩ";
  const std::u32string_view lower =
      U"azàöøþāĳķłŋœÿźžơưǎșțάέόώαρσϋѐџаяѡґӂӏաֆḁßạỹἀἡ";
  ASSERT_EQ(upper.size(), lower.size());
  for (size_t i = 0; i < upper.size(); ++i) {
    EXPECT_TRUE(IsUpper(upper[i])) << i;
    EXPECT_FALSE(IsLower(upper[i])) << i;
    EXPECT_TRUE(IsLower(lower[i])) << i;
    EXPECT_FALSE(IsUpper(lower[i])) << i;
    EXPECT_EQ(ToLower(upper[i]), lower[i]) << i;
    EXPECT_EQ(ToLower(lower[i]), lower[i]) << i;
  }
}

TEST(LetterCase, LettersWithoutAPair) {
  for (const char32_t c : std::u32string_view(U"ßĸŉſΐΰςևάᾳ"))
    EXPECT_TRUE(IsLower(c)) << static_cast<unsigned>(c);
}

TEST(LetterCase, OtherCharactersHaveNone) {
  for (const char32_t c : std::u32string_view(U"0!@[`{×÷ªºა ۔漢あก😀")) {
    EXPECT_FALSE(IsUpper(c)) << static_cast<unsigned>(c);
    EXPECT_FALSE(IsLower(c)) << static_cast<unsigned>(c);
    EXPECT_EQ(ToLower(c), c);
  }
}

}  // namespace
}  // namespace stepglot
