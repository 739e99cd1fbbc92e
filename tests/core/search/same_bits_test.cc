// Tests that a sequence's bits depend neither on the cache nor on its batch.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

#include "core/search/search.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr int kSteps = 100;

class SameBitsTest : public testing::TestWithParam<ModelVariant> {
 protected:
  // The model with narrower layers, as a hundred uncached steps of a batch take
  // long, and without an end token, so that sequences end by their length
  // limits alone.
  std::shared_ptr<const Model> EndlessModel() const {
    ModelFile file = ModelFile::Read(GetParam().fixture);
    file.Crop(file.config.d_model, 12);
    file.Crop(file.config.ffn, 10);
    file.config.d_model = 12;
    file.config.ffn = 10;
    file.config.heads = 2;
    file.ForbidEos();
    return Reload(*file.Load(), GetParam().type);
  }

  static SearchOptions Options(bool cache, double factor) {
    SearchOptions options;
    options.cache = cache;
    options.max_length = kSteps;
    options.max_length_factor = factor;
    return options;
  }
};

// Seven sources whose limits, at three tokens per id, go from 6 to 100.
IdLists SevenSources(const Model& model) {
  Random random(1);
  IdLists sources;
  for (const int length : {9, 2, 34, 5, 14, 20, 11}) {
    sources.push_back(random.Ids(length, model.config().source_vocab_size));
  }
  return sources;
}

TEST_P(SameBitsTest, CachedEqualsUncached) {
  const auto model = GetParam().Load();
  const IdLists sources = Fixture::Get(GetParam().fixture).Sources();
  const auto cached = Decode(*model, sources, Options(true, 1));
  const auto uncached = Decode(*model, sources, Options(false, 1));
  for (size_t i = 0; i < sources.size(); ++i) {
    EXPECT_TRUE(SameDecoding(cached[i], uncached[i])) << i;
  }
}

TEST_P(SameBitsTest, CachedEqualsUncachedForAHundredSteps) {
  const auto model = EndlessModel();
  const IdLists sources = {SevenSources(*model)[0]};
  const double no_factor = std::numeric_limits<double>::infinity();
  const auto cached = Decode(*model, sources, Options(true, no_factor));
  const auto uncached = Decode(*model, sources, Options(false, no_factor));
  EXPECT_EQ(cached[0].steps.size(), static_cast<size_t>(kSteps));
  EXPECT_TRUE(SameDecoding(cached[0], uncached[0]));
}

TEST_P(SameBitsTest, CachedEqualsUncachedInABatchOfSeven) {
  const auto model = EndlessModel();
  const IdLists sources = SevenSources(*model);
  const auto cached = Decode(*model, sources, Options(true, 3));
  const auto uncached = Decode(*model, sources, Options(false, 3));
  for (size_t i = 0; i < sources.size(); ++i) {
    const size_t limit = std::min<size_t>(kSteps, 3 * sources[i].size());
    EXPECT_EQ(cached[i].steps.size(), limit);
    EXPECT_TRUE(SameDecoding(cached[i], uncached[i])) << i;
  }
}

TEST_P(SameBitsTest, BatchedEqualsSingle) {
  for (const auto& model : {GetParam().Load(), EndlessModel()}) {
    const IdLists sources = SevenSources(*model);
    const auto batched = Decode(*model, sources, Options(true, 3));
    for (size_t i = 0; i < sources.size(); ++i) {
      const auto single = Decode(*model, {sources[i]}, Options(true, 3));
      EXPECT_TRUE(SameDecoding(batched[i], single[0])) << i;
    }
  }
}

TEST_P(SameBitsTest, TheOrderOfABatchChangesNothing) {
  const auto model = GetParam().Load();
  IdLists sources = SevenSources(*model);
  const auto forward = Decode(*model, sources, Options(true, 1));
  std::reverse(sources.begin(), sources.end());
  const auto backward = Decode(*model, sources, Options(true, 1));
  for (size_t i = 0; i < sources.size(); ++i) {
    EXPECT_TRUE(SameDecoding(backward[sources.size() - 1 - i], forward[i]))
        << i;
  }
}

// Beams

// Every rule that a search may have, beside the plain search.
std::vector<SearchOptions> PlainAndRuled(int beam_size, int max_length) {
  SearchOptions plain;
  plain.max_length = max_length;
  plain.beam_size = beam_size;
  plain.n_best = beam_size;
  SearchOptions ruled = plain;
  ruled.min_length = max_length / 2;
  ruled.length_normalization = LengthNormalization::kPower;
  ruled.length_penalty = 1.2;
  ruled.coverage_penalty = 0.3;
  ruled.repetition_penalty = 1.4;
  ruled.no_repeat_ngram = 2;
  ruled.suppress = {{7}, {9, 11}, {5, 6, 7}};
  ruled.alignment = AlignmentHeads{};
  return {plain, ruled};
}

TEST_P(SameBitsTest, CachedEqualsUncachedInBeams) {
  const auto model = GetParam().Load();
  const IdLists sources = Fixture::Get(GetParam().fixture).Sources();
  for (const int beam_size : {1, 2, 4, 8}) {
    for (SearchOptions options : PlainAndRuled(beam_size, 8)) {
      const auto cached = RunSearch(*model, sources, options);
      options.cache = false;
      const auto uncached = RunSearch(*model, sources, options);
      for (size_t i = 0; i < sources.size(); ++i) {
        EXPECT_TRUE(SameSearch(cached[i], uncached[i]))
            << "beam " << beam_size << " source " << i;
      }
    }
  }
}

TEST_P(SameBitsTest, CachedEqualsUncachedForAHundredStepsOfABeam) {
  const auto model = EndlessModel();
  const IdLists sources = {SevenSources(*model)[0]};
  SearchOptions options =
      Options(true, std::numeric_limits<double>::infinity());
  options.beam_size = 4;
  options.n_best = 4;
  const auto cached = RunSearch(*model, sources, options);
  options.cache = false;
  const auto uncached = RunSearch(*model, sources, options);
  EXPECT_TRUE(SameSearch(cached[0], uncached[0]));
  // The best hypothesis changed its place in the beam on the way.
  const HypothesisTree& tree = cached[0].tree;
  const std::vector<int> path = tree.Path(cached[0].finished[0]);
  EXPECT_EQ(path.size(), static_cast<size_t>(kSteps));
  int from_another_place = 0;
  for (size_t i = 2; i < path.size(); ++i) {
    // Each step makes eight nodes; the same place is eight further.
    from_another_place += path[i] - path[i - 1] == 8 ? 0 : 1;
  }
  EXPECT_GT(from_another_place, 0);
}

// Prefixes of different lengths, so that some sequences still force tokens
// while others search; the last is closed.
IdLists SevenPrefixes(const Model& model) {
  return {{},
          {5},
          {8, 9, 10},
          {},
          {6, 6, 7, 8, 9},
          {11, 12},
          {13, model.config().eos}};
}

TEST_P(SameBitsTest, BeamsAreTheSameInAnyBatch) {
  const auto model = GetParam().Load();
  const IdLists sources = SevenSources(*model);
  const IdLists prefixes = SevenPrefixes(*model);
  for (const SearchOptions& options : PlainAndRuled(4, 14)) {
    const auto batched = RunSearch(*model, sources, options, prefixes);
    for (size_t i = 0; i < sources.size(); ++i) {
      const auto alone =
          RunSearch(*model, {sources[i]}, options, {prefixes[i]});
      EXPECT_TRUE(SameSearch(batched[i], alone[0])) << i;
      const std::vector<int> ids = batched[i].tree.Ids(batched[i].finished[0]);
      ASSERT_GE(ids.size(), prefixes[i].size());
      EXPECT_TRUE(
          std::equal(prefixes[i].begin(), prefixes[i].end(), ids.begin()));
    }
    IdLists turned_sources(sources.rbegin(), sources.rend());
    IdLists turned_prefixes(prefixes.rbegin(), prefixes.rend());
    const auto turned =
        RunSearch(*model, turned_sources, options, turned_prefixes);
    for (size_t i = 0; i < sources.size(); ++i)
      EXPECT_TRUE(SameSearch(turned[6 - i], batched[i])) << i;
  }
}

// Sequences may share one source.
TEST_P(SameBitsTest, SequencesOfOneSourceAreAsApart) {
  const auto model = GetParam().Load();
  const IdLists sources = SevenSources(*model);
  const SearchOptions options = PlainAndRuled(2, 10)[0];
  const std::vector<std::vector<int>> prefixes = {{5}, {}, {6, 7}};
  Search shared(*model, Encoder(*model).Encode(sources),
                {{3, prefixes[0], 0}, {1, prefixes[1], 1}, {3, prefixes[2], 2}},
                options);
  while (!shared.done()) shared.Step();
  for (int i = 0; i < 3; ++i) {
    const auto apart =
        RunSearch(*model, {sources[i == 1 ? 1 : 3]}, options, {prefixes[i]});
    EXPECT_TRUE(SameSearch({shared.beam(i).tree(), shared.beam(i).finished()},
                           apart[0]))
        << i;
  }
}

TEST_P(SameBitsTest, SamplesAreTheSameInAnyBatch) {
  const auto model = GetParam().Load();
  const IdLists sources = SevenSources(*model);
  SearchOptions options;
  options.max_length = 14;
  options.n_best = 3;
  options.sampling = Sampling{.temperature = 1.5, .top_k = 50, .top_p = 0.95};
  const auto batched = RunSearch(*model, sources, options);
  for (const bool cache : {true, false}) {
    options.cache = cache;
    for (size_t i = 0; i < sources.size(); ++i) {
      Search alone(*model, Encoder(*model).Encode({sources[i]}), {{0, {}, i}},
                   options);
      while (!alone.done()) alone.Step();
      EXPECT_TRUE(SameSearch({alone.beam(0).tree(), alone.beam(0).finished()},
                             batched[i]))
          << i;
      EXPECT_EQ(batched[i].finished.size(), 3U);
    }
  }
  // Another number or seed draws other tokens.
  Search other(*model, Encoder(*model).Encode({sources[2]}), {{0, {}, 77}},
               options);
  while (!other.done()) other.Step();
  EXPECT_FALSE(
      SameSearch({other.beam(0).tree(), other.beam(0).finished()}, batched[2]));
  options.sampling->seed = 1;
  EXPECT_FALSE(
      SameSearch(RunSearch(*model, {sources[0]}, options)[0], batched[0]));
}

INSTANTIATE_TEST_SUITE_P(All, SameBitsTest,
                         testing::ValuesIn(AllModelVariants()),
                         [](const auto& info) {
                           return VariantName(info.param);
                         });

}  // namespace
}  // namespace stepglot
