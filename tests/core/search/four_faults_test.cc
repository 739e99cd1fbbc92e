// Tests that exclude the four faults that a first version of cached decoding
// tends to have.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/search/search.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

constexpr int kSteps = 12;

// A model whose weights can be overwritten while it is in use, since they are
// views of its file.
struct OverwritableModel {
  explicit OverwritableModel(const std::string& fixture)
      : bytes(std::make_shared<std::vector<uint8_t>>(
            ModelFile::Read(fixture).Write())) {
    const std::shared_ptr<const uint8_t> view(bytes, bytes->data());
    model = Model::Load({std::make_shared<const MemoryFile>(
        "model", Bytes(view, bytes->size()))});
  }

  // Fills the matrices that project cross-attention keys and values with zeros.
  void EraseCrossProjections() {
    for (const DecoderLayerWeights& layer : model->weights().decoder) {
      for (const LinearWeights* linear :
           {&layer.cross_attention.key, &layer.cross_attention.value}) {
        const Matrix& matrix = linear->weight;
        const auto* view = reinterpret_cast<const uint8_t*>(matrix.f32);
        std::memset(bytes->data() + (view - bytes->data()), 0,
                    sizeof(float) * matrix.rows * matrix.columns);
      }
    }
  }

  std::shared_ptr<std::vector<uint8_t>> bytes;
  std::shared_ptr<const Model> model;
};

// The ids that a search finds when its cross projections are erased after the
// first step.
std::vector<int> IdsAfterErasure(const std::string& fixture, bool cache) {
  OverwritableModel erasable(fixture);
  SearchOptions options;
  options.cache = cache;
  options.max_length = kSteps;
  options.beam_size = 1;
  EncodedSources encoded =
      Encoder(*erasable.model)
          .Encode({Fixture::Get(fixture).Ints(4, "source")});
  Search search(*erasable.model, std::move(encoded), {Sequence{}}, options);
  while (!search.done()) {
    search.Step();
    erasable.EraseCrossProjections();
  }
  const Beam& beam = search.beam(0);
  return beam.tree().Ids(beam.finished()[0]);
}

TEST(FourFaults, CrossKeysAndValuesAreProjectedOncePerSource) {
  for (const char* name : kFixtureNames) {
    std::vector<int> expected = Fixture::Get(name).Ints(4, "greedy");
    expected.resize(std::min<size_t>(expected.size(), kSteps));
    EXPECT_EQ(IdsAfterErasure(name, /*cache=*/true), expected) << name;
    // Shows that the erasure is felt where each step does project them anew.
    EXPECT_NE(IdsAfterErasure(name, /*cache=*/false), expected) << name;
  }
}

TEST(FourFaults, CrossKeysAndValuesDoNotGrow) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const ModelConfig& config = fixture.model()->config();
    Decoder decoder(*fixture.model());
    DecoderState state =
        StartState(*fixture.model(), decoder, fixture.Sources(), kSteps);
    const auto sources = state.sources;
    const size_t bytes = SourceCacheBytes(*sources[4]);
    const std::vector<int> token = {config.eos};
    for (int step = 0; step < kSteps; ++step) {
      decoder.Forward(std::vector<RowTokens>{{4, token}}, state);
      EXPECT_EQ(state.sources, sources);
      EXPECT_EQ(SourceCacheBytes(*sources[4]), bytes);
      for (const SourceKeysValues& layer : *sources[4]) {
        EXPECT_EQ(layer.length(),
                  static_cast<int>(fixture.Sources()[4].size()));
      }
    }
  }
}

TEST(FourFaults, ARowReadsTheSourceThatItTranslates) {
  const Fixture& fixture = Fixture::Get("tiny-pre");
  Decoder decoder(*fixture.model());
  DecoderState state =
      StartState(*fixture.model(), decoder, fixture.Sources(), 1);
  std::swap(state.sources[1], state.sources[3]);
  const std::vector<int> inputs = {fixture.model()->config().decoder_start};
  const Rows logits = decoder.Logits(
      decoder.Forward(std::vector<RowTokens>{{1, inputs}, {3, inputs}}, state));
  EXPECT_TRUE(SameBits(
      logits.row(0),
      ForcedLogits(*fixture.model(), fixture.Sources()[3], inputs, 1)));
  EXPECT_TRUE(SameBits(
      logits.row(1),
      ForcedLogits(*fixture.model(), fixture.Sources()[1], inputs, 1)));
}

// Without decoder self-attention a token's logits depend on the token and its
// position alone. So step t of a model must be step 0 of the same model with a
// position offset greater by t; the source's positions are kept apart by
// encoding it with the first model.
TEST(FourFaults, AnIncrementalStepHasItsOwnPosition) {
  for (const char* name : kFixtureNames) {
    ModelFile file = ModelFile::Read(name);
    for (auto& [tensor, stored] : file.tensors) {
      if (tensor.starts_with("decoder.") &&
          tensor.find(".self_attn.o.") != std::string::npos) {
        std::fill(stored.bytes.begin(), stored.bytes.end(), 0);
      }
    }
    const auto model = file.Load();
    const std::vector<int> token = {9};
    Decoder decoder(*model);
    const EncodedSources encoded = Encoder(*model).Encode({{5, 6, 7}});
    DecoderState state = {
        KvCache(model->config().decoder_layers, 1, 5, model->config().d_model),
        decoder.ProjectSources(encoded)};
    const int offset = model->config().position_offset;
    for (int t = 0; t < 5; ++t) {
      const Rows logits = decoder.Logits(
          decoder.Forward(std::vector<RowTokens>{{0, token}}, state));
      file.config.position_offset = offset + t;
      const auto shifted_model = file.Load();
      Decoder shifted(*shifted_model);
      DecoderState first = {KvCache(model->config().decoder_layers, 1, 1,
                                    model->config().d_model),
                            shifted.ProjectSources(encoded)};
      const Rows expected = shifted.Logits(
          shifted.Forward(std::vector<RowTokens>{{0, token}}, first));
      EXPECT_TRUE(SameBits(logits.row(0), expected.row(0)))
          << name << " step " << t;
    }
  }
}

TEST(FourFaults, PaddingOfAShorterSourceIsNotAttendedTo) {
  for (const char* name : kFixtureNames) {
    const Model& model = *Fixture::Get(name).model();
    const std::vector<int> shorter = {5, 9, 8};
    SearchOptions options;
    options.max_length = kSteps;
    options.attention = true;
    const auto alone = Decode(model, {shorter}, options);
    // The neighbours differ in length and content; neither may show.
    for (const std::vector<int>& longer :
         {std::vector<int>(30, 4), std::vector<int>(30, 11),
          std::vector<int>(4, 6)}) {
      const auto batched = Decode(model, {longer, shorter}, options);
      EXPECT_TRUE(SameDecoding(batched[1], alone[0])) << name;
      for (const DecodedToken& step : batched[1].steps) {
        EXPECT_EQ(step.attention.cross.keys, 3);
        double sum = 0;
        for (const float weight : step.attention.cross.weights) sum += weight;
        EXPECT_NEAR(sum, model.config().decoder_layers * model.config().heads,
                    1e-4);
      }
    }
  }
}

TEST(FourFaults, AFinishedSequenceLeavesTheBatch) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const Model& model = *fixture.model();
    const IdLists sources = fixture.Sources();
    Decoder decoder(model);
    const DecoderState state = StartState(model, decoder, sources, 1);
    const size_t entry = sizeof(float) * 2 * model.config().decoder_layers *
                         model.config().d_model;
    SearchOptions options;
    options.max_length = kReferenceMaxLength;
    options.max_length_factor = 1000;
    options.beam_size = 1;
    Search search(model, Encoder(model).Encode(sources), SequencesOf(sources),
                  options);
    std::vector<size_t> lengths;
    for (int i = 0; i < kFixtureSentences; ++i) {
      lengths.push_back(fixture.Ints(i, "greedy").size());
    }
    for (size_t step = 1; !search.done(); ++step) {
      std::vector<int> live;
      std::vector<int> expected;
      size_t used = 0;
      for (const SearchStep& each : search.Step())
        live.push_back(each.sequence);
      for (int i = 0; i < kFixtureSentences; ++i) {
        if (lengths[i] >= step) expected.push_back(i);
        if (lengths[i] > step)
          used += step * entry + SourceCacheBytes(*state.sources[i]);
      }
      EXPECT_EQ(live, expected) << name << " step " << step;
      EXPECT_EQ(search.cache_bytes().used, used) << name << " step " << step;
    }
    EXPECT_TRUE(search.Step().empty());
  }
}

TEST(FourFaults, AFinishedSequenceDoesNotEndTheOthers) {
  const Fixture& fixture = Fixture::Get("tiny-post");
  const Model& model = *fixture.model();
  SearchOptions options;
  options.max_length = kReferenceMaxLength;
  options.max_length_factor = 1000;
  const auto decoded = Decode(model, fixture.Sources(), options);
  size_t shortest = kReferenceMaxLength;
  size_t longest = 0;
  for (int i = 0; i < kFixtureSentences; ++i) {
    EXPECT_EQ(decoded[i].ids(), fixture.Ints(i, "greedy"));
    shortest = std::min(shortest, decoded[i].steps.size());
    longest = std::max(longest, decoded[i].steps.size());
  }
  // The fixture has both: a sequence that ends early and one that runs up to
  // the limit.
  EXPECT_LT(shortest, 10U);
  EXPECT_EQ(longest, static_cast<size_t>(kReferenceMaxLength));
}

}  // namespace
}  // namespace stepglot
