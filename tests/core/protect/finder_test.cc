// Tests what is found to be kept, kind by kind.
#include "core/protect/finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/core/support/letter_tokenizer.h"

namespace stepglot {
namespace {

// As the vocabularies of prose have them.
constexpr std::u32string_view kPunctuation = U".,;:!?'\"()-/%+[]ñáéíóúüäöç¿¡";

const Alphabet& Prose() {
  static const LetterTokenizer tokenizer(kPunctuation);
  static const Alphabet alphabet(tokenizer, 0);
  return alphabet;
}

using Texts = std::vector<std::string>;

struct Found {
  Texts texts;
  std::vector<SpanKind> kinds;
};

Found Find(const std::string& text) {
  Found found;
  size_t end = 0;
  for (const Span& span : FindSpans(text, Prose())) {
    EXPECT_LE(end, span.range.begin) << text;
    EXPECT_LT(span.range.begin, span.range.end) << text;
    EXPECT_LE(span.range.end, text.size()) << text;
    end = span.range.end;
    found.texts.push_back(text.substr(span.range.begin, span.range.size()));
    found.kinds.push_back(span.kind);
  }
  return found;
}

struct Case {
  SpanKind kind;
  std::string text;
  Texts spans;
};

void ExpectSpans(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    const Found found = Find(each.text);
    EXPECT_EQ(found.texts, each.spans) << each.text;
    for (const SpanKind kind : found.kinds)
      EXPECT_EQ(NameOf(kind), NameOf(each.kind)) << each.text;
  }
}

TEST(FindSpans, FindsAddresses) {
  ExpectSpans({
      {SpanKind::kAddress,
       "See https://example.org/a_b?c=d#e, please.",
       {"https://example.org/a_b?c=d#e"}},
      {SpanKind::kAddress,
       "(http://example.org/wiki/A_(b))",
       {"http://example.org/wiki/A_(b)"}},
      {SpanKind::kAddress, "Visite www.example.com.", {"www.example.com"}},
      {SpanKind::kAddress,
       "Write to first.last+tag@mail.example.co.uk!",
       {"first.last+tag@mail.example.co.uk"}},
      {SpanKind::kAddress, "mailto:a@b.example now", {"mailto:a@b.example"}},
      {SpanKind::kAddress, "On example.org/docs.", {"example.org/docs"}},
      {SpanKind::kAddress, "at localhost:8080/x now", {"localhost:8080/x"}},
  });
}

TEST(FindSpans, FindsPathsAndNamesOfFiles) {
  ExpectSpans({
      {SpanKind::kPath, "Edit /etc/hosts now.", {"/etc/hosts"}},
      {SpanKind::kPath, "In ~/notes, too.", {"~/notes"}},
      {SpanKind::kPath,
       "C:\\Users\\Ana\\a.txt exists.",
       {"C:\\Users\\Ana\\a.txt"}},
      {SpanKind::kPath,
       "Open report.pdf or a.tar.gz.",
       {"report.pdf", "a.tar.gz"}},
      {SpanKind::kPath, "src/main.cc has it.", {"src/main.cc"}},
  });
}

TEST(FindSpans, FindsCode) {
  ExpectSpans({
      {SpanKind::kCode, "Run `npm install` here.", {"`npm install`"}},
      {SpanKind::kCode, "Use ``a ` b`` here.", {"``a ` b``"}},
      {SpanKind::kCode, "Call getName() twice.", {"getName()"}},
      {SpanKind::kCode, "Set MAX_SIZE to it.", {"MAX_SIZE"}},
      {SpanKind::kCode, "See std::vector there.", {"std::vector"}},
      {SpanKind::kCode, "The textContent of it.", {"textContent"}},
      {SpanKind::kCode, "Pass --dry-run first.", {"--dry-run"}},
  });
}

TEST(FindSpans, FindsPlaceholders) {
  for (const std::string placeholder :
       {"{name}", "{0}", "{{ user.name }}", "${x}", "$1", "%s", "%d", "%1$s",
        "%(count)d", "%{n}", "%5.2f", "%@", "%1", ":name", "[[x]]",
        "{n, plural, one {# file} other {# files}}", "%HOME%", "$HOME"}) {
    const std::string text = "Hello " + placeholder + ", you.";
    EXPECT_EQ(Find(text).texts, Texts{placeholder}) << text;
    EXPECT_EQ(Find(text).kinds, std::vector{SpanKind::kPlaceholder}) << text;
  }
}

TEST(FindSpans, FindsMarkup) {
  ExpectSpans({
      {SpanKind::kMarkup, "Hi <b>you</b>.", {"<b>", "</b>"}},
      {SpanKind::kMarkup, "A<br/>b <!-- c --> d", {"<br/>", "<!-- c -->"}},
      {SpanKind::kMarkup, "<a href=\"x\">y", {"<a href=\"x\">"}},
      {SpanKind::kMarkup, "R&amp;D and &#233;.", {"&amp;", "&#233;"}},
  });
}

TEST(FindSpans, FindsHandles) {
  ExpectSpans({{SpanKind::kHandle, "Thanks, @ana.", {"@ana"}},
               {SpanKind::kHandle, "See #camí today", {"#camí"}},
               {SpanKind::kHandle, "Use @scope/name.", {"@scope/name"}}});
}

TEST(FindSpans, FindsPictures) {
  ExpectSpans(
      {{SpanKind::kPicture, "Hi 😀 you", {"😀"}},
       {SpanKind::kPicture,
        "Hi 👩‍👩‍👧 👍🏽!",
        {"👩‍👩‍👧 👍🏽"}},
       {SpanKind::kPicture, "A 🇪🇸 flag", {"🇪🇸"}},
       {SpanKind::kPicture, "Key 3️⃣ now", {"3️⃣"}},
       {SpanKind::kPicture, "Fine :-) and :smile: too", {":-)", ":smile:"}}});
}

TEST(FindSpans, FindsSerialNumbersAndVersions) {
  ExpectSpans(
      {{SpanKind::kNumber, "Order 10001111 came.", {"10001111"}},
       {SpanKind::kNumber, "Bill 2024/000111.", {"2024/000111"}},
       {SpanKind::kNumber, "Part AB-1234-X9.", {"AB-1234-X9"}},
       {SpanKind::kNumber, "In v1.2.3-rc1 it is.", {"v1.2.3-rc1"}},
       {SpanKind::kNumber, "Call +34 600 123 456.", {"+34 600 123 456"}}});
}

TEST(FindSpans, LeavesProseAlone) {
  for (const std::string text :
       {"It costs 2.200.112 or 12,5 at 10:30, 100 % sure.",
        "He and/or she; 24/7; km/h; the 1st, 2nd and 20th of May.",
        "Is 3 + 4 more? (Yes!) - \"No\", he said: it isn't.",
        "El 3 de mayo, a las 5. La Sra. Pérez...", "A {word or two} here."})
    EXPECT_EQ(Find(text).texts.size(), text.front() == 'A' ? 2U : 0U) << text;
}

TEST(FindSpans, UnwritableSymbolsTakeTheirNumbersAlong) {
  ExpectSpans({{SpanKind::kUnwritable, "It costs 10 € now", {"10 €"}},
               {SpanKind::kUnwritable, "It costs €5.99.", {"€5.99"}},
               {SpanKind::kUnwritable, "At 20 °C, no more", {"20 °C"}},
               {SpanKind::kUnwritable, "Add ½ cup", {"½"}},
               {SpanKind::kUnwritable, "In C# it is", {"C#"}}});
}

TEST(FindSpans, UnwritableLettersTakeTheirWordsAlong) {
  ExpectSpans(
      {{SpanKind::kUnwritable, "He said привет мир to me.", {"привет мир"}},
       {SpanKind::kUnwritable, "Das ist 東京 heute.", {"東京"}}});
}

TEST(FindSpans, ApostrophesThatAreLettersMakeNoNames) {
  ExpectSpans({{SpanKind::kUnwritable, "Don\u02BCt go", {}}});
}

TEST(FindSpans, SeparatorsAndListMarksStandApart) {
  ExpectSpans({{SpanKind::kSeparator, "## Title", {"##"}},
               {SpanKind::kSeparator, "* One\n- Two", {"*", "-"}},
               {SpanKind::kSeparator, "a) One\n12) Two", {"a)", "12)"}},
               {SpanKind::kSeparator, "One • Two | Three", {"•", "|"}},
               {SpanKind::kSeparator, "***", {"***"}}});
}

TEST(FindSpans, WhatIsGivenComesFirst) {
  const std::string text = "See example.org and this here";
  const std::vector<TextRange> given = {{8, 15}, {20, 24}};
  const std::vector<Span> spans = FindSpans(text, Prose(), given);
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[0], (Span{{8, 15}, SpanKind::kGiven}));
  EXPECT_EQ(spans[1], (Span{{20, 24}, SpanKind::kGiven}));
}

TEST(FindSpans, LongWordsAreKept) {
  const std::string word(200, 'q');
  EXPECT_EQ(Find("A " + word + " b").texts, Texts{word});
  EXPECT_EQ(Find(std::string(60, 'q')).texts, Texts{});
}

// Each is tried at every place of a text: none may look far ahead.
TEST(FindSpans, TakesLongTextsInTime) {
  for (const std::string part : {"a.", "{", "<", "`", "a@", "%(", "&", "[[",
                                 " ", "a-", "1.", "/", "€ ", "{a"}) {
    std::string text;
    while (text.size() < 20'000) text += part;
    FindSpans(text, Prose());
  }
}

// The mark before a word may be of any script.
TEST(FindSpans, QuotesOfAllKindsStandAroundWords) {
  for (const std::string& quoted :
       {"“%”", "‘%’", "«%»", "¿%", "—%", "「%」", "👉%"}) {
    const auto text = [&quoted](const std::string& inner) {
      std::string whole = quoted;
      return whole.replace(whole.find('%'), 1, inner);
    };
    for (const std::string& span :
         {"https://b.org/x", "a.b@c.cat", "example.org/a/b", "A1B2-C3D4",
          "user_name", "C:\\Temp\\a.txt", "/etc/hosts"}) {
      const Texts found = Find(text(span)).texts;
      EXPECT_NE(std::find(found.begin(), found.end(), span), found.end())
          << text(span);
    }
  }
  ExpectSpans({{SpanKind::kPath, "Mañana/tarde y a/b", {}}});
}

TEST(FindSpans, KeepsNumbersThatLoseTheirMeaning) {
  ExpectSpans(
      {{SpanKind::kNumber, "It has 1e-10 or 6.02E23.", {"1e-10", "6.02E23"}},
       {SpanKind::kNumber, "On 2024-03-15, yes.", {"2024-03-15"}},
       {SpanKind::kUnwritable, "It is 5′10″ tall", {"5′10″"}},
       {SpanKind::kNumber, "In 3e or 2024-3", {}}});
}

TEST(FindSpans, FlagsOfRegionsAreWhole) {
  const std::string scotland =
      "\U0001F3F4\U000E0067\U000E0062\U000E0073"
      "\U000E0063\U000E0074\U000E007F";
  ExpectSpans({{SpanKind::kPicture, "In " + scotland + " now", {scotland}}});
}

TEST(FindSpans, OpeningsOfCodeAreLinesOfTheirOwn) {
  ExpectSpans({{SpanKind::kSeparator, "```python title", {"```python title"}},
               {SpanKind::kCode, "```a b``` c", {"```a b```"}}});
}

TEST(FindSpans, AddressesEndUnwritableWords) {
  EXPECT_EQ(Find("Web=https://b.org//x").texts,
            (Texts{"Web=https://b.org//x"}));
}

}  // namespace
}  // namespace stepglot
