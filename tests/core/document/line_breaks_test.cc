// Tests which line breaks only wrap a line.
#include "core/document/line_breaks.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/document/sentences.h"

namespace stepglot {
namespace {

void ExpectJoined(
    const std::vector<std::pair<std::string, std::string>>& cases) {
  for (const auto& [text, expected] : cases)
    EXPECT_EQ(JoinLines(text), expected) << testing::PrintToString(text);
}

TEST(JoinLines, ALineBreakWithinAParagraphIsASpace) {
  ExpectJoined(
      {{"The red\ncat sleeps.", "The red cat sleeps."},
       {"La señora\nPérez vino.\nLuego", "La señora Pérez vino. Luego"},
       {"one\r\ntwo", "one  two"},
       {"one\xE2\x80\xA8two", "one   two"},
       {"  one\n  two", "  one   two"},
       {"  First lines are\nindented here\nat times.",
        "  First lines are indented here at times."},
       {"one \ntwo", "one  two"}});
}

TEST(JoinLines, OtherLineBreaksStay) {
  for (const char* text : {"one\n\ntwo",       "one\r\n\r\ntwo",
                           "one\n \t\ntwo",    "one\n",
                           "\n\none",          "- one\n- two",
                           "* one\n* two",     "1. one\n2. two",
                           "a) one\nb) two",   "(1) one\n(2) two",
                           "• one\n• two",     "# One\ntwo",
                           "one\n# Two",       "Title\n=====\n",
                           "Title\n---\nText", "> one\n> two",
                           "| a |\n| b |",     "a\tb\nc\td",
                           "one\n    code",    "one  \ntwo",
                           "one\\\ntwo",       "one\n```\ncode\n```\ntwo"})
    EXPECT_EQ(JoinLines(text), text);
}

TEST(JoinLines, EntriesOfListsGoOnUnderTheirMarks) {
  ExpectJoined({{"- one\n  two\n- three\nfour", "- one   two\n- three four"},
                {"10. one\n    two", "10. one     two"}});
}

TEST(JoinLines, ShortLinesBeforeACapitalStay) {
  const std::string wide = "It was a dark and stormy night, and the rain fell";
  ExpectJoined({{"Chapter One\n" + wide + "\nin torrents.",
                 "Chapter One\n" + wide + " in torrents."},
                {wide + " on\nthe roof.\nThen", wide + " on the roof.\nThen"},
                {"the\n" + wide.substr(7), "the " + wide.substr(7)}});
}

TEST(JoinLines, HyphensBetweenNumbersAndWordsMarkNothing) {
  ExpectJoined({{"up\n-5 degrees", "up -5 degrees"},
                {"in\n1999 it was\n3.50 Euro", "in 1999 it was 3.50 Euro"},
                {"a\nb. c", "a b. c"}});
}

TEST(SplitSentences, JoinsLinesOnRequest) {
  const std::string text =
      "Mr.\nSmith came in. He sat\ndown.\nThen he left.\n\n- a\n- b";
  std::vector<std::string> found;
  for (const TextRange& range : SplitSentences(
           text, {.language = "en", .line_breaks = LineBreaks::kParagraphs}))
    found.push_back(text.substr(range.begin, range.size()));
  EXPECT_EQ(found,
            (std::vector<std::string>{"Mr.\nSmith came in.", "He sat\ndown.",
                                      "Then he left.", "- a", "- b"}));
}

}  // namespace
}  // namespace stepglot
