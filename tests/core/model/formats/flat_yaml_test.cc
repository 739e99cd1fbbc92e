// Tests the YAML of Marian's settings and vocabularies.
#include "core/model/formats/flat_yaml.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

using Texts = std::vector<std::string>;

FlatYaml Settings(const std::string& text) { return {text, "model.yml"}; }

testing::AssertionResult RefusedAs(const std::vector<std::string>& parts,
                                   const std::function<void()>& action) {
  return Throws(ErrorCode::kInvalidModel, parts, action);
}

TEST(FlatYaml, ReadsScalars) {
  const FlatYaml yaml = Settings(
      "---\n# a comment\n\nenc-depth: 6\nname:   plain text  # said\r\n"
      "quoted: \"dan\" # note\nsingle: 'it''s'\nempty: \"\"\nnone:\n"
      "\"key\": 1.5\nyes: true\nno: false\nurl: a:b#c\n");
  EXPECT_EQ(yaml.Int("enc-depth"), 6);
  EXPECT_EQ(yaml.Text("name", ""), "plain text");
  EXPECT_EQ(yaml.Text("quoted", ""), "dan");
  EXPECT_EQ(yaml.Text("single", ""), "it's");
  EXPECT_TRUE(yaml.Has("empty"));
  EXPECT_EQ(yaml.Text("empty", "x"), "");
  EXPECT_FALSE(yaml.Has("none"));
  EXPECT_EQ(yaml.Text("none", "x"), "x");
  EXPECT_EQ(yaml.Number("key", 0), 1.5);
  EXPECT_TRUE(yaml.Bool("yes", false));
  EXPECT_FALSE(yaml.Bool("no", true));
  EXPECT_EQ(yaml.Text("url", ""), "a:b#c");
}

TEST(FlatYaml, ReadsListsInEveryForm) {
  const FlatYaml yaml = Settings(
      "a:\n  - 1\n  - 2\nb: [3, 4]\nc:\n- 'x, y'\n- z\nd: []\ne:\n  []\n"
      "f: [\"a, b\", c]\ng: 7\nh:\n  [5,6]\ni:\n  below\n");
  EXPECT_EQ(yaml.Ints("a"), (std::vector<int>{1, 2}));
  EXPECT_EQ(yaml.Ints("b"), (std::vector<int>{3, 4}));
  EXPECT_EQ(yaml.List("c"), (Texts{"x, y", "z"}));
  EXPECT_TRUE(yaml.Has("d"));
  EXPECT_EQ(yaml.List("d"), Texts());
  EXPECT_EQ(yaml.List("e"), Texts());
  EXPECT_EQ(yaml.List("f"), (Texts{"a, b", "c"}));
  EXPECT_EQ(yaml.Ints("g"), (std::vector<int>{7}));
  EXPECT_EQ(yaml.Ints("h"), (std::vector<int>{5, 6}));
  EXPECT_EQ(yaml.Text("i", ""), "below");
  EXPECT_EQ(yaml.List("missing"), Texts());
}

TEST(FlatYaml, SkipsWhatIsDeeper) {
  const FlatYaml yaml = Settings(
      "  stray: 1\nshape:\n  rows: 3\n  more:\n    - 1\nafter: 2\nnoise\n");
  EXPECT_EQ(yaml.Int("after"), 2);
  EXPECT_FALSE(yaml.Has("rows"));
  EXPECT_FALSE(yaml.Has("stray"));
  EXPECT_FALSE(yaml.Has("noise"));
}

TEST(FlatYaml, ValuesOfAnotherKindAreRefused) {
  const FlatYaml yaml =
      Settings("list: [1, x]\nword: x1\nbig: 99999999999\nhalf: 1.5x\n");
  EXPECT_TRUE(RefusedAs({"model.yml", "\"gone\"", "a whole number", "nothing"},
                        [&] { (void)yaml.Int("gone"); }));
  EXPECT_TRUE(RefusedAs({"\"word\"", "a whole number", "\"x1\""},
                        [&] { (void)yaml.Int("word"); }));
  EXPECT_TRUE(RefusedAs({"\"big\""}, [&] { (void)yaml.Int("big", 1); }));
  EXPECT_TRUE(RefusedAs({"\"list\"", "a single value", "1, x"},
                        [&] { (void)yaml.Int("list"); }));
  EXPECT_TRUE(RefusedAs({"\"list\"", "a whole number"},
                        [&] { (void)yaml.Ints("list"); }));
  EXPECT_TRUE(RefusedAs({"\"half\"", "a number"},
                        [&] { (void)yaml.Number("half", 0); }));
  EXPECT_TRUE(RefusedAs({"\"word\"", "true or false"},
                        [&] { (void)yaml.Bool("word", true); }));
}

Texts Vocabulary(const std::string& text, int size = 100) {
  return ParseYamlVocabulary(text, size, "vocab.yml");
}

TEST(YamlVocabulary, ReadsPlainPieces) {
  EXPECT_EQ(Vocabulary("---\n</s>: 0\n<unk>: 1\n\xE2\x96\x81the: 2\n:: 3\n"
                       "a:b: 4\nit's: 5\na\"b\\n: 6\n?: 7\n-: 8\r\n"),
            (Texts{"</s>", "<unk>", "\xE2\x96\x81the", ":", "a:b", "it's",
                   "a\"b\\n", "?", "-"}));
}

TEST(YamlVocabulary, ReadsQuotedPieces) {
  EXPECT_EQ(Vocabulary("\"#\": 0\n'\"': 1\n'''': 2\n\"\\\"\\\\\": 3\n"
                       "\"\\x85\": 4\n\"\\u2028\": 5\n\"\\U0001F600\": 6\n"
                       "\"a: b\": 7\n\"\\xe9\" : 8\n\"\\N\": 9\n"),
            (Texts{"#", "\"", "'", "\"\\", "\xC2\x85", "\xE2\x80\xA8",
                   "\xF0\x9F\x98\x80", "a: b", "\xC3\xA9", "\xC2\x85"}));
}

TEST(YamlVocabulary, ReadsComplexKeys) {
  EXPECT_EQ(Vocabulary("? \"long\"\n: 1\n? plain\n: 0\n"),
            (Texts{"plain", "long"}));
}

TEST(YamlVocabulary, OnlyLineFeedEndsALine) {
  EXPECT_EQ(Vocabulary("\xC2\x85: 0\na\xE2\x80\xA8: 1\n"),
            (Texts{"\xC2\x85", "a\xE2\x80\xA8"}));
}

TEST(YamlVocabulary, QuotesThatDoNotCloseAreThePiecesOwn) {
  EXPECT_EQ(Vocabulary("\"a: 0\n''s: 1\n\"\\q\": 2\n\"\\ud800\": 3\n"),
            (Texts{"\"a", "''s", "\"\\q\"", "\"\\ud800\""}));
}

TEST(YamlVocabulary, IdsMayBeMissingAndInAnyOrder) {
  EXPECT_EQ(Vocabulary("c: 3\na: 0\n"), (Texts{"a", "", "", "c"}));
  EXPECT_TRUE(Vocabulary("").empty());
}

TEST(YamlVocabulary, DamageIsRefusedByLine) {
  const auto refused = [](const std::string& text,
                          std::vector<std::string> parts) {
    parts.emplace_back("vocab.yml: line");
    return RefusedAs(parts, [&] { Vocabulary(text); });
  };
  EXPECT_TRUE(refused("a: 0\nb\n", {"line 2", "piece: id"}));
  EXPECT_TRUE(refused("a: \n", {"whole number"}));
  EXPECT_TRUE(refused("a: -1\n", {"whole number"}));
  EXPECT_TRUE(refused("a: 1x\n", {"whole number"}));
  EXPECT_TRUE(refused("a: 99999999999999999999999\n", {"whole number"}));
  EXPECT_TRUE(refused("a: 100\n", {"id 100", "has 100"}));
  EXPECT_TRUE(refused("a: 5\nb: 5\n", {"line 2", "id 5 again"}));
  EXPECT_TRUE(refused("? a\nb: 1\n", {"line 2", "\": id\""}));
  EXPECT_TRUE(refused("? a\n", {"ends within"}));
  EXPECT_TRUE(refused("\xFF: 0\n", {"not valid UTF-8"}));
}

TEST(YamlVocabulary, AnyTextIsReadOrRefused) {
  const std::string signs = "ab:'\"\\? -#\n\n0123[],\r\xE2\x96\x81\xFF";
  Random random(3);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = random.Below(30); i > 0; --i)
      text += signs[random.Below(static_cast<int>(signs.size()))];
    const FlatYaml yaml = Settings(text);
    (void)yaml.Has("a");
    try {
      EXPECT_LE(Vocabulary(text, 20).size(), 20U);
    } catch (const Error&) {
      // Refused.
    }
  }
}

}  // namespace
}  // namespace stepglot
