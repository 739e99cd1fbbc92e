// Tests that no search leaves ill-formed UTF-8.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/search/search.h"
#include "core/text/byte_pieces.h"
#include "core/text/utf8.h"
#include "tests/core/support/byte_model.h"
#include "tests/core/support/decoding.h"

namespace stepglot {
namespace {

const IdLists kSources = {{17, 4, 133, 0}, {270, 265, 0}, {0}};
constexpr int kMaxLength = 9;

// The bytes of a hypothesis; other pieces count as spaces.
std::string BytesOf(const Model& model, const std::vector<int>& ids) {
  std::string bytes;
  for (const int id : ids) {
    const auto byte = ByteOfPiece(model.target_tokenizer().Piece(id));
    if (id != model.config().eos)
      bytes += byte ? static_cast<char>(*byte) : ' ';
  }
  return bytes;
}

void ExpectWellFormed(const Model& model, const SearchedSequence& found,
                      const std::string& what) {
  for (const int node : found.finished) {
    const std::vector<int> ids = found.tree.Ids(node);
    EXPECT_TRUE(IsUtf8(BytesOf(model, ids)))
        << what << ": " << testing::PrintToString(BytesOf(model, ids));
    EXPECT_EQ(model.target_tokenizer().Decode(ids).find("\uFFFD"),
              std::string::npos)
        << what;
  }
}

SearchOptions Beam(int beam_size) {
  SearchOptions options;
  options.beam_size = options.n_best = beam_size;
  options.max_length = kMaxLength;
  options.max_length_factor = 100;
  options.length_penalty = 2;
  return options;
}

SearchOptions Hot(uint64_t seed) {
  SearchOptions options = Beam(1);
  options.n_best = 16;
  options.sampling = Sampling{.temperature = 50, .seed = seed};
  return options;
}

std::vector<SearchOptions> AllOptions() {
  std::vector<SearchOptions> all = {Beam(1), Beam(4), Beam(16), Hot(1), Hot(2)};
  all.push_back(Hot(3));
  all.back().sampling->top_k = 40;
  all.back().sampling->top_p = 0.9;
  // Rules that could leave no byte that is due.
  for (SearchOptions options : {Beam(8), Hot(4)}) {
    options.no_repeat_ngram = 1;
    options.min_length = kMaxLength - 1;
    options.repetition_penalty = 1.5;
    options.max_length = 120;
    all.push_back(options);
  }
  return all;
}

class CharacterSearchTest : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    ModelFile file = ByteModel(3);
    if (GetParam()) {
      // Lists of few ids, leading bytes among them but no others.
      std::vector<std::vector<uint32_t>> lists(kByteModelPieces);
      for (auto& list : lists) {
        for (const int id : {0, ByteId(0xC3), ByteId(0xE2), ByteId(0xF4), 262})
          list.push_back(static_cast<uint32_t>(id));
      }
      SetBytes(file, "shortlist", ShortlistFile(0, lists).Write());
    }
    model_ = file.Load();
  }

  std::shared_ptr<const Model> model_;
};

TEST_P(CharacterSearchTest, SamplesAreWellFormed) {
  size_t characters = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    for (const SearchedSequence& found :
         RunSearch(*model_, kSources, Hot(seed))) {
      ExpectWellFormed(*model_, found, "seed " + std::to_string(seed));
      for (const int node : found.finished) {
        const std::string bytes = BytesOf(*model_, found.tree.Ids(node));
        for (const char c : bytes)
          characters += static_cast<uint8_t>(c) >= 0xC2 ? 1 : 0;
      }
    }
  }
  EXPECT_GT(characters, 500U);
}

TEST_P(CharacterSearchTest, AllSearchesAreWellFormedCachedOrNot) {
  for (SearchOptions options : AllOptions()) {
    const auto cached = RunSearch(*model_, kSources, options);
    options.cache = false;
    const auto uncached = RunSearch(*model_, kSources, options);
    for (size_t i = 0; i < kSources.size(); ++i) {
      ExpectWellFormed(*model_, cached[i], "a beam or samples");
      EXPECT_TRUE(SameSearch(cached[i], uncached[i]));
    }
  }
}

// Up to every limit, so that characters begin wherever they can.
TEST_P(CharacterSearchTest, NothingIsCutOffAtTheLimit) {
  ModelFile file = ByteModel(5);
  file.ForbidEos();
  for (const int byte : {0xC3, 0xE2, 0xF0, 0xF4})
    file.AddToLogit(ByteId(byte), 20);
  model_ = file.Load();
  for (int limit = 1; limit < 12; ++limit) {
    for (SearchOptions options : {Beam(1), Beam(4), Hot(7)}) {
      options.max_length = limit;
      for (const SearchedSequence& found :
           RunSearch(*model_, kSources, options))
        ExpectWellFormed(*model_, found, "limit " + std::to_string(limit));
    }
  }
}

TEST_P(CharacterSearchTest, APrefixMayEndWithinACharacter) {
  for (const char* begun : {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F\x98",
                            "\xED", "\xEF\xBF", "a\xF4"}) {
    const std::vector<int> prefix = ByteIds(begun);
    for (const SearchOptions& options : AllOptions()) {
      const IdLists prefixes(kSources.size(), prefix);
      for (const SearchedSequence& found :
           RunSearch(*model_, kSources, options, prefixes)) {
        ExpectWellFormed(*model_, found, begun);
        for (const int node : found.finished) {
          const std::vector<int> ids = found.tree.Ids(node);
          EXPECT_GT(ids.size(), prefix.size());
          EXPECT_TRUE(std::equal(prefix.begin(), prefix.end(), ids.begin()));
          EXPECT_TRUE(std::isfinite(found.tree.node(node).score));
        }
      }
    }
  }
}

// What is forced is never refused, however ill-formed, and what follows is
// well-formed again.
TEST_P(CharacterSearchTest, IllFormedPrefixesAreForced) {
  for (const std::vector<int>& prefix :
       {ByteIds("\x80"), ByteIds("\xFF\xE2"), ByteIds("\xE2\xE2"),
        std::vector<int>{ByteId(0xE2), 262, ByteId(0xC3)}}) {
    const IdLists prefixes(kSources.size(), prefix);
    for (const SearchOptions& options : AllOptions()) {
      for (const SearchedSequence& found :
           RunSearch(*model_, kSources, options, prefixes)) {
        for (const int node : found.finished) {
          const std::vector<int> ids = found.tree.Ids(node);
          ASSERT_GE(ids.size(), prefix.size());
          EXPECT_TRUE(std::equal(prefix.begin(), prefix.end(), ids.begin()));
          EXPECT_TRUE(std::isfinite(found.tree.node(node).score));
          // The last of these prefixes' characters is completed.
          const size_t last =
              prefix.size() - (prefix.back() == ByteId(0x80) ? 0 : 1);
          EXPECT_TRUE(IsUtf8(BytesOf(
              *model_, std::vector<int>(ids.begin() + last, ids.end()))));
        }
      }
    }
  }
}

// A translation has the same score whether it is found or forced.
TEST_P(CharacterSearchTest, ForcedTokensCountAsFoundOnesDo) {
  SearchOptions options = Beam(4);
  options.max_length = 60;
  const auto found = RunSearch(*model_, kSources, options);
  for (size_t i = 0; i < kSources.size(); ++i) {
    const int best = found[i].finished.front();
    const auto forced =
        RunSearch(*model_, {kSources[i]}, options, {found[i].tree.Ids(best)});
    EXPECT_NEAR(forced[0].tree.node(forced[0].finished.front()).score,
                found[i].tree.node(best).score, 1e-4);
  }
}

INSTANTIATE_TEST_SUITE_P(All, CharacterSearchTest, testing::Bool(),
                         [](const auto& info) {
                           return info.param ? "shortlist" : "vocabulary";
                         });

}  // namespace
}  // namespace stepglot
