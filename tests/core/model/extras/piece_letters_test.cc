// Tests how pieces are spelt, and which vocabularies can have a lexicon.
#include "core/model/extras/piece_letters.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/text/vocabulary_tokenizer.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

// Letters as characters, and a blank for what parts words.
std::string Spelt(const PieceLetters& letters, int id) {
  std::string text;
  for (const uint8_t letter : letters.of(id)) {
    text += letter == Lexicon::kNoLetter ? ' '
                                         : static_cast<char>('a' + letter - 1);
  }
  return text;
}

TEST(PieceLetters, ArePiecesWithoutTheirCapitals) {
  const Lexicon lexicon(Bytes(LexiconFile({"a"}).Write()), "words");
  const std::vector<std::string> pieces = {"</s>", "<unk>", "▁The", "cat",
                                           "l'h",  "▁",     ".",    "a▁b",
                                           "",     "x1",    "é",    "e-"};
  const VocabularyTokenizer tokenizer(pieces, nullptr, {0}, 1);
  const PieceLetters letters(lexicon, tokenizer, 1, 14);
  // The last two have no piece.
  const std::vector<std::string> expected = {" ", " ",  " the", "cat", "l h",
                                             " ", " ",  "a b",  "",    "x ",
                                             " ", "e ", " ",    " "};
  for (size_t id = 0; id < expected.size(); ++id)
    EXPECT_EQ(Spelt(letters, static_cast<int>(id)), expected[id]) << id;
}

TEST(PieceLetters, ABytePartsWords) {
  const Lexicon lexicon(Bytes(LexiconFile({"a"}).Write()), "words");
  const Tokenizer& tokenizer =
      Fixture::Get("tiny-pre").model()->target_tokenizer();
  const PieceLetters letters(lexicon, tokenizer, {}, tokenizer.size());
  int bytes = 0;
  for (int id = 0; id < tokenizer.size(); ++id) {
    if (!tokenizer.IsByte(id)) continue;
    ++bytes;
    EXPECT_EQ(Spelt(letters, id), " ");
  }
  EXPECT_EQ(bytes, 256);
}

TEST(PieceLetters, BelongToEachSide) {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  EXPECT_EQ(file.Load()->lexicon(), nullptr);
  SetBytes(file, "lexicon", LexiconFile({"the"}).Write());
  const auto model = file.Load();
  ASSERT_NE(model->lexicon(), nullptr);
  EXPECT_EQ(&model->source_letters(), &model->target_letters());
  for (int id = 0; id < model->config().target_vocab_size; ++id) {
    const std::string piece = model->target_tokenizer().Piece(id);
    if (piece == "▁a") EXPECT_EQ(Spelt(model->target_letters(), id), " a");
  }
  EXPECT_EQ(Spelt(model->target_letters(), model->config().eos), " ");
}

TEST(PieceLetters, NeedPiecesThatMarkWords) {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  file.tensors.erase("spm");
  SetPieces(file, "vocabulary", {"</s>", "<unk>", "the", "cat"});
  EXPECT_NO_THROW(file.Load());
  SetBytes(file, "lexicon", LexiconFile({"the"}).Write());
  EXPECT_TRUE(Throws(ErrorCode::kUnsupported,
                     {"(lexicon)", "marks the beginning of a word"},
                     [&] { file.Load(); }));
}

}  // namespace
}  // namespace stepglot
