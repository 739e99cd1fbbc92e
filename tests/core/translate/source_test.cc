// Tests how sources become the encoder's ids.
#include "core/translate/source.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

TEST(SourceIds, TokenizesTextAsTheReference) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    for (int i = 0; i < kFixtureSentences; ++i) {
      EXPECT_EQ(SourceIds(*fixture.model(), fixture.Text(i, "text"), 0),
                fixture.Ints(i, "source"))
          << name << " sentence " << i;
    }
  }
}

TEST(SourceIds, PiecesAreLookedUpAndWrapped) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const Model& model = *fixture.model();
    const std::vector<int> expected = fixture.Ints(1, "source");
    Pieces pieces;
    for (const int id :
         model.source_tokenizer().Encode(fixture.Text(1, "text"))) {
      pieces.pieces.push_back(model.source_tokenizer().Piece(id));
    }
    // An unknown character's id has the unknown piece as its name.
    EXPECT_EQ(SourceIds(model, pieces, 0), expected) << name;
  }
}

TEST(SourceIds, UnknownPiecesBecomeTheUnknownId) {
  const Model& model = *Fixture::Get("tiny-marian").model();
  EXPECT_EQ(SourceIds(model, Pieces{{"no such piece"}}, 0),
            (std::vector<int>{1, 0}));
}

TEST(SourceIds, UnknownPiecesAreRefusedWithoutAnUnknownId) {
  ModelFile file = ModelFile::Read("tiny-marian");
  file.config.unk = std::nullopt;
  const auto model = file.Load();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source 3", "\"no such piece\"", "unknown id"},
                     [&] { SourceIds(*model, Pieces{{"no such piece"}}, 3); }));
}

TEST(SourceIds, IdsAreTakenAsTheyAre) {
  const Model& model = *Fixture::Get("tiny-post").model();
  EXPECT_EQ(SourceIds(model, Ids{{0, 169, 7}}, 0),
            (std::vector<int>{0, 169, 7}));
}

TEST(SourceIds, BadIdsAreRefused) {
  const Model& model = *Fixture::Get("tiny-post").model();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"source 2", "id 170", "vocabulary of 170"},
                     [&] { SourceIds(model, Ids{{5, 170}}, 2); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 0", "id -1"},
                     [&] { SourceIds(model, Ids{{-1}}, 0); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"source 1", "no ids"},
                     [&] { SourceIds(model, Ids{}, 1); }));
}

}  // namespace
}  // namespace stepglot
