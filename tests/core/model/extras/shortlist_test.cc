// Tests the reader of shortlists on sound and damaged files, and its choice of
// candidates against Marian's rules.
#include "core/model/extras/shortlist.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/random.h"
#include "tests/core/support/shortlist_file.h"

namespace stepglot {
namespace {

using Ids = std::vector<int>;

constexpr int kTargets = 40;

// Three source pieces, ids below 6 frequent.
ShortlistFile Small() { return {6, {{0}, {10, 20}, {20, 21, 39}}}; }

Shortlist Open(std::vector<uint8_t> file, int source_vocab = 3,
               int target_vocab = kTargets) {
  return {Bytes(std::move(file)), source_vocab, target_vocab, "lex.bin"};
}

testing::AssertionResult Refused(std::vector<uint8_t> file,
                                 std::vector<std::string> parts) {
  parts.emplace_back("lex.bin: ");
  return Throws(ErrorCode::kInvalidModel, parts,
                [&] { Open(std::move(file)); });
}

// The rules once more, without a table: sets and a loop.
struct PlainShortlist {
  std::vector<std::vector<uint32_t>> lists;  // target ids per source piece
  int frequent;                              // target ids that always count
  int targets;                               // size of the target vocabulary

  Ids Candidates(const Ids& source, bool shared, const Ids& extra) const {
    std::set<int> chosen;
    for (int id = 0; id < frequent; ++id) chosen.insert(id);
    for (const int word : source) {
      chosen.insert(lists[word].begin(), lists[word].end());
      if (shared) chosen.insert(word);
    }
    for (int id = frequent; id < targets && chosen.size() % 8 != 0; ++id) {
      chosen.insert(id);
    }
    chosen.insert(extra.begin(), extra.end());
    return {chosen.begin(), chosen.end()};
  }
};

TEST(Shortlist, JoinsTheListsAndFillsToEight) {
  const Shortlist shortlist = Open(Small().Write());
  EXPECT_EQ(shortlist.Candidates(Ids{0}, false, {}),
            (Ids{0, 1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(shortlist.Candidates(Ids{1, 0}, false, {}),
            (Ids{0, 1, 2, 3, 4, 5, 10, 20}));
  EXPECT_EQ(shortlist.Candidates(Ids{1, 2, 0}, false, {}),
            (Ids{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 21, 39}));
  EXPECT_EQ(shortlist.Candidates({}, false, {}), (Ids{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(Shortlist, AddsExtraIdsAfterFilling) {
  const Shortlist shortlist = Open(Small().Write());
  EXPECT_EQ(shortlist.Candidates(Ids{0}, false, Ids{33, 0, 33}),
            (Ids{0, 1, 2, 3, 4, 5, 6, 7, 33}));
}

TEST(Shortlist, TakesTheSourceItselfWithASharedVocabulary) {
  ShortlistFile file(0, {{0}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}});
  const Shortlist shortlist = Open(file.Write(), 13, 13);
  EXPECT_EQ(shortlist.Candidates(Ids{12, 0}, false, {}),
            (Ids{0, 1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(shortlist.Candidates(Ids{12, 0}, true, {}),
            (Ids{0, 1, 2, 3, 4, 5, 6, 12}));
}

TEST(Shortlist, EndsWithTheVocabulary) {
  const Shortlist shortlist = Open(ShortlistFile(2, {{0}, {4}}).Write(), 2, 5);
  EXPECT_EQ(shortlist.Candidates(Ids{1, 0}, false, {}), (Ids{0, 1, 2, 3, 4}));
  // More frequent ids than there are ids.
  const Shortlist all = Open(ShortlistFile(~0ULL, {{0}}).Write(), 1, 3);
  EXPECT_EQ(all.Candidates(Ids{0}, false, {}), (Ids{0, 1, 2}));
}

TEST(Shortlist, FollowsTheRulesOnRandomLists) {
  Random random(5);
  for (int round = 0; round < 200; ++round) {
    const int targets = 1 + random.Below(60);
    const int frequent = random.Below(targets);
    std::vector<std::vector<uint32_t>> lists(1 + random.Below(12));
    for (auto& list : lists) {
      for (const int id : random.Ids(random.Below(9), targets)) {
        list.push_back(static_cast<uint32_t>(id));
      }
    }
    const int words = static_cast<int>(lists.size());
    const bool shared = words <= targets && random.Below(2) == 0;
    const Ids source = random.Ids(random.Below(6), words);
    const Ids extra = random.Ids(random.Below(3), targets);
    const Shortlist shortlist =
        Open(ShortlistFile(frequent, lists).Write(), words, targets);
    const PlainShortlist plain = {lists, frequent, targets};
    EXPECT_EQ(shortlist.Candidates(source, shared, extra),
              plain.Candidates(source, shared, extra));
  }
}

TEST(Shortlist, ReadsFilesAtAnyAlignment) {
  std::vector<uint8_t> file = Small().Write();
  file.insert(file.begin(), 3, 0);
  const Bytes bytes(std::move(file));
  const Shortlist shortlist(bytes.Slice(3, bytes.size() - 3), 3, kTargets, "x");
  EXPECT_EQ(shortlist.Candidates(Ids{2}, false, {}),
            Open(Small().Write()).Candidates(Ids{2}, false, {}));
}

TEST(Shortlist, OtherFilesAreRefused) {
  EXPECT_TRUE(Refused({}, {"not a shortlist file"}));
  ShortlistFile file = Small();
  file.magic ^= 1;
  EXPECT_TRUE(Refused(file.Write(), {"not a shortlist file"}));
}

TEST(Shortlist, EveryTruncationIsRefused) {
  const std::vector<uint8_t> file = Small().Write();
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_TRUE(Refused({file.begin(), file.begin() + size}, {})) << size;
  }
  for (size_t more = 1; more < 9; ++more) {
    std::vector<uint8_t> longer = file;
    longer.resize(file.size() + more);
    EXPECT_TRUE(Refused(longer, {"truncated or corrupt"})) << more;
  }
}

TEST(Shortlist, AnotherVocabularyIsRefused) {
  const auto open = [](int source_vocab) {
    return [=] { Open(Small().Write(), source_vocab); };
  };
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"4 offsets", "a source vocabulary of 2 pieces"},
                     open(2)));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"4 offsets", "a source vocabulary of 4 pieces"},
                     open(4)));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"lists id 39, the target vocabulary has 39"},
                     [] { Open(Small().Write(), 3, 39); }));
}

TEST(Shortlist, CountsThatOverflowAreRefused) {
  for (const uint64_t count :
       {uint64_t{1} << 32, uint64_t{1} << 61, uint64_t{1} << 62,
        uint64_t{1} << 63, ~uint64_t{0}, ~uint64_t{0} / 4 + 4}) {
    for (const size_t field : {size_t{4}, size_t{5}}) {
      std::vector<uint8_t> file = Small().Write();
      std::memcpy(file.data() + field * sizeof(count), &count, sizeof(count));
      EXPECT_TRUE(Refused(file, {std::to_string(count)}));
    }
  }
}

TEST(Shortlist, OffsetsMustAscendWithinTheIds) {
  ShortlistFile file = Small();
  file.offsets = {0, 3, 2, 6};
  EXPECT_TRUE(Refused(file.Write(), {"offset 1 is 3", "2"}));
  file.offsets = {0, 1, 3, 7};
  EXPECT_TRUE(Refused(file.Write(), {"offset 3 is 7", "6"}));
  file.offsets = {~uint64_t{0}, 1, 3, 6};
  EXPECT_TRUE(Refused(file.Write(), {"offset 0 is"}));
}

TEST(Shortlist, FlippedBitsAreRefusedOrHarmless) {
  const std::vector<uint8_t> sound = Small().Write();
  for (size_t bit = 0; bit < sound.size() * 8; ++bit) {
    std::vector<uint8_t> file = sound;
    file[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    try {
      const Shortlist shortlist = Open(std::move(file));
      for (const int id : shortlist.Candidates(Ids{0, 1, 2}, true, {})) {
        EXPECT_LT(id, kTargets);
      }
    } catch (const Error&) {
      // Damage that shows.
    }
  }
}

}  // namespace
}  // namespace stepglot
