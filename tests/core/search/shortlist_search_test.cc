// Tests searches among the candidates of a shortlist.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/search/search.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

struct Variant {
  std::string name;
  DecoderCell cell;
  WeightType type;
};

class ShortlistSearchTest : public testing::TestWithParam<Variant> {
 protected:
  void SetUp() override {
    ModelConfig config = SmallMarianConfig();
    config.d_model = 6;
    config.decoder_cell = GetParam().cell;
    ModelFile file = RandomModel(config, 7);
    whole_ = Reload(*file.Load(), GetParam().type);
    AddShortlist(file);
    model_ = Reload(*file.Load(), GetParam().type);
  }

  // The candidates of a source, with what a prefix forces.
  std::set<int> Candidates(const std::vector<int>& source,
                           std::vector<int> prefix = {}) const {
    prefix.push_back(model_->config().eos);
    const std::vector<int> ids = model_->shortlist()->Candidates(
        source, model_->shares_vocabulary(), prefix);
    return {ids.begin(), ids.end()};
  }

  std::shared_ptr<const Model> model_;  ///< with the shortlist
  std::shared_ptr<const Model> whole_;  ///< the same without it
};

const IdLists kSources = {
    {17, 4, 133, 0}, {9, 0}, {201, 3, 3, 77, 58, 0}, {0}, {120, 121, 0}};
// Some within the source's candidates, some not, one of them closed.
const IdLists kPrefixes = {{}, {5, 215}, {111, 112, 113}, {}, {219, 0}};

SearchOptions Options(int beam_size) {
  SearchOptions options;
  options.beam_size = beam_size;
  options.n_best = beam_size;
  options.max_length = 12;
  options.max_length_factor = 100;
  return options;
}

SearchOptions SamplingOptions() {
  SearchOptions options = Options(1);
  options.n_best = 3;
  options.sampling = Sampling{.temperature = 2, .seed = 4};
  return options;
}

std::vector<SearchOptions> AllOptions() {
  return {Options(1), Options(4), SamplingOptions()};
}

TEST_P(ShortlistSearchTest, OnlyCandidatesComeOut) {
  for (const SearchOptions& options : AllOptions()) {
    const auto found = RunSearch(*model_, kSources, options, kPrefixes);
    for (size_t i = 0; i < kSources.size(); ++i) {
      const std::set<int> candidates = Candidates(kSources[i], kPrefixes[i]);
      ASSERT_LT(candidates.size(), size_t{kRandomModelPieces} / 2);
      for (int node = 1; node < found[i].tree.size(); ++node) {
        EXPECT_TRUE(candidates.contains(found[i].tree.node(node).id));
        EXPECT_TRUE(std::isfinite(found[i].tree.node(node).score));
      }
    }
  }
}

// The whole vocabulary would have taken others.
TEST_P(ShortlistSearchTest, TheShortlistMatters) {
  const auto found = RunSearch(*whole_, kSources, Options(4));
  int others = 0;
  for (size_t i = 0; i < kSources.size(); ++i) {
    for (int node = 1; node < found[i].tree.size(); ++node) {
      others +=
          Candidates(kSources[i]).contains(found[i].tree.node(node).id) ? 0 : 1;
    }
  }
  EXPECT_GT(others, 0);
}

// What the first step predicts of a source.
std::vector<float> FirstLogits(const Model& model,
                               const std::vector<int>& source) {
  Search search(model, Encoder(model).Encode({source}), SequencesOf({source}),
                Options(1));
  return Spread(search.Step().at(0).predictions.at(0).logits,
                kRandomModelPieces);
}

TEST_P(ShortlistSearchTest, LogitsAreThoseOfTheWholeVocabulary) {
  for (const std::vector<int>& source : kSources) {
    const std::set<int> candidates = Candidates(source);
    std::vector<float> expected = FirstLogits(*whole_, source);
    for (int id = 0; id < kRandomModelPieces; ++id)
      if (!candidates.contains(id)) expected[id] = kNegativeInfinity;
    EXPECT_TRUE(SameBits(FirstLogits(*model_, source), expected));
  }
}

TEST_P(ShortlistSearchTest, ProbabilitiesAreSharedAmongCandidates) {
  for (const std::vector<int>& source : kSources) {
    double sum = 0;
    const std::vector<float> logits = FirstLogits(*whole_, source);
    for (const int id : Candidates(source))
      if (logits[id] != kNegativeInfinity)
        sum += std::exp(static_cast<double>(logits[id]));
    const auto found = RunSearch(*model_, {source}, Options(4));
    int first_nodes = 0;
    for (int number = 1; number < found[0].tree.size(); ++number) {
      const Node& node = found[0].tree.node(number);
      if (node.parent != 0) continue;
      ++first_nodes;
      EXPECT_NEAR(node.log_probability, logits[node.id] - std::log(sum), 1e-5);
    }
    EXPECT_GE(first_nodes, 4);
  }
}

TEST_P(ShortlistSearchTest, PrefixesOutsideTheShortlistAreForced) {
  const auto found = RunSearch(*model_, kSources, Options(4), kPrefixes);
  bool outside = false;
  for (size_t i = 0; i < kSources.size(); ++i) {
    const std::vector<int> ids = found[i].tree.Ids(found[i].finished.at(0));
    const std::vector<int>& prefix = kPrefixes[i];
    ASSERT_GE(ids.size(), prefix.size());
    EXPECT_TRUE(std::equal(prefix.begin(), prefix.end(), ids.begin())) << i;
    for (const int id : prefix)
      outside = outside || !Candidates(kSources[i]).contains(id);
  }
  EXPECT_TRUE(outside);
}

TEST_P(ShortlistSearchTest, CachedEqualsUncached) {
  for (SearchOptions options : AllOptions()) {
    const auto cached = RunSearch(*model_, kSources, options, kPrefixes);
    options.cache = false;
    const auto uncached = RunSearch(*model_, kSources, options, kPrefixes);
    for (size_t i = 0; i < kSources.size(); ++i)
      EXPECT_TRUE(SameSearch(cached[i], uncached[i])) << i;
  }
}

TEST_P(ShortlistSearchTest, ABatchChangesNothing) {
  for (const SearchOptions& options : AllOptions()) {
    const auto batched = RunSearch(*model_, kSources, options, kPrefixes);
    for (size_t i = 0; i < kSources.size(); ++i) {
      Search alone(*model_, Encoder(*model_).Encode({kSources[i]}),
                   {{0, kPrefixes[i], i}}, options);
      while (!alone.done()) alone.Step();
      EXPECT_TRUE(SameSearch({alone.beam(0).tree(), alone.beam(0).finished()},
                             batched[i]))
          << i;
    }
  }
}

// Sequences of one source may be forced to different ids.
TEST_P(ShortlistSearchTest, SequencesOfOneSourceHaveTheirOwnCandidates) {
  Search shared(*model_, Encoder(*model_).Encode(kSources),
                {{1, {215}, 0}, {1, {}, 1}, {1, {216, 217}, 2}}, Options(2));
  while (!shared.done()) shared.Step();
  const IdLists prefixes = {{215}, {}, {216, 217}};
  for (int i = 0; i < 3; ++i) {
    const auto apart =
        RunSearch(*model_, {kSources[1]}, Options(2), {prefixes[i]});
    EXPECT_TRUE(SameSearch({shared.beam(i).tree(), shared.beam(i).finished()},
                           apart[0]))
        << i;
  }
}

TEST_P(ShortlistSearchTest, UnwantedItIsAsIfThereWereNone) {
  for (SearchOptions options : AllOptions()) {
    const auto expected = RunSearch(*whole_, kSources, options, kPrefixes);
    options.shortlist = false;
    const auto actual = RunSearch(*model_, kSources, options, kPrefixes);
    for (size_t i = 0; i < kSources.size(); ++i)
      EXPECT_TRUE(SameSearch(actual[i], expected[i])) << i;
  }
}

// A beam that is wider than what it may choose from: the source, what fills up
// to eight, and the end token, which no list has.
TEST_P(ShortlistSearchTest, TheEndIsAlwaysACandidate) {
  ModelConfig config = SmallMarianConfig();
  config.decoder_cell = GetParam().cell;
  config.eos = 100;
  ModelFile file = RandomModel(config, 7);
  const std::vector<std::vector<uint32_t>> none(kRandomModelPieces);
  SetBytes(file, "shortlist", ShortlistFile(0, none).Write());
  const auto model = Reload(*file.Load(), GetParam().type);
  const auto found = RunSearch(*model, {{9}}, Options(16));
  EXPECT_FALSE(found[0].finished.empty());
  std::set<int> first;
  for (int number = 1; number < found[0].tree.size(); ++number) {
    const Node& node = found[0].tree.node(number);
    EXPECT_TRUE(std::isfinite(node.score));
    if (node.parent == 0) first.insert(node.id);
  }
  EXPECT_EQ(first, (std::set<int>{0, 2, 3, 4, 5, 6, 9, 100}));
}

INSTANTIATE_TEST_SUITE_P(
    All, ShortlistSearchTest,
    testing::Values(
        Variant{"self_attention_float32", DecoderCell::kSelfAttention,
                WeightType::kFloat32},
        Variant{"self_attention_int8", DecoderCell::kSelfAttention,
                WeightType::kInt8},
        Variant{"ssru_float32", DecoderCell::kSsru, WeightType::kFloat32},
        Variant{"ssru_int8", DecoderCell::kSsru, WeightType::kInt8}),
    [](const auto& info) { return info.param.name; });

// Recurrent states follow their hypotheses as keys and values do.
TEST(SsruSearch, CachedEqualsUncachedInBeams) {
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    ModelConfig config = SmallMarianConfig();
    config.d_model = 6;
    config.decoder_cell = DecoderCell::kSsru;
    ModelFile file = RandomModel(config, 11);
    file.ForbidEos();
    const auto model = Reload(*file.Load(), type);
    for (const int beam_size : {1, 2, 8}) {
      SearchOptions options = Options(beam_size);
      options.max_length = 40;
      const auto cached = RunSearch(*model, kSources, options);
      options.cache = false;
      const auto uncached = RunSearch(*model, kSources, options);
      for (size_t i = 0; i < kSources.size(); ++i)
        EXPECT_TRUE(SameSearch(cached[i], uncached[i])) << beam_size;
    }
  }
}

TEST(SsruSearch, ReservesOneVectorPerPosition) {
  ModelConfig config = SmallMarianConfig();
  const uint64_t both = Search::PlanBytes(config, 3, 10, Options(4));
  config.decoder_cell = DecoderCell::kSsru;
  const uint64_t logits = sizeof(float) * 3 * 4 * kRandomModelPieces;
  EXPECT_EQ(2 * (Search::PlanBytes(config, 3, 10, Options(4)) - logits),
            both - logits);
  const auto model = RandomModel(config, 1).Load();
  Search search(*model, Encoder(*model).Encode({{4, 0}}), SequencesOf({{4, 0}}),
                Options(4));
  const size_t sources =
      2 * sizeof(float) * config.decoder_layers * config.d_model;
  // Sources keep two ids, keys rounded up to four.
  EXPECT_EQ(search.cache_bytes().reserved,
            KvCache::PlanBytes(config.decoder_layers, 4, 12, config.d_model,
                               CacheEntry::kState) +
                sources * (2 + 4) / 2);
}

}  // namespace
}  // namespace stepglot
