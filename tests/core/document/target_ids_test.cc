// Tests how given targets and prefixes become ids.
#include "core/document/target_ids.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

using std::string_literals::operator""s;

TEST(TargetIds, AreOfTheTargetVocabulary) {
  const Model& model = *Fixture::Get("tiny-post").model();  // two vocabularies
  const std::string text = "die Katze";
  const std::vector<int> ids = model.target_tokenizer().Encode(text);
  ASSERT_NE(ids, model.source_tokenizer().Encode(text));
  EXPECT_EQ(TargetIds(model, text, 0), ids);
  Pieces pieces;
  for (const int id : ids)
    pieces.pieces.push_back(model.target_tokenizer().Piece(id));
  EXPECT_EQ(TargetIds(model, pieces, 0), ids);
  EXPECT_EQ(TargetIds(model, Ids{ids}, 0), ids);
  EXPECT_TRUE(TargetIds(model, std::string(), 0).empty());
  EXPECT_TRUE(TargetIds(model, Ids{}, 0).empty());
  EXPECT_EQ(TargetIds(model, Pieces{{"no such piece"}}, 0),
            (std::vector<int>{*model.config().unk}));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"target 4", "id 150", "vocabulary of 150"},
                     [&] { TargetIds(model, Ids{{150}}, 4); }));
}

TEST(TargetIds, UnknownPiecesBecomeTheTargetsUnknownId) {
  ModelConfig config = SmallMarianConfig();
  config.own_source_ids = SourceIds{std::nullopt, 8, 9};
  const auto model = RandomModel(config, 1).Load();
  EXPECT_EQ(TargetIds(*model, Pieces{{"no such piece"}}, 0),
            (std::vector<int>{1}));
}

TEST(TargetIds, WithoutATokenizerTextsAreRefused) {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  file.tensors.erase("spm");
  SetPieces(file, "vocabulary", {"</s>", "<unk>", "the", "cat"});
  const auto model = file.Load();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"no tokenizer"},
                     [&] { TargetIds(*model, std::string("cat"), 0); }));
}

TEST(SuppressedIds, AreThoseOfTheTarget) {
  const Model& model = *Fixture::Get("tiny-post").model();
  const std::string text = "die Katze";
  const std::vector<int> ids = model.target_tokenizer().Encode(text);
  EXPECT_EQ(SuppressedIds(model, text, 0), ids);
  EXPECT_EQ(SuppressedIds(model, Ids{{1, 5}}, 0), (std::vector<int>{1, 5}));
  EXPECT_EQ(
      SuppressedIds(model, Pieces{{model.target_tokenizer().Piece(7)}}, 0),
      (std::vector<int>{7}));
}

// The unknown id stands for everything that the vocabulary lacks.
TEST(SuppressedIds, WhatTheVocabularyLacksIsRefused) {
  const Model& model = *Fixture::Get("tiny-post").model();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"text to suppress 3", "lacks \"no such piece\""}, [&] {
                       SuppressedIds(model, Pieces{{"no such piece"}}, 3);
                     }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument,
                     {"text to suppress 1", "lacks \"\u5B57\""},
                     [&] { SuppressedIds(model, "a \u5B57"s, 1); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"vocabulary of 150"},
                     [&] { SuppressedIds(model, Ids{{150}}, 4); }));
}

std::vector<SourceSequence> Segments(size_t count) {
  return std::vector<SourceSequence>(count);
}

using Prefixes = std::vector<std::vector<int>>;

const Model& TinyPre() { return *Fixture::Get("tiny-pre").model(); }

std::vector<int> Encoded(const std::string& text, bool closed = false) {
  std::vector<int> ids = TinyPre().target_tokenizer().Encode(text);
  if (closed) ids.push_back(TinyPre().config().eos);
  return ids;
}

TEST(SplitPrefix, SentencesGoToSegmentsInTurn) {
  const std::string prefix = "Eins.  Zwei!\nDr";
  EXPECT_EQ(
      SplitPrefix(TinyPre(), prefix, Segments(4), 0),
      (Prefixes{
          Encoded("Eins.", true), Encoded("Zwei!", true), Encoded("Dr"), {}}));
}

TEST(SplitPrefix, TheLastSegmentTakesTheRestAsItIs) {
  const std::string prefix = "Eins. Zwei!  Dr ";
  EXPECT_EQ(SplitPrefix(TinyPre(), prefix, Segments(2), 0),
            (Prefixes{Encoded("Eins.", true), Encoded("Zwei!  Dr ")}));
  EXPECT_EQ(SplitPrefix(TinyPre(), prefix, Segments(1), 0),
            (Prefixes{Encoded(prefix)}));
}

TEST(SplitPrefix, PiecesAndIdsGoToTheFirstSegment) {
  const std::vector<int> ids = Encoded("Eins. Zwei");
  Pieces pieces;
  for (const int id : ids)
    pieces.pieces.push_back(TinyPre().target_tokenizer().Piece(id));
  EXPECT_EQ(SplitPrefix(TinyPre(), Ids{ids}, Segments(2), 0),
            (Prefixes{ids, {}}));
  EXPECT_EQ(SplitPrefix(TinyPre(), pieces, Segments(2), 0),
            (Prefixes{ids, {}}));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"target 3", "id 420"}, [] {
    SplitPrefix(TinyPre(), Ids{{420}}, Segments(2), 3);
  }));
}

TEST(SplitPrefix, NothingIsSharedWithoutSegmentsOrWords) {
  EXPECT_TRUE(
      SplitPrefix(TinyPre(), std::string("Eins."), Segments(0), 0).empty());
  EXPECT_EQ(SplitPrefix(TinyPre(), std::string(" \n"), Segments(2), 0),
            (Prefixes{{}, {}}));
}

}  // namespace
}  // namespace stepglot
