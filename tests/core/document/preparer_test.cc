// Tests what the tokenizer sees of a sentence.
#include "core/document/preparer.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/protect/finder.h"
#include "tests/core/support/data_file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

// A vocabulary of prose, which has the marks.
const std::shared_ptr<const Model>& EnglishGerman() {
  static const std::shared_ptr<const Model> model =
      LoadBytes(ReadDataFile("../../web/models/en-de.int8.safetensors"));
  return model;
}

SourceSequence Prepared(const std::string& text) {
  const std::vector<Span> spans =
      FindSpans(text, EnglishGerman()->source_alphabet());
  const Protection protection{.is_on = true};
  return Preparer(*EnglishGerman(), protection)
      .Prepare(text, {0, text.size()}, spans, {});
}

TEST(Preparer, DropsWhatShowsNothing) {
  EXPECT_EQ(Prepared("do\u00ADcu\u200Bment\uFEFF").text, "document");
  EXPECT_EQ(Prepared("the\u200E cat\u0007").text, "the cat");
  // SentencePiece would make a blank of it.
  EXPECT_EQ(Prepared("te\u200Cxt").text, "text");
  EXPECT_EQ(Prepared("the\n cat\u00A0and").text, "the  cat and");
}

TEST(Preparer, ComposesAccents) {
  const SourceSequence composed = Prepared("u\u0308ber");
  EXPECT_EQ(composed.text, Prepared("\u00FCber").text);
}

TEST(Preparer, PutsCapitalsIntoSmallLetters) {
  const SourceSequence capitals = Prepared("CLOSE THE WINDOW");
  EXPECT_EQ(capitals.letter_case, LetterCase::kCapitals);
  EXPECT_EQ(capitals.text, "Close the window");
  EXPECT_EQ(Prepared("The PDF").text, "The PDF");
  EXPECT_EQ(Prepared("Open the File").text, "Open the File");
}

TEST(Preparer, MasksSpans) {
  const SourceSequence masked = Prepared("Open {name} now, <b>you</b>.");
  EXPECT_EQ(masked.text, "Open X1 now, X2 you X3.");
  ASSERT_EQ(masked.masks.size(), 3U);
  EXPECT_EQ(masked.masks[0].text, "{name}");
}

TEST(Preparer, RangesAreOfTheTextAsItWasGiven) {
  const std::string text = "o\u00ADpen {name} C\u200Blose";
  for (const SourceToken& token : Prepared(text).tokens) {
    EXPECT_LE(token.range.begin, token.range.end);
    EXPECT_LE(token.range.end, text.size());
    EXPECT_EQ(token.text, text.substr(token.range.begin, token.range.size()));
  }
}

TEST(HasWords, LettersOutsideOfSpansAreWords) {
  const auto has_words = [](const std::string& text) {
    return HasWords(text, {0, text.size()},
                    FindSpans(text, EnglishGerman()->source_alphabet()));
  };
  EXPECT_TRUE(has_words("the {x}"));
  EXPECT_FALSE(has_words("{x} 12.5 - https://example.org"));
  EXPECT_FALSE(has_words("***"));
}

}  // namespace
}  // namespace stepglot
