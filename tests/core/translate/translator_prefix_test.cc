// Tests translations whose beginning is given.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "core/translate/translator.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/translating.h"

namespace stepglot {
namespace {

// A sentence whose target begins with a prefix, by the step API.
std::string Continued(const std::string& sentence, const std::string& prefix,
                      bool closed = false) {
  std::vector<int> ids = TinyPre()->target_tokenizer().Encode(prefix);
  if (closed) ids.push_back(TinyPre()->config().eos);
  Session session(TinyPre(), {sentence}, PrefixOptions().search, {ids});
  while (!session.done()) session.Step();
  return session.results()[0].text;
}

TEST(Translator, APrefixIsContinued) {
  const Translation result =
      TranslateWith(TinyPre(), std::string("One cat."), std::string("Eine"));
  EXPECT_TRUE(result.text.starts_with("Eine"));
  EXPECT_EQ(result.text, Continued("One cat.", "Eine"));
}

TEST(Translator, SentencesOfAPrefixBelongToSentencesOfTheText) {
  const std::string text = "One cat.  Two dogs!\nThree. Four.";
  // Two whole sentences, kept as they are, and the beginning of a third.
  const Translation result =
      TranslateWith(TinyPre(), text, std::string("Eins. Zwei große! Dr"));
  EXPECT_EQ(result.text, "Eins.  Zwei große!\n" + Continued("Three.", "Dr") +
                             " " + Continued("Four.", ""));
  EXPECT_EQ(Continued("One cat.", "Eins.", /*closed=*/true), "Eins.");
  EXPECT_EQ(result.sentences.size(), 4U);
}

// The last sentence of a prefix may always go on, even when it seems whole.
TEST(Translator, TheLastSentenceOfAPrefixStaysOpen) {
  EXPECT_EQ(TranslateWith(TinyPre(), std::string("One cat. Two dogs!"),
                          std::string("Eins. Zwei."))
                .text,
            "Eins. " + Continued("Two dogs!", "Zwei."));
}

TEST(Translator, WhatIsMoreThanTheTextBelongsToItsLastSentence) {
  EXPECT_EQ(TranslateWith(TinyPre(), std::string("One cat. Two dogs!"),
                          std::string("Eins. Zwei. Drei. V"))
                .text,
            "Eins. " + Continued("Two dogs!", "Zwei. Drei. V"));
  EXPECT_EQ(TranslateWith(TinyPre(), std::string("One cat."),
                          std::string("Eins. Zwei. D"))
                .text,
            Continued("One cat.", "Eins. Zwei. D"));
}

TEST(Translator, PiecesAndIdsBelongToTheFirstSentence) {
  const std::vector<int> ids = TinyPre()->target_tokenizer().Encode("Eins. Z");
  Pieces pieces;
  for (const int id : ids)
    pieces.pieces.push_back(TinyPre()->target_tokenizer().Piece(id));
  const std::string text = "One cat. Two dogs!";
  const std::string expected =
      Continued("One cat.", "Eins. Z") + " " + Continued("Two dogs!", "");
  EXPECT_EQ(TranslateWith(TinyPre(), text, Ids{ids}).text, expected);
  EXPECT_EQ(TranslateWith(TinyPre(), text, pieces).text, expected);
}

TEST(Translator, EmptyPrefixesForceNothing) {
  const std::string text = "One cat. Two dogs!";
  const std::string expected =
      Translate(TinyPre(), {text}, PrefixOptions())[0].text;
  for (const Source& empty : {Source(std::string()), Source(std::string(" \n")),
                              Source(Ids{}), Source(Pieces{})}) {
    EXPECT_EQ(TranslateWith(TinyPre(), text, empty).text, expected);
  }
}

TEST(Translator, TextsHavePrefixesOfTheirOwn) {
  const std::vector<Source> texts = {std::string("One."), std::string("Two."),
                                     std::string("\n"), std::string("Three.")};
  const std::vector<std::optional<Source>> prefixes = {
      std::nullopt, std::string("Zwo"), std::string("Nichts"),
      std::string("Dr")};
  Translator translator(TinyPre(), texts, PrefixOptions(2), prefixes);
  while (!translator.done()) translator.Step();
  EXPECT_EQ(translator.results()[0].text, Continued("One.", ""));
  EXPECT_EQ(translator.results()[1].text, Continued("Two.", "Zwo"));
  EXPECT_EQ(translator.results()[2].text, "\n");
  EXPECT_EQ(translator.results()[3].text, Continued("Three.", "Dr"));
}

TEST(Translator, BadPrefixesAreRefused) {
  EXPECT_TRUE(
      Throws(ErrorCode::kInvalidArgument, {"1 texts", "2 prefixes"}, [] {
        Translator(TinyPre(), {std::string("One.")}, ShortOptions(),
                   {std::nullopt, std::nullopt});
      }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"id 420"}, [] {
    TranslateWith(TinyPre(), std::string("One."), Ids{{420}});
  }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"end token"}, [] {
    TranslateWith(TinyPre(), std::string("One."),
                  Ids{{TinyPre()->config().eos, 5}});
  }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"prefix of 11"}, [] {
    TranslateWith(TinyPre(), std::string("One."),
                  Ids{std::vector<int>(kShortLength + 1, 50)}, ShortOptions());
  }));
}

}  // namespace
}  // namespace stepglot
