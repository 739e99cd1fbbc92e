// Tests which numbers a text has.
#include "core/protect/numbers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stepglot {
namespace {

TEST(FindNumbers, FindsThemOutsideOfSpans) {
  const std::string text = "In 2024, 3.5 or MP3 and 10:30 (x12)";
  const std::vector<Span> spans = {{{3, 7}, SpanKind::kGiven}};
  std::vector<std::string> found;
  for (const Span& span : FindNumbers(text, 0, spans))
    found.push_back(text.substr(span.range.begin, span.range.size()));
  EXPECT_EQ(found, (std::vector<std::string>{"3.5", "MP3", "10:30", "x12"}));
}

}  // namespace
}  // namespace stepglot
