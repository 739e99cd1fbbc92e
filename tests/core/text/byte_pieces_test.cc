// Tests which pieces are bytes.
#include "core/text/byte_pieces.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

TEST(BytePieces, AreReadByTheirNames) {
  EXPECT_EQ(ByteOfPiece("<0x00>"), 0x00);
  EXPECT_EQ(ByteOfPiece("<0xE2>"), 0xE2);
  EXPECT_EQ(ByteOfPiece("<0xFF>"), 0xFF);
  for (const char* piece : {"", "<0xe2>", "<0xE>", "<0xE22>", "<0xG2>",
                            "<1xE2>", "<0xE2)", "0xE2"}) {
    EXPECT_EQ(ByteOfPiece(piece), std::nullopt) << piece;
  }
}

TEST(BytePieces, OfAVocabularyAreAll) {
  const Tokenizer& tokenizer =
      Fixture::Get("tiny-pre").model()->target_tokenizer();
  const std::vector<BytePiece> pieces = BytePiecesOf(tokenizer);
  ASSERT_EQ(pieces.size(), 256U);
  for (size_t i = 0; i < pieces.size(); ++i) {
    EXPECT_TRUE(tokenizer.IsByte(pieces[i].id));
    EXPECT_EQ(ByteOfPiece(tokenizer.Piece(pieces[i].id)), pieces[i].byte);
    if (i > 0) EXPECT_LT(pieces[i - 1].id, pieces[i].id);
  }
}

TEST(BytePieces, ManyVocabulariesHaveNone) {
  const auto model = RandomModel(SmallMarianConfig(), 1).Load();
  EXPECT_TRUE(BytePiecesOf(model->target_tokenizer()).empty());
}

// Without a tokenizer pieces stand for themselves.
TEST(BytePieces, AListWithoutATokenizerHasNone) {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  SetPieces(file, "vocabulary", {"</s>", "<unk>", "the", "<0xE2>"});
  EXPECT_EQ(BytePiecesOf(file.Load()->target_tokenizer()).size(), 1U);
  file.tensors.erase("spm");
  EXPECT_TRUE(BytePiecesOf(file.Load()->target_tokenizer()).empty());
}

}  // namespace
}  // namespace stepglot
