// Tests which tokens misspell, on a vocabulary of hand-made pieces.
#include "core/search/spelling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

using Pieces = std::vector<std::string>;

const std::set<std::string> kWords = {"cat", "cats", "catalogue", "a", "the"};
const std::set<std::string> kSourceWords = {"renx", "cats", "ren"};
const Pieces kPieces = {"</s>", "<unk>", "▁cat", "s",   "▁",   "cat",  "alog",
                        "ue",   "▁The",  "▁Kal", "enz", "'",   ".",    "▁ca",
                        "t▁a",  "x",     "▁xyz", "5",   "ren", "cats'"};

std::shared_ptr<const Model> MakeModel() {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  file.tensors.erase("spm");
  SetPieces(file, "vocabulary", kPieces);
  SetBytes(file, "lexicon", LexiconFile(kWords, kSourceWords).Write());
  return file.Load();
}

const Model& TheModel() {
  static const std::shared_ptr<const Model> model = MakeModel();
  return *model;
}

int IdOf(const std::string& piece) {
  const auto found = std::find(kPieces.begin(), kPieces.end(), piece);
  EXPECT_NE(found, kPieces.end()) << piece;
  return static_cast<int>(found - kPieces.begin());
}

std::vector<int> IdsOf(const Pieces& pieces) {
  std::vector<int> ids;
  for (const std::string& piece : pieces) ids.push_back(IdOf(piece));
  return ids;
}

// The tokens of a target that misspell, in turn.
Pieces Misspelt(const Pieces& target, const Pieces& source = {}) {
  const Spelling spelling(TheModel(), IdsOf(source));
  HypothesisTree tree;
  Pieces misspelt;
  int node = 0;
  for (const std::string& piece : target) {
    if (spelling.Misspells(spelling.After(tree, node), IdOf(piece)))
      misspelt.push_back(piece);
    Node next;
    next.parent = node;
    next.id = IdOf(piece);
    next.length = tree.node(node).length + 1;
    node = tree.Add(next);
  }
  return misspelt;
}

TEST(Spelling, WordsOfTheLexiconAreKnown) {
  EXPECT_EQ(Misspelt({"▁cat", "s", "▁The", "▁cat", "alog", "ue", "</s>"}),
            Pieces{});
  EXPECT_EQ(Misspelt({"▁", "cat", "."}), Pieces{});
  EXPECT_EQ(Misspelt({"▁ca", "t▁a", "</s>"}), Pieces{});
}

TEST(Spelling, ATokenThatLeavesAllWordsMisspells) {
  EXPECT_EQ(Misspelt({"▁cat", "x"}), Pieces{"x"});
  EXPECT_EQ(Misspelt({"▁xyz"}), Pieces{"▁xyz"});
}

TEST(Spelling, WhatEndsHalfAWordMisspells) {
  for (const char* end : {"▁", ".", "'", "5", "▁cat", "</s>"})
    EXPECT_EQ(Misspelt({"▁ca", end}), Pieces{end});
  EXPECT_EQ(Misspelt({"▁cat", "alog", "</s>"}), Pieces{"</s>"});
}

TEST(Spelling, TheRestOfAWordIsExcused) {
  EXPECT_EQ(Misspelt({"▁cat", "x", "x", "cat", "▁cat", "x", "</s>"}),
            (Pieces{"x", "x"}));
  EXPECT_EQ(Misspelt({"▁xyz", "ren", "."}), Pieces{"▁xyz"});
}

TEST(Spelling, WordsOfTheSourceAreKnown) {
  const Pieces source = {"▁Kal", "enz", "▁cat", "ren", ".", "</s>"};
  EXPECT_EQ(Misspelt({"▁Kal", "enz", "."}, source), Pieces{});
  EXPECT_EQ(Misspelt({"▁Kal", "enz", "."}), Pieces{"▁Kal"});
  EXPECT_EQ(Misspelt({"▁cat", "ren", "</s>"}, source), Pieces{});
  EXPECT_EQ(Misspelt({"▁Kal", "</s>"}, source), Pieces{"</s>"});
  EXPECT_EQ(Misspelt({"▁Kal", "enz", "s"}, source), Pieces{"s"});
  EXPECT_EQ(Misspelt({"▁Kal", "ren"}, source), Pieces{"ren"});
}

TEST(Spelling, WordsOfTheSourceLanguageAreNotCopied) {
  const Pieces source = {"▁", "ren", "x", "▁", "ren", "▁cat", "s", "x", "</s>"};
  EXPECT_EQ(Misspelt({"▁", "ren", "x", "</s>"}, source), Pieces{"ren"});
  EXPECT_EQ(Misspelt({"▁", "ren", "</s>"}, source), Pieces{"ren"});
  EXPECT_EQ(Misspelt({"▁cat", "s", "x", "</s>"}, source), Pieces{});
  // A word of both languages.
  EXPECT_EQ(Misspelt({"▁cat", "s", "</s>"}, {"▁cat", "s", "</s>"}), Pieces{});
}

// The lexicon has "cats", the source "catsren".
TEST(Spelling, BothListsGoOnSideBySide) {
  const Pieces source = {"▁cat", "s", "ren", "</s>"};
  EXPECT_EQ(Misspelt({"▁cat", "s", "</s>"}, source), Pieces{});
  EXPECT_EQ(Misspelt({"▁cat", "s", "ren", "</s>"}, source), Pieces{});
  EXPECT_EQ(Misspelt({"▁cat", "alog", "ue", "</s>"}, source), Pieces{});
}

TEST(Spelling, WhatIsNoLetterPartsWords) {
  EXPECT_EQ(Misspelt({"cats'", "cat", "5", "cat", "</s>"}), Pieces{});
  EXPECT_EQ(Misspelt({"cats'", "x"}), Pieces{"x"});
}

TEST(Spelling, AnUnknownPieceIsNoWord) {
  EXPECT_EQ(Misspelt({"▁cat", "<unk>", "cat", "</s>"}), Pieces{});
  EXPECT_EQ(Misspelt({"▁ca", "<unk>"}), Pieces{"<unk>"});
}

// The words of a text, all at once: runs of letters.
std::vector<std::string> WordsOf(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string TextOf(const Pieces& pieces) {
  std::string text;
  for (const std::string& piece : pieces) {
    std::string plain = piece;
    if (plain.starts_with('<')) plain = "|";
    for (size_t at; (at = plain.find("▁")) != std::string::npos;)
      plain.replace(at, std::string("▁").size(), " ");
    std::transform(plain.begin(), plain.end(), plain.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    text += plain;
  }
  return text;
}

// A target without a token that misspells is one of known words, and the other
// way round.
TEST(Spelling, ATargetIsFreeOfFaultsWhenAllItsWordsAreKnown) {
  Random random(8);
  int free_of_faults = 0;
  const auto draw = [&random](int most) {
    Pieces pieces;
    for (int i = random.Below(most); i >= 0; --i)
      pieces.push_back(
          kPieces[1 + random.Below(static_cast<int>(kPieces.size()) - 1)]);
    pieces.push_back("</s>");
    return pieces;
  };
  for (int round = 0; round < 20000; ++round) {
    const Pieces source = draw(6);
    const Pieces target = draw(3);
    std::set<std::string> known = kWords;
    for (const std::string& word : WordsOf(TextOf(source))) {
      if (!kSourceWords.contains(word)) known.insert(word);
    }
    const std::vector<std::string> words = WordsOf(TextOf(target));
    const bool expected = std::all_of(
        words.begin(), words.end(),
        [&known](const std::string& w) { return known.contains(w); });
    EXPECT_EQ(Misspelt(target, source).empty(), expected) << TextOf(target);
    free_of_faults += expected ? 1 : 0;
  }
  EXPECT_GT(free_of_faults, 2000);
}

}  // namespace
}  // namespace stepglot
