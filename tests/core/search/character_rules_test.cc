// Tests which bytes may follow which.
#include "core/search/character_rules.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "tests/core/support/byte_model.h"

namespace stepglot {
namespace {

using IdSet = std::set<int>;

constexpr int kWord = kFirstByte + 256;
constexpr int kPlenty = 100;

class CharacterRulesTest : public testing::Test {
 protected:
  CharacterRules Rules(const SearchOptions& options = {}) const {
    return {model_->target_tokenizer(), options, model_->config()};
  }

  // What may follow ids within a character.
  IdSet Due(const std::vector<int>& ids,
            const SearchOptions& options = {}) const {
    HypothesisTree tree;
    int node = 0;
    for (const int id : ids) {
      Node next;
      next.parent = node;
      next.id = id;
      next.length = tree.node(node).length + 1;
      node = tree.Add(next);
    }
    const std::vector<int> due = Rules(options).Due(tree, node);
    return {due.begin(), due.end()};
  }

  // What is ruled out between characters.
  IdSet RuledOut(int room, const SearchOptions& options = {}) const {
    std::vector<float> logits(kByteModelPieces, 1.0F);
    Rules(options).ApplyBetween(LogitRow(logits));
    Rules(options).ApplyRoom(room, LogitRow(logits));
    IdSet ids;
    for (int id = 0; id < kByteModelPieces; ++id) {
      if (logits[id] == kNegativeInfinity)
        ids.insert(id);
      else
        EXPECT_EQ(logits[id], 1.0F);
    }
    return ids;
  }

  std::shared_ptr<const Model> model_ = ByteModel(1).Load();
};

IdSet Bytes(int first, int last) {
  IdSet ids;
  for (int byte = first; byte <= last; ++byte) ids.insert(ByteId(byte));
  return ids;
}

IdSet Union(IdSet a, const IdSet& b) {
  a.insert(b.begin(), b.end());
  return a;
}

TEST_F(CharacterRulesTest, WithinACharacterItsBytesAreDue) {
  EXPECT_EQ(Due(ByteIds("\xC3")), Bytes(0x80, 0xBF));
  EXPECT_EQ(Due(ByteIds("\xE2")), Bytes(0x80, 0xBF));
  EXPECT_EQ(Due(ByteIds("\xE2\x82")), Bytes(0x80, 0xBF));
  EXPECT_EQ(Due(ByteIds("\xE0")), Bytes(0xA0, 0xBF));
  EXPECT_EQ(Due(ByteIds("\xED")), Bytes(0x80, 0x9F));
  EXPECT_EQ(Due(ByteIds("\xF0")), Bytes(0x90, 0xBF));
  EXPECT_EQ(Due(ByteIds("\xF4")), Bytes(0x80, 0x8F));
  EXPECT_EQ(Due(ByteIds("\xF4\x80")), Bytes(0x80, 0xBF));
}

TEST_F(CharacterRulesTest, BetweenCharactersNothingIsDue) {
  EXPECT_EQ(Due({}), IdSet{});
  EXPECT_EQ(Due({kWord}), IdSet{});
  EXPECT_EQ(Due(ByteIds("A")), IdSet{});
  EXPECT_EQ(Due(ByteIds("\xE2\x82\xAC")), IdSet{});
  EXPECT_EQ(Due(ByteIds("\xF0\x9F\x98\x80")), IdSet{});
  // Forced ids may have damaged one.
  EXPECT_EQ(Due({ByteId(0xE2), kWord}), IdSet{});
  EXPECT_EQ(Due(ByteIds("\xE2\x41")), IdSet{});
  EXPECT_EQ(Due(ByteIds("\xE2\x82\xAC\x82")), IdSet{});
}

TEST_F(CharacterRulesTest, ControlIdsStandBetweenBytesOfOneCharacter) {
  EXPECT_EQ(Due({ByteId(0xE0), 0}), Bytes(0xA0, 0xBF));
  // The unknown id is text.
  EXPECT_EQ(Due({ByteId(0xE0), 1}), IdSet{});
}

TEST_F(CharacterRulesTest, TheReplacementCharacterIsNotSpelled) {
  IdSet expected = Bytes(0x80, 0xBF);
  expected.erase(ByteId(0xBD));
  EXPECT_EQ(Due(ByteIds("\xEF\xBF")), expected);
  EXPECT_EQ(Due(ByteIds("\xF1\xBF")), Bytes(0x80, 0xBF));
  EXPECT_EQ(Due(ByteIds("\xF1\xBF\xBF")), Bytes(0x80, 0xBF));
}

TEST_F(CharacterRulesTest, BytesThatBeginNoneAreOutBetweenThem) {
  EXPECT_EQ(RuledOut(kPlenty), Union(Bytes(0x80, 0xC1), Bytes(0xF5, 0xFF)));
}

TEST_F(CharacterRulesTest, ACharacterBeginsOnlyWhereThereIsRoom) {
  const IdSet always = Union(Bytes(0x80, 0xC1), Bytes(0xF5, 0xFF));
  EXPECT_EQ(RuledOut(4), always);
  EXPECT_EQ(RuledOut(3), Union(always, Bytes(0xF0, 0xFF)));
  EXPECT_EQ(RuledOut(2), Union(always, Bytes(0xE0, 0xFF)));
  EXPECT_EQ(RuledOut(1), Bytes(0x80, 0xFF));
}

TEST_F(CharacterRulesTest, NoneBeginsWhoseBytesAreSuppressed) {
  SearchOptions options;
  for (int byte = 0x80; byte <= 0x8F; ++byte)
    options.suppress.push_back({ByteId(byte)});
  // Of F4 those are all that could follow.
  EXPECT_EQ(RuledOut(kPlenty, options),
            Union(Bytes(0x80, 0xC1), Bytes(0xF4, 0xFF)));
  EXPECT_EQ(Due(ByteIds("\xC3"), options), Bytes(0x90, 0xBF));
  EXPECT_EQ(Due(ByteIds("\xF4"), options), IdSet{});
}

TEST_F(CharacterRulesTest, NoneBeginsThatTheVocabularyCannotComplete) {
  std::vector<bool> has_byte(256, true);
  for (int byte = 0xA0; byte <= 0xBF; ++byte) has_byte[byte] = false;
  model_ = ByteModel(1, has_byte).Load();
  IdSet expected = Union(Bytes(0x80, 0x9F), Bytes(0xC0, 0xC1));
  expected = Union(expected, Bytes(0xE0, 0xE0));
  EXPECT_EQ(RuledOut(kPlenty), Union(expected, Bytes(0xF5, 0xFF)));
}

TEST_F(CharacterRulesTest, AShortlistHasToCompleteWhatItBegins) {
  const CharacterRules rules = Rules();
  EXPECT_TRUE(rules.Completing(std::vector<int>{0, 1, kWord}).empty());
  EXPECT_TRUE(
      rules.Completing(std::vector<int>{ByteId(0x41), ByteId(0xFF)}).empty());
  const std::vector<int> ids =
      rules.Completing(std::vector<int>{0, ByteId(0xE2), kWord});
  const IdSet completing(ids.begin(), ids.end());
  for (const int id : Bytes(0x80, 0xBF)) EXPECT_TRUE(completing.contains(id));
}

TEST_F(CharacterRulesTest, WithoutBytePiecesThereAreNone) {
  const auto plain = RandomModel(SmallMarianConfig(), 1).Load();
  const CharacterRules rules(plain->target_tokenizer(), {}, plain->config());
  HypothesisTree tree;
  EXPECT_TRUE(rules.Due(tree, 0).empty());
  EXPECT_TRUE(rules.Completing(ByteIds("\xE2")).empty());
  std::vector<float> logits(kRandomModelPieces, 1.0F);
  rules.ApplyBetween(LogitRow(logits));
  EXPECT_FALSE(rules.ApplyRoom(1, LogitRow(logits)));
  EXPECT_EQ(logits, std::vector<float>(kRandomModelPieces, 1.0F));
}

}  // namespace
}  // namespace stepglot
