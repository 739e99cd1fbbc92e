// Tests which characters are written, and what stands for the others.
#include "core/text/alphabet.h"

#include <gtest/gtest.h>

#include "tests/core/support/letter_tokenizer.h"

namespace stepglot {
namespace {

TEST(Alphabet, WritesWhatTheVocabularyHas) {
  const LetterTokenizer tokenizer(U"é.");
  const Alphabet alphabet(tokenizer, 0);
  for (const char32_t c : U"aZ9é. \t")
    EXPECT_TRUE(c == 0 || alphabet.Writes(c));
  for (const char32_t c : U"ü€😀") EXPECT_FALSE(c != 0 && alphabet.Writes(c));
  EXPECT_TRUE(alphabet.WritesAll("a é."));
  EXPECT_FALSE(alphabet.WritesAll("a €"));
  EXPECT_TRUE(alphabet.WritesAll(""));
}

TEST(Substitute, IsThePlainFormOrTheBareLetter) {
  const LetterTokenizer tokenizer(U".,'\"-?");
  const Alphabet alphabet(tokenizer, 0);
  EXPECT_EQ(Substitute(U'’', alphabet), "'");
  EXPECT_EQ(Substitute(U'“', alphabet), "\"");
  EXPECT_EQ(Substitute(U'–', alphabet), "-");
  EXPECT_EQ(Substitute(U'…', alphabet), "...");
  EXPECT_EQ(Substitute(U'Ａ', alphabet), "A");
  EXPECT_EQ(Substitute(U'ﬁ', alphabet), "fi");
  EXPECT_EQ(Substitute(U'é', alphabet), "e");
  EXPECT_EQ(Substitute(U'。', alphabet), ".");
}

TEST(Substitute, SymbolsAndOtherScriptsHaveNone) {
  const LetterTokenizer tokenizer(U"");
  const Alphabet alphabet(tokenizer, 0);
  for (const char32_t c : U"€°½²©→жあ😀$<")
    EXPECT_TRUE(c == 0 || !Substitute(c, alphabet)) << static_cast<int>(c);
}

}  // namespace
}  // namespace stepglot
