// Tests where the bytes of a rewritten text come from and go to.
#include "core/text/mapped_text.h"

#include <gtest/gtest.h>

namespace stepglot {
namespace {

// "ab--cd" made "aBBB cd".
MappedText Rewritten() {
  MappedText text;
  text.Copy("a", 0);
  text.Replace("BBB", {1, 2});
  text.Replace(" ", {2, 4});
  text.Copy("cd", 4);
  return text;
}

TEST(MappedText, KnowsTheOriginOfRanges) {
  const MappedText text = Rewritten();
  EXPECT_EQ(text.text(), "aBBB cd");
  EXPECT_EQ(text.Origin({0, 1}), (TextRange{0, 1}));
  EXPECT_EQ(text.Origin({2, 3}), (TextRange{1, 2}));
  EXPECT_EQ(text.Origin({0, 5}), (TextRange{0, 4}));
  EXPECT_EQ(text.Origin({5, 7}), (TextRange{4, 6}));
  EXPECT_EQ(text.Origin({5, 5}), (TextRange{4, 4}));
  EXPECT_EQ(text.Origin({7, 7}), (TextRange{6, 6}));
}

TEST(MappedText, KnowsTheImageOfRanges) {
  const MappedText text = Rewritten();
  EXPECT_EQ(text.Image({0, 1}), (TextRange{0, 1}));
  EXPECT_EQ(text.Image({1, 2}), (TextRange{1, 4}));
  EXPECT_EQ(text.Image({3, 5}), (TextRange{4, 6}));
  EXPECT_EQ(text.Image({4, 6}), (TextRange{5, 7}));
}

TEST(MappedText, OfNothingIsEmpty) {
  const MappedText text;
  EXPECT_EQ(text.Origin({0, 0}), (TextRange{0, 0}));
  EXPECT_EQ(text.Image({3, 4}), (TextRange{0, 0}));
}

}  // namespace
}  // namespace stepglot
