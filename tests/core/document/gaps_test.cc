// Tests the white space between translated sentences.
#include "core/document/gaps.h"

#include <gtest/gtest.h>

namespace stepglot {
namespace {

TEST(TargetGap, ALanguageWithSpacesGetsOne) {
  for (const char* language :
       {"en", "es", "ko", "th", "my", "zh-Latn-pinyin"}) {
    EXPECT_EQ(TargetGap("", "zh", language), " ") << language;
    EXPECT_EQ(TargetGap(" ", "zh", language), " ") << language;
  }
  EXPECT_EQ(TargetGap("", "hi", "en"), " ");
}

TEST(TargetGap, ALanguageWithoutSpacesGetsNone) {
  for (const char* language :
       {"zh", "zh-Hant", "ZH-TW", "yue", "ja", "ja-JP"}) {
    EXPECT_EQ(TargetGap(" ", "en", language), "") << language;
    EXPECT_EQ(TargetGap("", "zh", language), "") << language;
    EXPECT_EQ(TargetGap(" ", "ja", language), " ") << language;
  }
}

TEST(TargetGap, OtherWhiteSpaceStays) {
  for (const char* gap :
       {"\n", "\t", "  ", "\r\n", " \n", "\xC2\xA0", "\xE3\x80\x80"}) {
    EXPECT_EQ(TargetGap(gap, "en", "zh"), gap);
    EXPECT_EQ(TargetGap(gap, "zh", "en"), gap);
    EXPECT_EQ(TargetGap(gap, "en", "de"), gap);
  }
}

TEST(TargetGap, AnUnknownTargetChangesNothing) {
  EXPECT_EQ(TargetGap("", "zh", ""), "");
  EXPECT_EQ(TargetGap(" ", "en", ""), " ");
  EXPECT_EQ(TargetGap(" ", "", "zh"), "");
}

TEST(JoinsWords, ThaiHasSpacesBetweenSentencesOnly) {
  EXPECT_TRUE(JoinsWords("th"));
  EXPECT_FALSE(JoinsSentences("th"));
  EXPECT_TRUE(JoinsWords("ja"));
  EXPECT_FALSE(JoinsWords("de"));
  EXPECT_FALSE(JoinsWords("zh-Latn"));
}

}  // namespace
}  // namespace stepglot
