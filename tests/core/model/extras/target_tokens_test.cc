// Tests which pieces are target tokens.
#include "core/model/extras/target_tokens.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/text/vocabulary_tokenizer.h"

namespace stepglot {
namespace {

TEST(TargetTokens, AreThePiecesBetweenArrows) {
  const VocabularyTokenizer tokenizer(
      {"</s>", ">>fra<<", "a", ">><<", ">>deu", "deu<<", "x>>deu<<", "",
       ">>zh Hans<<", ">>deu<<"},
      nullptr, {0}, std::nullopt);
  EXPECT_EQ(TargetTokens(tokenizer),
            (std::vector<std::string>{">>fra<<", ">>zh Hans<<", ">>deu<<"}));
}

TEST(TargetTokens, MostVocabulariesHaveNone) {
  const VocabularyTokenizer tokenizer({"</s>", "a"}, nullptr, {0},
                                      std::nullopt);
  EXPECT_TRUE(TargetTokens(tokenizer).empty());
}

}  // namespace
}  // namespace stepglot
