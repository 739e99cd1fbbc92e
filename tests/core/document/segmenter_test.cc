// Tests how texts are cut into segments and gaps.
#include "core/document/segmenter.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/core/support/data_file.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

const std::shared_ptr<const Model>& TinyPre() {
  return Fixture::Get("tiny-pre").model();
}

// A vocabulary of prose, which has the marks.
const std::shared_ptr<const Model>& EnglishGerman() {
  static const std::shared_ptr<const Model> model =
      LoadBytes(ReadDataFile("../../web/models/en-de.int8.safetensors"));
  return model;
}

using Texts = std::vector<std::string>;

// The parts of a text that its segments are of.
Texts Parts(const std::string& text, const Segmentation& segmentation) {
  Texts parts;
  for (const SourceSequence& segment : segmentation.segments)
    parts.push_back(text.substr(segment.range.begin, segment.range.size()));
  return parts;
}

// The tokens of a segment that stand for text.
size_t Words(const SourceSequence& segment) {
  size_t words = 0;
  for (const SourceToken& token : segment.tokens) words += token.is_word;
  return words;
}

void ExpectRangesInOrder(const std::string& text,
                         const Segmentation& segmentation) {
  size_t end = 0;
  for (const SourceSequence& segment : segmentation.segments) {
    EXPECT_GE(segment.range.begin, end);
    EXPECT_GE(segment.range.end, segment.range.begin);
    end = segment.range.end;
    for (const SourceToken& token : segment.tokens) {
      if (!token.is_word) continue;
      EXPECT_EQ(token.text, text.substr(token.range.begin, token.range.size()));
      EXPECT_LE(token.range.end, segment.range.end);
    }
  }
  EXPECT_LE(end, text.size());
  EXPECT_EQ(segmentation.gaps.size(), segmentation.segments.size() + 1);
}

TEST(SegmentSource, SegmentsAndGapsJoinToTheText) {
  for (const std::string& text :
       {std::string(
            " \t Grüße, Zoë!  \r\n\n\xC2\xA0Two 😀 dogs!\tAnd three?\n \n"),
        std::string("One"), std::string("One. Two."), std::string(" \n"),
        std::string()}) {
    const Segmentation found = SegmentSource(TinyPre(), text, 0);
    ExpectRangesInOrder(text, found);
    const Texts parts = Parts(text, found);
    std::string joined = found.gaps.front();
    for (size_t i = 0; i < parts.size(); ++i)
      joined += parts[i] + found.gaps[i + 1];
    EXPECT_EQ(joined, text);
  }
}

TEST(SegmentSource, ASegmentIsWhatTheReaderMakesOfItsSentence) {
  for (const char* name : kFixtureNames) {
    const SourceReader reader(Fixture::Get(name).model());
    const std::string text = "One cat.  Two dogs!\nAnd three?";
    const Segmentation found = SegmentSource(reader, text, 0);
    const Texts expected = {"One cat.", "Two dogs!", "And three?"};
    ASSERT_EQ(Parts(text, found), expected);
    EXPECT_EQ(found.gaps, (Texts{"", "  ", "\n", ""}));
    for (size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(IdsOf(found.segments[i].tokens),
                IdsOf(reader.Read(expected[i], 0).tokens));
    }
  }
}

// What the tokenizer drops is not translated; it stays where it is.
TEST(SegmentSource, SentencesWithoutTokensBelongToTheGap) {
  const std::string nothing = "\xE2\x96\x81";  // the mark of words
  ASSERT_TRUE(TinyPre()->source_tokenizer().Encode(nothing).empty());
  const std::string text = "One.\n" + nothing + "\nTwo.\n" + nothing;
  const Segmentation found = SegmentSource(TinyPre(), text, 0);
  EXPECT_EQ(Parts(text, found), (Texts{"One.", "Two."}));
  EXPECT_EQ(found.gaps, (Texts{"", "\n" + nothing + "\n", "\n" + nothing}));
}

TEST(SegmentSource, PartsOfALongSentenceEndAtWords) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.config.max_source_length = 8;  // seven ids and an eos
  const auto model = file.Load();
  const std::string text = "  open  open  open open open open open open. Two.";
  const Segmentation found = SegmentSource(model, text, 0);
  ExpectRangesInOrder(text, found);
  const Texts parts = Parts(text, found);
  ASSERT_GT(parts.size(), 3U);
  EXPECT_EQ(found.gaps.front(), "  ");
  EXPECT_EQ(parts.back(), "Two.");
  EXPECT_TRUE(parts.front().starts_with("open  open"));
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    EXPECT_LE(found.segments[i].tokens.size(), 8U);
    EXPECT_TRUE(parts[i].starts_with("open")) << parts[i];
    EXPECT_TRUE(parts[i].ends_with("open") || parts[i].ends_with("open."));
    if (i > 0) {
      EXPECT_EQ(found.gaps[i], " ");
    }
  }
}

TEST(SegmentSource, PartsOfALongWordHaveNothingBetweenThem) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.config.max_source_length = 8;
  const std::string text = std::string(40, 'q') + " 😀😀😀😀";
  const SourceReader reader(file.Load());
  const Segmentation found = SegmentSource(reader, text, 0);
  ExpectRangesInOrder(text, found);
  ASSERT_GT(found.segments.size(), 4U);
  EXPECT_EQ(found.gaps[1], "");
  EXPECT_EQ(found.segments.front().range.begin, 0U);
  EXPECT_EQ(found.segments.back().range.end, text.size());
}

TEST(SegmentSource, PartsHaveAtMost128TokensWithWhatIsAroundThem) {
  std::string text = "a";
  for (int i = 0; i < 400; ++i) text += " a";
  for (const char* name : kFixtureNames) {
    const auto& model = Fixture::Get(name).model();
    ASSERT_GT(model->config().max_source_length, 128) << name;
    const std::string piece = model->source_tokenizer().Piece(20);
    for (const SourceReader& reader :
         {SourceReader(model), SourceReader(model, piece)}) {
      const Segmentation found = SegmentSource(reader, text, 0);
      size_t words = 0;
      for (const SourceSequence& segment : found.segments) {
        EXPECT_LE(segment.tokens.size(), 128U);
        words += Words(segment);
      }
      EXPECT_GT(found.segments.front().tokens.size(), 90U);
      EXPECT_EQ(words, model->source_tokenizer().Encode(text).size());
    }
  }
}

// The tiny model with languages that it does not know.
std::shared_ptr<const Model> Between(const std::string& source,
                                     const std::string& target,
                                     int longest = 64) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.config.source_language = source;
  file.config.target_language = target;
  file.config.max_source_length = longest;
  return file.Load();
}

TEST(SegmentSource, SplitsByTheRulesOfTheSourceLanguage) {
  const std::string text = "La Sra. Cat. No. Two";
  EXPECT_EQ(Parts(text, SegmentSource(Between("es", "en"), text, 0)),
            (Texts{"La Sra. Cat.", "No.", "Two"}));
  EXPECT_EQ(Parts(text, SegmentSource(Between("de", "en"), text, 0)),
            (Texts{"La Sra.", "Cat.", "No.", "Two"}));
}

TEST(SegmentSource, GapsBetweenSentencesAreTheTargetLanguages) {
  EXPECT_EQ(SegmentSource(Between("zh", "en"), "a。b。\nc。 d", 0).gaps,
            (Texts{"", " ", "\n", " ", ""}));
  EXPECT_EQ(
      SegmentSource(Between("en", "zh"), " One. Two.\nOne!  Two. ", 0).gaps,
      (Texts{" ", "", "\n", "  ", " "}));
  EXPECT_EQ(
      SegmentSource(Between("en", "de"), " One. Two.\nOne!  Two. ", 0).gaps,
      (Texts{" ", " ", "\n", "  ", " "}));
}

TEST(SegmentSource, GapsBetweenPartsAreTheTargetLanguages) {
  const auto gaps = [](const char* source, const char* target,
                       const std::string& text) {
    return SegmentSource(Between(source, target, 8), text, 0).gaps[1];
  };
  const std::string words = "open open open open open open open open";
  EXPECT_EQ(gaps("en", "de", words), " ");
  EXPECT_EQ(gaps("en", "zh", words), "");
  const std::string letters(40, 'q');
  EXPECT_EQ(gaps("en", "de", letters), "");
  EXPECT_EQ(gaps("zh", "de", letters), " ");
  EXPECT_EQ(gaps("zh", "ja", letters), "");
}

TEST(SegmentSource, JoinsLinesOnRequest) {
  const std::string text = "One\ncat. Two\r\ndogs.\r\nThree.\n\nFour";
  const Segmentation found =
      SegmentSource(TinyPre(), text, 0, LineBreaks::kParagraphs);
  ExpectRangesInOrder("One cat. Two  dogs.\r\nThree.\n\nFour", found);
  EXPECT_EQ(Parts(text, found),
            (Texts{"One\ncat.", "Two\r\ndogs.", "Three.", "Four"}));
  EXPECT_EQ(found.gaps, (Texts{"", " ", " ", "\n\n", ""}));
}

// Where a sentence is too long for one run, a comma is a better place to cut
// than the middle.
TEST(SegmentSource, LongSentencesAreCutAtClauses) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.config.max_source_length = 16;
  const std::string text = "open the open, the open open open open open";
  const Segmentation found = SegmentSource(file.Load(), text, 0);
  ASSERT_GT(found.segments.size(), 1U);
  EXPECT_TRUE(Parts(text, found).front().ends_with(","))
      << Parts(text, found).front();
  for (const SourceSequence& segment : found.segments)
    EXPECT_TRUE(segment.is_part);
}

TEST(SegmentSource, SpansAreMaskedOrStandInGaps) {
  const std::string text = "- Open {name} now! 😀\n***\n<b>Close it</b> | 12";
  const SourceReader reader(EnglishGerman(), "", {.is_on = true});
  const Segmentation found = SegmentSource(reader, text, 0);
  ASSERT_EQ(Parts(text, found), (Texts{"Open {name} now!", "Close it"}));
  ASSERT_EQ(found.segments[0].masks.size(), 1U);
  EXPECT_EQ(found.segments[0].masks[0].text, "{name}");
  EXPECT_EQ(found.gaps, (Texts{"- ", " 😀\n***\n<b>", "</b> | 12"}));
  EXPECT_TRUE(SegmentSource(EnglishGerman(), text, 0).spans.empty());
}

// A blank is set between sentences only where one of them is translated.
TEST(SegmentSource, WhatIsNotTranslatedStaysAsItIs) {
  const SourceReader reader(EnglishGerman(), "", {.is_on = true});
  const auto gaps = [&reader](const std::string& text) {
    return SegmentSource(reader, text, 0).gaps;
  };
  EXPECT_EQ(gaps("这是一句话。这是第二句话！"),
            (Texts{"这是一句话。这是第二句话！"}));
  EXPECT_EQ(gaps("你好。The cat."), (Texts{"你好。 ", ""}));
}

TEST(SegmentAgain, TakesOtherMarksThenDividesThenHalves) {
  const SourceReader reader(EnglishGerman(), "", {.is_on = true});
  const std::string text = "Open {name} and close {that} now, then open it.";
  const Segmentation first = SegmentSource(reader, text, 0);
  ASSERT_EQ(first.segments.size(), 1U);
  const SourceSequence& segment = first.segments[0];
  const auto again = [&](Remedy remedy) {
    return SegmentAgain(reader, text, first.spans, segment, remedy);
  };
  const Segmentation other = again(Remedy::kOtherMarks);
  ASSERT_EQ(other.segments.size(), 1U);
  EXPECT_NE(other.segments[0].masks[0].mark, segment.masks[0].mark);
  const Segmentation divided = again(Remedy::kDivide);
  EXPECT_EQ(Parts(text, divided),
            (Texts{"Open", "and close", "now, then open it."}));
  EXPECT_EQ(divided.gaps, (Texts{"", " {name} ", " {that} ", ""}));
  const Segmentation halved = again(Remedy::kHalve);
  EXPECT_GT(halved.segments.size(), 1U);
  EXPECT_EQ(halved.segments[0].attempt.halvings, 1);
}

TEST(SegmentSource, ATargetTokenAtTheStartIsForAllSegments) {
  const auto model = MultilingualModel(SmallMarianConfig());
  const std::string text = ">>deu<<  the cat.\nTwo dogs";
  const Segmentation found = SegmentSource(model, text, 0);
  ExpectRangesInOrder(text, found);
  EXPECT_EQ(Parts(text, found), (Texts{"the cat.", "Two dogs"}));
  EXPECT_EQ(found.gaps, (Texts{"", "\n", ""}));
  const int id = model->source_tokenizer().Id(">>deu<<");
  for (const SourceSequence& segment : found.segments)
    EXPECT_EQ(segment.tokens.front().id, id);
}

TEST(SegmentSource, PiecesAndIdsAreOneSegmentOfNoText) {
  for (const Source& source :
       {Source(Pieces{{"\xE2\x96\x81", "a"}}), Source(Ids{{5, 6}})}) {
    const Segmentation found = SegmentSource(TinyPre(), source, 0);
    ASSERT_EQ(found.segments.size(), 1U);
    EXPECT_EQ(found.segments[0].range, (TextRange{}));
    EXPECT_EQ(IdsOf(found.segments[0].tokens),
              IdsOf(SourceReader(TinyPre()).Read(source, 0).tokens));
    EXPECT_EQ(found.gaps, (Texts{"", ""}));
  }
  const Segmentation none = SegmentSource(TinyPre(), Pieces{}, 0);
  EXPECT_TRUE(none.segments.empty());
  EXPECT_EQ(none.gaps, (Texts{""}));
}

}  // namespace
}  // namespace stepglot
