// Tests the look of sentences' capitals.
#include "core/document/letter_case.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stepglot {
namespace {

LetterCase CaseOf(const std::string& text, std::string_view language = "en") {
  return LetterCaseOf(text, {0, text.size()}, {}, language);
}

std::string InCase(LetterCase letter_case, const std::string& text,
                   std::string_view language,
                   const std::vector<TextRange>& kept = {}) {
  return InLetterCase(letter_case, text, kept, language).text();
}

TEST(LetterCaseOf, CapitalsAreMoreThanAnAbbreviation) {
  EXPECT_EQ(CaseOf("CLOSE THE WINDOW"), LetterCase::kCapitals);
  EXPECT_EQ(CaseOf("ÖFFNEN", "de"), LetterCase::kCapitals);
  EXPECT_EQ(CaseOf("The PDF"), LetterCase::kTitle);
  EXPECT_EQ(CaseOf("PDF"), LetterCase::kAsWritten);
  EXPECT_EQ(CaseOf("XVIII"), LetterCase::kAsWritten);
  EXPECT_EQ(CaseOf("Close THE WINDOW"), LetterCase::kTitle);
  EXPECT_EQ(CaseOf("close THE WINDOW"), LetterCase::kAsWritten);
}

TEST(LetterCaseOf, TitlesHaveSmallLettersInSmallWordsOnly) {
  for (const char* title :
       {"Advanced Settings", "How to Open a File", "What's New?",
        "The Lord of the Rings", "Ten Ways to Save: A Guide"})
    EXPECT_EQ(CaseOf(title), LetterCase::kTitle) << title;
  for (const char* prose :
       {"Advanced settings", "I saw Peter in Paris", "Settings", "the End",
        "Dr. Smith and Mr. Jones.", ""})
    EXPECT_EQ(CaseOf(prose), LetterCase::kAsWritten) << prose;
  EXPECT_EQ(CaseOf("Guía de Instalación", "es"), LetterCase::kTitle);
  EXPECT_EQ(CaseOf("Guia d'Instal·lació", "ca"), LetterCase::kTitle);
  EXPECT_EQ(CaseOf("Guia d’instal·lació", "ca"), LetterCase::kAsWritten);
}

// German nouns have capitals in any sentence.
TEST(LetterCaseOf, LanguagesWithNounsInCapitalsHaveNoTitles) {
  EXPECT_EQ(CaseOf("Hunde und Katzen", "de"), LetterCase::kAsWritten);
}

TEST(LetterCaseOf, SpansDoNotCount) {
  const std::string text = "Open {file} Now";
  const std::vector<Span> spans = {{{5, 11}, SpanKind::kPlaceholder}};
  EXPECT_EQ(LetterCaseOf(text, {0, text.size()}, spans, "en"),
            LetterCase::kTitle);
  EXPECT_EQ(LetterCaseOf(text, {0, text.size()}, {}, "en"),
            LetterCase::kAsWritten);
}

TEST(InLetterCase, CapitalsAreAllButSpans) {
  EXPECT_EQ(InCase(LetterCase::kCapitals, "{n} straße é", "de", {{0, 3}}),
            "{n} STRASSE É");
  // Spans may have changed places.
  EXPECT_EQ(InCase(LetterCase::kCapitals, "a b c", "", {{4, 5}, {0, 1}}),
            "a B c");
}

TEST(InLetterCase, TitlesKeepSmallWords) {
  const std::string text = "guia d'instal·lació del {a} sistema";
  const size_t span = text.find('{');
  EXPECT_EQ(InCase(LetterCase::kTitle, text, "ca", {{span, span + 3}}),
            "Guia d'Instal·lació del {a} Sistema");
  EXPECT_EQ(InCase(LetterCase::kTitle, "wie öffnen Sie eine Datei", "de"),
            "Wie Öffnen Sie eine Datei");
}

TEST(InLetterCase, AsWrittenIsACopy) {
  EXPECT_EQ(InCase(LetterCase::kAsWritten, "a\xFF b", "en"), "a\xFF b");
}

// "wie" alone is a small word, but a title begins with a capital.
TEST(InLetterCase, ATitleBeginsWithACapital) {
  EXPECT_EQ(InCase(LetterCase::kTitle, "wie man eine Datei öffnet", "de"),
            "Wie Man eine Datei Öffnet");
}

}  // namespace
}  // namespace stepglot
