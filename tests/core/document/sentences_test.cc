// Tests the sentence splitter.
#include "core/document/sentences.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/utf8.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

std::vector<std::string> Split(std::string_view text) {
  std::vector<std::string> sentences;
  for (const TextRange& range : SplitSentences(text)) {
    sentences.emplace_back(text.substr(range.begin, range.end - range.begin));
  }
  return sentences;
}

using Sentences = std::vector<std::string>;

TEST(SplitSentences, EndsAtStopsBeforeWhiteSpace) {
  EXPECT_EQ(
      Split("Open the file. Save it! Really? Yes… No."),
      (Sentences{"Open the file.", "Save it!", "Really?", "Yes…", "No."}));
  EXPECT_EQ(Split("Wait... What?! Fine."),
            (Sentences{"Wait...", "What?!", "Fine."}));
  // What shows nothing may stand between.
  EXPECT_EQ(Split("Open.\u200E Save.\u00AD Go."),
            (Sentences{"Open.\u200E", "Save.\u00AD", "Go."}));
  EXPECT_EQ(Split("No stop at the end"), (Sentences{"No stop at the end"}));
}

TEST(SplitSentences, NeedsWhiteSpaceAndNoLowerCase) {
  EXPECT_EQ(Split("Visit example.org today."),
            (Sentences{"Visit example.org today."}));
  EXPECT_EQ(Split("Version 1.2.3 is out."),
            (Sentences{"Version 1.2.3 is out."}));
  EXPECT_EQ(Split("It costs 3.50 Euro. Buy it."),
            (Sentences{"It costs 3.50 Euro.", "Buy it."}));
  EXPECT_EQ(Split("He shouted stop! and ran."),
            (Sentences{"He shouted stop! and ran."}));
  EXPECT_EQ(Split("Das ist gut. über alles."),
            (Sentences{"Das ist gut. über alles."}));
}

TEST(SplitSentences, AbbreviationsEndNothing) {
  EXPECT_EQ(Split("Dr. Smith met Mrs. Jones. They talked."),
            (Sentences{"Dr. Smith met Mrs. Jones.", "They talked."}));
  EXPECT_EQ(Split("Music by J. S. Bach. Enjoy."),
            (Sentences{"Music by J. S. Bach.", "Enjoy."}));
  EXPECT_EQ(Split("Am 3. Mai kommt er. Gut."),
            (Sentences{"Am 3. Mai kommt er.", "Gut."}));
  EXPECT_EQ(Split("Fruit, e.g. Apples (cf. Plums)."),
            (Sentences{"Fruit, e.g. Apples (cf. Plums)."}));
  EXPECT_EQ(Split("Das gilt z. B. Montags. Ja."),
            (Sentences{"Das gilt z. B. Montags.", "Ja."}));
  EXPECT_EQ(Split("In 1999. Then"), (Sentences{"In 1999.", "Then"}));
}

TEST(SplitSentences, ClosingQuotesAndBracketsBelongToTheSentence) {
  EXPECT_EQ(Split("\"Go.\" \"Stay.\""), (Sentences{"\"Go.\"", "\"Stay.\""}));
  EXPECT_EQ(Split("(Really.) Yes."), (Sentences{"(Really.)", "Yes."}));
  EXPECT_EQ(Split("„Komm!“ Er ging."), (Sentences{"„Komm!“", "Er ging."}));
  EXPECT_EQ(Split("»Nein.« Doch."), (Sentences{"»Nein.«", "Doch."}));
  EXPECT_EQ(Split("“Yes.” No."), (Sentences{"“Yes.”", "No."}));
}

TEST(SplitSentences, LineBreaksAlwaysEnd) {
  EXPECT_EQ(Split("one\ntwo\r\nthree\n\n\nfour"),
            (Sentences{"one", "two", "three", "four"}));
  EXPECT_EQ(Split("a\xC2\x85"
                  "b\xE2\x80\xA8"
                  "c\xE2\x80\xA9"
                  "d"),
            (Sentences{"a", "b", "c", "d"}));
  EXPECT_EQ(Split("Dr.\nSmith"), (Sentences{"Dr.", "Smith"}));
}

TEST(SplitSentences, TabsEndCells) {
  EXPECT_EQ(Split("Nombre\tApellido\tCiudad"),
            (Sentences{"Nombre", "Apellido", "Ciudad"}));
  EXPECT_EQ(Split("\tDr.\t\tSmith 1. \t"), (Sentences{"Dr.", "Smith 1."}));
}

TEST(SplitSentences, RangesThatAreWholeAreSplitNowhere) {
  const std::string text = "See a. B\tc! D. Then <x. Y>. End.</x> <y> Or.</y>z";
  const auto range = [&text](std::string_view part) {
    const size_t begin = text.find(part);
    return TextRange{begin, begin + part.size()};
  };
  const std::vector<TextRange> whole = {range("a. B\tc! D"), range("<x. Y>"),
                                        range("</x>"), range("<y>"),
                                        range("</y>")};
  Sentences found;
  for (const TextRange& each : SplitSentences(text, {.whole = whole}))
    found.push_back(text.substr(each.begin, each.size()));
  EXPECT_EQ(found, (Sentences{"See a. B\tc! D.", "Then <x. Y>.", "End.</x>",
                              "<y> Or.</y>z"}));
}

TEST(SplitSentences, ARangeThatIsWholeMayBeAllOrEndTheText) {
  const std::string text = " A. B. C ";
  for (const TextRange& range :
       {TextRange{0, 9}, TextRange{1, 8}, TextRange{1, 100}}) {
    const auto found = SplitSentences(text, {.whole = std::span(&range, 1)});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].begin, range.begin);
    EXPECT_EQ(found[0].end, std::min(range.end, text.size()));
  }
}

TEST(SplitSentences, ChineseAndJapaneseStopsNeedNoWhiteSpace) {
  EXPECT_EQ(Split("你好。再见！真的？是"),
            (Sentences{"你好。", "再见！", "真的？", "是"}));
  EXPECT_EQ(Split("「はい。」と言った。"), (Sentences{"「はい。」と言った。"}));
  EXPECT_EQ(Split("「はい。」彼は言った。"),
            (Sentences{"「はい。」", "彼は言った。"}));
}

TEST(SplitSentences, EmojiAreText) {
  EXPECT_EQ(Split("Great! 🎉 Thanks. 😀"),
            (Sentences{"Great!", "🎉 Thanks.", "😀"}));
  EXPECT_EQ(Split("🎉"), (Sentences{"🎉"}));
}

TEST(SplitSentences, NothingButWhiteSpaceHasNoSentence) {
  EXPECT_TRUE(Split("").empty());
  EXPECT_TRUE(Split(" \t\r\n\xC2\xA0\xE3\x80\x80 ").empty());
}

TEST(SplitSentences, TrimsSentences) {
  EXPECT_EQ(Split("  One.  \n \t Two  "), (Sentences{"One.", "Two"}));
}

// Whatever the text, even broken UTF-8: what lies between sentences is white
// space, and no sentence begins or ends with it.
void ExpectOnlyWhiteSpaceBetween(std::string_view text,
                                 const std::string& language) {
  size_t position = 0;
  std::vector<TextRange> ranges = SplitSentences(text, {.language = language});
  ranges.push_back({text.size(), text.size()});
  for (const TextRange& range : ranges) {
    ASSERT_LE(position, range.begin);
    ASSERT_LE(range.begin, range.end);
    ASSERT_LE(range.end, text.size());
    while (position < range.begin) {
      const CodePoint c = ReadCodePoint(text.substr(position));
      ASSERT_TRUE(IsSpace(c.value)) << testing::PrintToString(text);
      position += c.bytes;
    }
    ASSERT_EQ(position, range.begin);
    if (range.begin < range.end) {
      ASSERT_FALSE(IsSpace(ReadCodePoint(text.substr(position)).value));
    }
    position = range.end;
  }
}

TEST(SplitSentences, OnlyWhiteSpaceLiesBetween) {
  const std::string_view parts[] = {
      "a",    "B",        ".",    "!", "?",  "…",  " ",        "  ",
      "\n",   "\r\n",     "\"",   ")", "(",  "“",  "。",       "！",
      "」",   "Dr",       "3",    "é", "🎉", "\t", "\xC2\xA0", "\xE3\x80\x80",
      "\xFF", "\xE2\x80", "\x85", "z", "«",  "»",  "-",        "—",
      "¿",    "།",        "'",    "۔", "M",  "C",  "EE",       "UU"};
  Random random(1);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = random.Below(14); i > 0; --i)
      text += parts[random.Below(std::size(parts))];
    const char* const languages[] = {"", "en", "es", "de", "fr", "bo", "ja"};
    ExpectOnlyWhiteSpaceBetween(text,
                                languages[random.Below(std::size(languages))]);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace stepglot
