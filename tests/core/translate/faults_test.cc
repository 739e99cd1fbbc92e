// Tests what is noticed about a translation.
#include "core/translate/faults.h"

#include <gtest/gtest.h>

#include <string>

namespace stepglot {
namespace {

Translation Of(const std::string& text) {
  Translation translation;
  translation.text = text;
  translation.stop = Stop::kEos;
  return translation;
}

SourceSequence Plain() {
  SourceSequence source;
  source.tokens.resize(4);
  return source;
}

TEST(HaveSameNumbers, SeparatorsMayChangeDigitsMayNot) {
  EXPECT_TRUE(HaveSameNumbers("2,200.5 at 10:30", "um 10.30 2.200,5"));
  EXPECT_TRUE(HaveSameNumbers("2,200,112", "2.200.112"));
  EXPECT_TRUE(HaveSameNumbers("2000 and 3", "3 und 2.000"));
  EXPECT_TRUE(HaveSameNumbers("none", "keine"));
  EXPECT_FALSE(HaveSameNumbers("2.200.112", "2.200.12"));
  EXPECT_FALSE(HaveSameNumbers("333.333", "33.3333"));
  EXPECT_FALSE(HaveSameNumbers("12,345,678", "12345,678"));
  EXPECT_FALSE(HaveSameNumbers("two 2", "zwei"));
  EXPECT_FALSE(HaveSameNumbers("10 and 11", "11 und 11"));
}

TEST(FaultOf, EmptyIsAFaultOfAnySource) {
  EXPECT_EQ(FaultOf(Plain(), "two words", Of(" ")), Fault::kEmpty);
  EXPECT_EQ(FaultOf(Plain(), "two words", Of("zwei")), Fault::kNone);
}

TEST(FaultOf, NumbersAndMarksMustBeThere) {
  EXPECT_EQ(FaultOf(Plain(), "a 12", Of("ein 1")), Fault::kDigits);
  EXPECT_EQ(FaultOf(Plain(), "a 12", Of("ein 12")), Fault::kNone);
  SourceSequence masked = Plain();
  masked.masks.resize(1);
  Translation lost = Of("ein");
  lost.keeps_marks = false;
  EXPECT_EQ(FaultOf(masked, "a {b}", lost), Fault::kMarks);
}

TEST(FaultOf, LoopsAndCutsAreNoticedInWhatIsLookedAt) {
  SourceSequence source = Plain();
  for (int i = 0; i < 50; ++i) source.tokens.push_back({i, {}, "", true});
  EXPECT_EQ(FaultOf(source, "two words", Of("das Wort Wort, Wort.")),
            Fault::kRunaway);
  EXPECT_EQ(FaultOf(source, "two words", Of("das Wort Wort")), Fault::kNone);
  EXPECT_EQ(FaultOf(source, "no no no", Of("nein nein nein")), Fault::kNone);
  Translation loop = Of("der die das");
  for (int i = 0; i < 12; ++i) loop.tokens.push_back(i % 2);
  EXPECT_EQ(FaultOf(source, "two words", loop), Fault::kRunaway);
  Translation cut = Of("der");
  cut.stop = Stop::kLength;
  EXPECT_EQ(FaultOf(source, "two words", cut), Fault::kRunaway);
  // Of a short one the text has been shown as it came.
  EXPECT_EQ(FaultOf(Plain(), "two words", cut), Fault::kNone);
  EXPECT_EQ(FaultOf(Plain(), "haha", Of(std::string(40, 'h'))),
            Fault::kRunaway);
}

}  // namespace
}  // namespace stepglot
