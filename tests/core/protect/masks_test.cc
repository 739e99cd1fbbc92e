// Tests that spans come back where their marks are.
#include "core/protect/masks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stepglot {
namespace {

std::vector<Mask> MasksOf(const std::string& text,
                          const std::vector<std::string>& parts) {
  std::vector<Span> spans;
  size_t at = 0;
  for (const std::string& part : parts) {
    const size_t begin = text.find(part, at);
    spans.push_back({{begin, begin + part.size()}, SpanKind::kGiven});
    at = begin + part.size();
  }
  return MaskSpans(text, spans, {0, text.size()}, MarkSeries::kX1);
}

TEST(MaskSpans, NumbersMarksBeyondThoseOfTheText) {
  EXPECT_EQ(MasksOf("a {b} c {d}", {"{b}", "{d}"})[1].mark, "X2");
  EXPECT_EQ(MasksOf("X3 and {b}", {"{b}"})[0].mark, "X4");
}

TEST(MaskSpans, SaysWhatTheSpanTouches) {
  const std::vector<Mask> masks =
      MasksOf("<b>you</b>, {n}", {"<b>", "</b>", "{n}"});
  EXPECT_FALSE(masks[0].joins_before);
  EXPECT_TRUE(masks[0].joins_after);
  EXPECT_TRUE(masks[1].joins_before);
  EXPECT_FALSE(masks[1].joins_after);
  EXPECT_FALSE(masks[2].joins_before);
}

TEST(RestoreSpans, PutsThemInTheOrderOfTheirMarks) {
  const auto masks = MasksOf("a {b} c {d}", {"{b}", "{d}"});
  const Restored restored = RestoreSpans("e X2, f X1.", masks, "a X1 c X2");
  EXPECT_TRUE(restored.is_faithful);
  EXPECT_EQ(restored.text.text(), "e {d}, f {b}.");
  EXPECT_EQ(restored.spans[0], (TextRange{9, 12}));
  EXPECT_EQ(restored.spans[1], (TextRange{2, 5}));
  // Ranges of the translation's tokens follow.
  EXPECT_EQ(restored.text.Image({2, 4}), (TextRange{2, 5}));
  EXPECT_EQ(restored.text.Image({6, 7}), (TextRange{7, 8}));
}

TEST(RestoreSpans, TakesBackTheBlanksThatMasksGot) {
  const auto masks = MasksOf("<b>you</b>!", {"<b>", "</b>"});
  EXPECT_EQ(RestoreSpans("X1 du X2 !", masks, "X1 you X2!").text.text(),
            "<b>du</b> !");
}

TEST(RestoreSpans, NoticesWhatIsMissingDoubledOrInvented) {
  const auto masks = MasksOf("a {b} c {d}", {"{b}", "{d}"});
  const std::string source = "a X1 c X2";
  EXPECT_FALSE(RestoreSpans("e X1", masks, source).is_faithful);
  EXPECT_FALSE(RestoreSpans("X1 X1 X2", masks, source).is_faithful);
  EXPECT_FALSE(RestoreSpans("X1 X2 X3", masks, source).is_faithful);
  EXPECT_FALSE(RestoreSpans("X12 X2", masks, source).is_faithful);
  EXPECT_TRUE(RestoreSpans("X1X X2 X1", masks, source).is_faithful);
}

TEST(RestoreSpans, NoticesWhatIsLeftOfBrackets) {
  const std::string text = "a {b} [c] {d}";
  const std::vector<Span> spans = {{{2, 5}, SpanKind::kGiven},
                                   {{10, 13}, SpanKind::kGiven}};
  const auto masks =
      MaskSpans(text, spans, {0, text.size()}, MarkSeries::kBrackets);
  const std::string source = "a [1] [c] [2]";
  EXPECT_TRUE(RestoreSpans("[2] e [c] [1]", masks, source).is_faithful);
  EXPECT_FALSE(RestoreSpans("[2] e [c] [1]]", masks, source).is_faithful);
  EXPECT_FALSE(RestoreSpans("[2][-][1] [c]", masks, source).is_faithful);
  EXPECT_FALSE(RestoreSpans("[2] e c [1]", masks, source).is_faithful);
}

TEST(MaskTarget, PutsMarksWhereSpansAre) {
  const auto masks = MasksOf("a {b} c {d}", {"{b}", "{d}"});
  EXPECT_EQ(MaskTarget("e {d}f, {b}", masks), "e X2 f, X1");
  EXPECT_EQ(MaskTarget("e", masks), "e");
}

}  // namespace
}  // namespace stepglot
