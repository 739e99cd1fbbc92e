// Tests the kinds, cases and forms of characters.
#include "core/text/unicode.h"

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
    EXPECT_TRUE(IsUpperCase(upper[i])) << i;
    EXPECT_FALSE(IsLowerCase(upper[i])) << i;
    EXPECT_TRUE(IsLowerCase(lower[i])) << i;
    EXPECT_FALSE(IsUpperCase(lower[i])) << i;
    EXPECT_EQ(ToLowerCase(upper[i]), lower[i]) << i;
    EXPECT_EQ(ToLowerCase(lower[i]), lower[i]) << i;
  }
}

TEST(LetterCase, LettersWithoutAPair) {
  for (const char32_t c : std::u32string_view(U"ßĸŉſΐΰςևάᾳ"))
    EXPECT_TRUE(IsLowerCase(c)) << static_cast<unsigned>(c);
}

TEST(LetterCase, OtherCharactersHaveNone) {
  for (const char32_t c : std::u32string_view(U"0!@[`{×÷ªºა ۔漢あก😀")) {
    EXPECT_FALSE(IsUpperCase(c)) << static_cast<unsigned>(c);
    EXPECT_FALSE(IsLowerCase(c)) << static_cast<unsigned>(c);
    EXPECT_EQ(ToLowerCase(c), c);
  }
}

TEST(LetterCase, CapitalsOfTheSharpS) {
  EXPECT_EQ(UpperCase(U'ß'), "SS");
  EXPECT_EQ(UpperCase(U'é'), "É");
  EXPECT_EQ(UpperCase(U'1'), "1");
}

TEST(Forms, AreComposedPlainOrBare) {
  EXPECT_EQ(Composed("e\xCC\x81"), "é");
  EXPECT_EQ(CompatibilityForm("ﬁ"), "fi");
  EXPECT_EQ(CompatibilityForm("Ａ１"), "A1");
  EXPECT_EQ(WithoutMarks("éñç"), "enc");
  EXPECT_EQ(Composed("\xFF"), "\xFF");  // no UTF-8
}

TEST(Kinds, OfInvisibleCharactersAndPictures) {
  for (const char32_t c : std::u32string_view(
           U"\u00AD\u200B\u200D\u200E\u202A\u2060\u2069\uFEFF\uFE0F\u0007"))
    EXPECT_TRUE(IsInvisible(c)) << static_cast<unsigned>(c);
  for (const char32_t c : std::u32string_view(U" \t\n\u00A0a.😀"))
    EXPECT_FALSE(IsInvisible(c)) << static_cast<unsigned>(c);
  for (const char32_t c : std::u32string_view(U"😀❤☀🇪"))
    EXPECT_TRUE(IsPictograph(c)) << static_cast<unsigned>(c);
  for (const char32_t c : std::u32string_view(U"a1#©®€あ"))
    EXPECT_FALSE(IsPictograph(c)) << static_cast<unsigned>(c);
}

}  // namespace
}  // namespace stepglot
