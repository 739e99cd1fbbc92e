// Counts allocations: once a search has its memory, steps take no more.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "core/search/search.h"
#include "core/translate/session.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"

namespace {

int allocations = 0;

void* Allocate(size_t bytes) noexcept {
  ++allocations;
  return std::malloc(bytes > 0 ? bytes : 1);
}

void* AllocateOrThrow(size_t bytes) {
  if (void* memory = Allocate(bytes)) return memory;
  throw std::bad_alloc();
}

}  // namespace

// All forms, as those of AddressSanitizer do not call one another.
void* operator new(size_t bytes) { return AllocateOrThrow(bytes); }
void* operator new[](size_t bytes) { return AllocateOrThrow(bytes); }
void* operator new(size_t bytes, const std::nothrow_t&) noexcept {
  return Allocate(bytes);
}
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept {
  return Allocate(bytes);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace stepglot {
namespace {

struct Variant {
  std::string name;
  DecoderCell cell;
  WeightType type;
  bool has_shortlist;
  bool has_lexicon;
};

// Sequences of different lengths, two of one source.
const IdLists kSources = {{17, 4, 133, 0}, {9, 0}, {17, 4, 133, 0}};

constexpr int kSteps = 24;

// The first steps fill the buffers: the second is the first of a whole beam.
constexpr int kFirstCounted = 3;

class StepAllocationsTest : public testing::TestWithParam<Variant> {
 protected:
  void SetUp() override {
    ModelConfig config = SmallMarianConfig();
    config.decoder_cell = GetParam().cell;
    ModelFile file = RandomModel(config, 7);
    file.ForbidEos();
    if (GetParam().has_shortlist) AddShortlist(file);
    if (GetParam().has_lexicon) {
      SetBytes(file, "lexicon", LexiconFile({"cat", "the", "tale"}).Write());
    }
    model_ = Reload(*file.Load(), GetParam().type);
  }

  static SearchOptions Options(int beam_size, bool has_scores) {
    SearchOptions options;
    options.beam_size = beam_size;
    options.max_length = kSteps;
    options.max_length_factor = 100;
    options.scores = has_scores;
    return options;
  }

  // Allocations of each step from the first that is counted.
  template <typename Decoding>
  static std::vector<int> Count(Decoding& decoding) {
    std::vector<int> counts;
    for (int step = 1; step < kSteps; ++step) {
      const int before = allocations;
      decoding.Step();
      const int count = allocations - before;
      if (step >= kFirstCounted) counts.push_back(count);
    }
    EXPECT_FALSE(decoding.done());
    return counts;
  }

  std::shared_ptr<const Model> model_;
};

const std::vector<int> kNone(kSteps - kFirstCounted, 0);

TEST_P(StepAllocationsTest, ASearchTakesNone) {
  for (const int beam_size : {1, 4}) {
    Search search(*model_, Encoder(*model_).Encode(kSources),
                  SequencesOf(kSources), Options(beam_size, true));
    EXPECT_EQ(Count(search), kNone) << "beam " << beam_size;
  }
}

TEST_P(StepAllocationsTest, AGreedySearchWithoutScoresTakesNone) {
  Search search(*model_, Encoder(*model_).Encode(kSources),
                SequencesOf(kSources), Options(1, false));
  EXPECT_EQ(Count(search), kNone);
}

// Text takes memory when it is returned. In other letters than the source's it
// is returned at the end, so that what else a session does is seen alone.
TEST_P(StepAllocationsTest, ASessionTakesNoneBesideText) {
  for (const int beam_size : {1, 4}) {
    std::vector<SequenceRequest> requests;
    for (const std::vector<int>& ids : kSources) {
      SequenceRequest& request = requests.emplace_back();
      request.source.letter_case = LetterCase::kCapitals;
      for (const int id : ids) request.source.tokens.push_back({.id = id});
    }
    Session session(model_, requests, Options(beam_size, true));
    EXPECT_EQ(Count(session), kNone) << "beam " << beam_size;
  }
}

// The counter counts.
TEST(Allocations, AreCounted) {
  const int before = allocations;
  const std::vector<int> some(100);
  EXPECT_EQ(allocations, before + 1);
  EXPECT_EQ(some.size(), 100U);
}

INSTANTIATE_TEST_SUITE_P(
    All, StepAllocationsTest,
    testing::Values(
        Variant{"self_attention", DecoderCell::kSelfAttention,
                WeightType::kFloat32, false, false},
        Variant{"self_attention_shortlist", DecoderCell::kSelfAttention,
                WeightType::kInt8, true, false},
        Variant{"ssru", DecoderCell::kSsru, WeightType::kInt8, false, false},
        Variant{"ssru_shortlist_lexicon", DecoderCell::kSsru, WeightType::kInt8,
                true, true}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace stepglot
