// Tests the reader of lexicons on sound and damaged bytes.
#include "core/model/extras/lexicon.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

Lexicon Open(std::vector<uint8_t> file) {
  return {Bytes(std::move(file)), "words"};
}

testing::AssertionResult Refused(const LexiconFile& file,
                                 std::vector<std::string> parts) {
  parts.emplace_back("words: ");
  return Throws(ErrorCode::kInvalidModel, parts, [&] { Open(file.Write()); });
}

// Whether it is a word, a beginning of one, or nothing.
std::string Read(const Lexicon& lexicon, const std::string& text) {
  Lexicon::Place place;
  for (const char c : text) {
    const auto next = lexicon.Next(place, lexicon.Letter(c));
    if (!next) return "nothing";
    place = *next;
  }
  return place.is_word ? "word" : "beginning";
}

TEST(Lexicon, KnowsItsWords) {
  const Lexicon lexicon =
      Open(LexiconFile({"a", "cat", "cats", "dog"}).Write());
  for (const char* word : {"a", "cat", "cats", "dog", "Cat", "DOG"})
    EXPECT_EQ(Read(lexicon, word), "word") << word;
  for (const char* beginning : {"", "c", "ca", "D", "dO"})
    EXPECT_EQ(Read(lexicon, beginning), "beginning") << beginning;
  for (const char* other : {"ab", "b", "catss", "dogs", "at"})
    EXPECT_EQ(Read(lexicon, other), "nothing") << other;
}

TEST(Lexicon, CapitalsAreTheSameLetters) {
  const Lexicon lexicon = Open(LexiconFile({"a"}).Write());
  EXPECT_EQ(lexicon.Letter('a'), 1);
  EXPECT_EQ(lexicon.Letter('A'), 1);
  EXPECT_EQ(lexicon.Letter('z'), 26);
  for (const char32_t other : U" '1@[`{\u2581\u00E9\U0001F600")
    EXPECT_EQ(lexicon.Letter(other), Lexicon::kNoLetter);
}

TEST(Lexicon, TellsWhoseWordItIs) {
  const Lexicon lexicon =
      Open(LexiconFile({"a", "cat"}, {"cat", "ca", "cator"}).Write());
  const auto read = [&lexicon](const std::string& text) {
    Lexicon::Place place;
    for (const char c : text) place = *lexicon.Next(place, lexicon.Letter(c));
    return std::tuple(place.is_word, place.is_beginning, place.is_source_word);
  };
  EXPECT_EQ(read("a"), std::tuple(true, true, false));
  EXPECT_EQ(read("ca"), std::tuple(false, true, true));
  EXPECT_EQ(read("cat"), std::tuple(true, true, true));
  EXPECT_EQ(read("c"), std::tuple(false, true, false));
  EXPECT_EQ(read("cato"), std::tuple(false, false, false));
  EXPECT_EQ(read("cator"), std::tuple(false, false, true));
}

// Nodes may be shared, as in a minimal automaton: ab, cb.
TEST(Lexicon, NodesMayBeShared) {
  LexiconFile file;
  file.arcs = {1 | 2 << LexiconFile::kTarget,
               3 | LexiconFile::kLast | 2 << LexiconFile::kTarget,
               2 | LexiconFile::kLast | LexiconFile::kWord};
  const Lexicon lexicon = Open(file.Write());
  EXPECT_EQ(Read(lexicon, "ab"), "word");
  EXPECT_EQ(Read(lexicon, "cb"), "word");
  EXPECT_EQ(Read(lexicon, "b"), "nothing");
}

TEST(Lexicon, KnowsRandomWordsAndNoOthers) {
  Random random(3);
  const auto word = [&random] {
    std::string letters(1 + random.Below(5), 'a');
    for (char& letter : letters)
      letter = static_cast<char>('a' + random.Below(3));
    return letters;
  };
  for (int round = 0; round < 20; ++round) {
    std::set<std::string> words;
    for (int i = 0; i < 30; ++i) words.insert(word());
    const Lexicon lexicon = Open(LexiconFile(words).Write());
    for (int i = 0; i < 200; ++i) {
      const std::string text = word();
      const auto next = words.lower_bound(text);
      const std::string expected =
          words.contains(text)                             ? "word"
          : next != words.end() && next->starts_with(text) ? "beginning"
                                                           : "nothing";
      EXPECT_EQ(Read(lexicon, text), expected) << text;
    }
  }
}

TEST(Lexicon, RefusesWhatIsNone) {
  LexiconFile file({"a"});
  file.magic = "LEX2";
  EXPECT_TRUE(Refused(file, {"not a lexicon"}));
  for (const size_t size : {0, 3, 11}) {
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"words: not a lexicon"},
                       [size] { Open(std::vector<uint8_t>(size)); }));
  }
}

TEST(Lexicon, RefusesEveryOtherLength) {
  const std::vector<uint8_t> whole = LexiconFile({"cat", "dog"}).Write();
  for (size_t size = 12; size < whole.size() + 8; ++size) {
    if (size == whole.size()) continue;
    std::vector<uint8_t> cut = whole;
    cut.resize(size);
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                       {"words: truncated or corrupt", std::to_string(size)},
                       [&cut] { Open(cut); }));
  }
}

TEST(Lexicon, RefusesCountsThatOverflow) {
  std::vector<uint8_t> bytes = LexiconFile({"cat"}).Write();
  for (size_t at = 4; at < 12; ++at) bytes[at] = 0xFF;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"truncated or corrupt"},
                     [&bytes] { Open(bytes); }));
}

TEST(Lexicon, RefusesDamagedCharacters) {
  LexiconFile file({"a"});
  file.characters[1] = file.characters[0];
  EXPECT_TRUE(Refused(file, {"character 1 is out of order"}));
  file.characters[1] = 'B';
  EXPECT_TRUE(Refused(file, {"character 1 has no letter"}));
}

TEST(Lexicon, RefusesDamagedArcs) {
  constexpr uint32_t kLast = LexiconFile::kLast;
  constexpr int kTarget = LexiconFile::kTarget;
  LexiconFile file;
  EXPECT_TRUE(Refused(file, {"has no words"}));
  file.arcs = {1};
  EXPECT_TRUE(Refused(file, {"the last node has no end"}));
  file.arcs = {2, 1 | kLast};
  EXPECT_TRUE(Refused(file, {"arc 1 is out of order"}));
  file.arcs = {kLast};
  EXPECT_TRUE(Refused(file, {"arc 0 is out of order"}));
  file.arcs = {1 | kLast | 1 << kTarget};
  EXPECT_TRUE(Refused(file, {"arc 0 leads to 1, where no node begins"}));
  file.arcs = {1 | kLast | 2 << kTarget, 1, 2 | kLast};
  EXPECT_TRUE(Refused(file, {"arc 0 leads to 2, where no node begins"}));
}

// A circle has words without end, and a walk through it ends with the text.
TEST(Lexicon, ReadsThroughACircle) {
  LexiconFile file;
  file.arcs = {
      1 | LexiconFile::kLast | 1 << LexiconFile::kTarget,
      2 | LexiconFile::kLast | LexiconFile::kWord | 1 << LexiconFile::kTarget};
  const Lexicon lexicon = Open(file.Write());
  EXPECT_EQ(Read(lexicon, "a" + std::string(1000, 'b')), "word");
}

}  // namespace
}  // namespace stepglot
