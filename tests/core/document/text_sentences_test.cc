// Tests sentences and spans together.
#include "core/document/text_sentences.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/core/support/data_file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

using Texts = std::vector<std::string>;

Texts PartsOf(const std::string& text, const std::vector<TextRange>& ranges) {
  Texts parts;
  for (const TextRange& range : ranges)
    parts.push_back(text.substr(range.begin, range.size()));
  return parts;
}

Texts PartsOf(const std::string& text, const std::vector<Span>& spans) {
  std::vector<TextRange> ranges;
  for (const Span& span : spans) ranges.push_back(span.range);
  return PartsOf(text, ranges);
}

TextSentences Found(const std::string& text) {
  static const std::shared_ptr<const Model> model =
      LoadBytes(ReadDataFile("../../web/models/en-de.int8.safetensors"));
  return FindSentences(SourceReader(model, "", {.is_on = true}), text, 0);
}

TEST(FindSentences, NoneEndsWithinASpan) {
  const std::string text = "Run `a. B` now. Stop.";
  const TextSentences found = Found(text);
  EXPECT_EQ(PartsOf(text, found.sentences),
            (Texts{"Run `a. B` now.", "Stop."}));
  EXPECT_EQ(PartsOf(text, found.spans), (Texts{"`a. B`"}));
}

// The vocabulary lacks all of it, so it is one span to begin with.
TEST(FindSentences, WordsOfAnotherScriptHaveSentencesOfTheirOwn) {
  const std::string text = "Սա է։ Սա երկրորդն է։";
  const TextSentences found = Found(text);
  EXPECT_EQ(PartsOf(text, found.sentences), (Texts{"Սա է։", "Սա երկրորդն է։"}));
  EXPECT_EQ(PartsOf(text, found.spans), (Texts{"Սա է։", "Սա երկրորդն է։"}));
}

TEST(FindSentences, SeparatorsBetweenSentencesStay) {
  const std::string text = "* One.\n---\n* Two.";
  EXPECT_EQ(PartsOf(text, Found(text).spans), (Texts{"*", "---", "*"}));
}

}  // namespace
}  // namespace stepglot
