// Tests that sequences may take the places of others, and that it changes no
// bits.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "core/search/search.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

constexpr int kSequences = 12;
constexpr int kPlaces = 3;

IdLists Sources(const Model& model) {
  Random random(3);
  IdLists sources;
  for (int i = 0; i < kSequences; ++i) {
    sources.push_back(
        random.Ids(1 + i * 5 % 9, model.config().source_vocab_size));
  }
  return sources;
}

SearchOptions Options(int beam_size) {
  SearchOptions options;
  options.beam_size = beam_size;
  options.n_best = beam_size;
  options.max_length = 12;
  options.max_length_factor = 2;
  return options;
}

// Decodes all sources in a few places: as soon as a sequence ends, the next one
// begins.
std::vector<SearchedSequence> RunInPlaces(const Model& model,
                                          const IdLists& sources,
                                          const SearchOptions& options) {
  Encoder encoder(model);
  const std::vector<Sequence> all = SequencesOf(sources);
  std::vector<Sequence> first(all.begin(), all.begin() + kPlaces);
  Search search(model,
                encoder.Encode({sources.begin(), sources.begin() + kPlaces}),
                first, options, options.max_length);
  std::map<int, int> running = {{0, 0}, {1, 1}, {2, 2}};  // by places
  std::vector<SearchedSequence> searched(sources.size());
  int next = kPlaces;
  while (!search.done()) {
    std::vector<int> ended;
    for (const SearchStep& step : search.Step()) {
      if (step.done) ended.push_back(step.sequence);
    }
    for (const int place : ended) {
      const Beam& beam = search.beam(place);
      searched[running[place]] = {beam.tree(), beam.finished()};
      if (next == static_cast<int>(sources.size())) continue;
      Sequence sequence = all[next];
      sequence.source = 0;
      search.Replace(encoder.Encode({sources[next]}), {sequence},
                     std::vector<int>{place});
      running[place] = next++;
    }
  }
  EXPECT_EQ(next, static_cast<int>(sources.size()));
  return searched;
}

void ExpectSameInPlaces(const Model& model, SearchOptions options) {
  const IdLists sources = Sources(model);
  const auto together = RunSearch(model, sources, options);
  for (const bool cache : {true, false}) {
    options.cache = cache;
    const auto in_places = RunInPlaces(model, sources, options);
    for (size_t i = 0; i < sources.size(); ++i)
      EXPECT_TRUE(SameSearch(in_places[i], together[i])) << i;
  }
}

TEST(SearchReplace, GreedySearchHasTheSameBits) {
  const auto model = RandomModel(SmallMarianConfig(), 1).Load();
  ExpectSameInPlaces(*model, Options(1));
}

TEST(SearchReplace, ABeamHasTheSameBits) {
  const auto model = RandomModel(SmallMarianConfig(), 2).Load();
  ExpectSameInPlaces(*model, Options(4));
}

TEST(SearchReplace, ARecurrentCellHasTheSameBits) {
  ModelConfig config = SmallMarianConfig();
  config.decoder_cell = DecoderCell::kSsru;
  const auto model = RandomModel(config, 3).Load();
  ExpectSameInPlaces(*model, Options(2));
}

TEST(SearchReplace, SamplesHaveTheSameBits) {
  const auto model = RandomModel(SmallMarianConfig(), 4).Load();
  SearchOptions options = Options(1);
  options.n_best = 3;
  options.sampling = Sampling{.seed = 7};
  ExpectSameInPlaces(*model, options);
}

TEST(SearchReplace, AShortlistHasTheSameBits) {
  ModelFile file = RandomModel(SmallMarianConfig(), 5);
  AddShortlist(file);
  ExpectSameInPlaces(*file.Load(), Options(2));
}

TEST(SearchReplace, RefusesWhatThereIsNoRoomFor) {
  const auto model = RandomModel(SmallMarianConfig(), 6).Load();
  Encoder encoder(*model);
  SearchOptions options = Options(1);
  Search search(*model, encoder.Encode({{5, 6}}), {{0, {}, 0}}, options);
  EXPECT_EQ(search.positions(), 4);
  while (!search.done()) search.Step();
  EXPECT_TRUE(
      Throws(ErrorCode::kInvalidArgument, {"sequence 9", "6", "4"}, [&] {
        search.Replace(encoder.Encode({{5, 6, 7}}), {{0, {}, 9}},
                       std::vector<int>{0});
      }));
  // Nothing has changed.
  EXPECT_TRUE(search.done());
  EXPECT_FALSE(search.beam(0).finished().empty());
}

}  // namespace
}  // namespace stepglot
