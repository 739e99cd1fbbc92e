// Tests decoders with recurrent cells and with unnormed keys for the same bits
// however they are computed, and what the cache holds of them.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/decoder.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

struct Variant {
  std::string name;
  DecoderCell cell;
  WeightType type;
};

class DecoderCellTest : public testing::TestWithParam<Variant> {
 protected:
  void SetUp() override {
    ModelConfig config = SmallMarianConfig();
    config.d_model = 6;
    config.decoder_cell = GetParam().cell;
    config.norm = NormPlacement::kPre;
    config.norm_keys = false;
    config.final_norm = true;
    model_ = Reload(*RandomModel(config, 5).Load(), GetParam().type);
  }

  DecoderState Start(Decoder& decoder, const IdLists& sources,
                     int positions) const {
    const ModelConfig& config = model_->config();
    const EncodedSources encoded = Encoder(*model_).Encode(sources);
    return {KvCache(config.decoder_layers, encoded.count(), positions,
                    config.d_model, Decoder::EntryOf(config)),
            decoder.ProjectSources(encoded)};
  }

  // What a decoder of its own makes of the last token.
  std::vector<float> LastLogitsAlone(const std::vector<int>& source,
                                     const std::vector<int>& history) const {
    const std::vector<float> logits = ForcedLogits(*model_, source, history, 1);
    return {logits.end() - kRandomModelPieces, logits.end()};
  }

  std::shared_ptr<const Model> model_;
};

TEST_P(DecoderCellTest, SplittingThePrefixChangesNothing) {
  Random random(1);
  std::vector<int> inputs = random.Ids(20, kRandomModelPieces);
  inputs[0] = kZeroEmbedding;
  const std::vector<int> source = {8, 9, 0};
  const std::vector<float> one_by_one =
      ForcedLogits(*model_, source, inputs, 1);
  for (const int chunk : {2, 3, 7, 19, 20}) {
    EXPECT_TRUE(
        SameBits(ForcedLogits(*model_, source, inputs, chunk), one_by_one))
        << chunk;
  }
}

// Rows are chunks of unequal sizes, and continue each other between steps.
TEST_P(DecoderCellTest, RowsGoOnAsAloneThroughReordering) {
  Random random(2);
  constexpr int kSlots = 5;
  const std::vector<int> source = random.Ids(6, kRandomModelPieces);
  Decoder decoder(*model_);
  DecoderState state =
      Start(decoder, IdLists(kSlots, source), /*positions=*/24);
  IdLists histories(kSlots);
  for (int step = 0; step < 10; ++step) {
    const int count = 1 + step % 2;
    std::vector<RowTokens> inputs;
    for (int row = 0; row < kSlots; ++row) {
      for (const int id : random.Ids(count, kRandomModelPieces))
        histories[row].push_back(id);
      inputs.push_back({row, std::span<const int>(histories[row]).last(count)});
    }
    const Rows logits = decoder.Logits(decoder.Forward(inputs, state));
    for (int row = 0; row < kSlots; ++row) {
      ASSERT_TRUE(SameBits(logits.row((row + 1) * count - 1),
                           LastLogitsAlone(source, histories[row])))
          << "step " << step << " row " << row;
    }
    const std::vector<int> parents = random.Ids(kSlots, kSlots);
    IdLists survivors;
    for (const int parent : parents) survivors.push_back(histories[parent]);
    histories = std::move(survivors);
    state.cache.Reorder(parents);
  }
}

TEST_P(DecoderCellTest, ARowDependsOnItsSourceAlone) {
  Random random(3);
  IdLists sources;
  for (const int length : {3, 9, 1, 6})
    sources.push_back(random.Ids(length, kRandomModelPieces));
  Decoder decoder(*model_);
  DecoderState state = Start(decoder, sources, 8);
  IdLists histories(4);
  for (int step = 0; step < 6; ++step) {
    std::vector<RowTokens> inputs;
    // Rows come in turned order, and not all at every step.
    for (int i = 0; i < 4; ++i) {
      const int row = (i + step) % 4;
      if (step > 0 && row == step % 3) continue;
      histories[row].push_back(random.Below(kRandomModelPieces));
      inputs.push_back({row, std::span<const int>(histories[row]).last(1)});
    }
    const Rows logits = decoder.Logits(decoder.Forward(inputs, state));
    for (size_t i = 0; i < inputs.size(); ++i) {
      const int row = inputs[i].row;
      EXPECT_TRUE(SameBits(logits.row(static_cast<int>(i)),
                           LastLogitsAlone(sources[row], histories[row])))
          << "step " << step << " row " << row;
    }
  }
}

TEST_P(DecoderCellTest, TheCacheHoldsWhatTheCellNeeds) {
  const ModelConfig& config = model_->config();
  Decoder decoder(*model_);
  DecoderState state = Start(decoder, {{4, 0}, {5, 0}}, 8);
  const std::vector<int> tokens = {kZeroEmbedding, 7, 9};
  const RowTokens inputs[] = {{0, tokens}, {1, tokens}};
  decoder.Forward(inputs, state);
  const size_t vectors = GetParam().cell == DecoderCell::kSsru ? 1 : 2;
  const size_t entry =
      vectors * config.decoder_layers * config.d_model * sizeof(float);
  EXPECT_EQ(state.cache.bytes().used, 2 * tokens.size() * entry);
  EXPECT_EQ(state.cache.bytes().reserved, size_t{2} * 8 * entry);
}

// A recurrent cell attends to no prefix; cross-attention is as ever.
TEST_P(DecoderCellTest, TracesShowWhatIsAttendedTo) {
  const ModelConfig& config = model_->config();
  Decoder decoder(*model_);
  DecoderState state = Start(decoder, {{4, 7, 0}}, 8);
  const std::vector<int> tokens = {kZeroEmbedding, 7};
  const RowTokens input = {0, tokens};
  std::vector<TokenAttention> trace;
  decoder.Forward({&input, 1}, state, &trace);
  ASSERT_EQ(trace.size(), 1U);
  const AttentionWeightsOfToken& self = trace[0].self;
  if (GetParam().cell == DecoderCell::kSsru) {
    EXPECT_EQ(self.layers, 0);
    EXPECT_EQ(self.heads, 0);
    EXPECT_EQ(self.keys, 0);
    EXPECT_TRUE(self.weights.empty());
  } else {
    EXPECT_EQ(self.layers, config.decoder_layers);
    EXPECT_EQ(self.keys, 2);
  }
  const AttentionWeightsOfToken& cross = trace[0].cross;
  EXPECT_EQ(cross.layers, config.decoder_layers);
  EXPECT_EQ(cross.heads, config.heads);
  EXPECT_EQ(cross.keys, 3);
  for (size_t head = 0; head < cross.weights.size(); head += 3) {
    EXPECT_NEAR(
        cross.weights[head] + cross.weights[head + 1] + cross.weights[head + 2],
        1, 1e-6);
  }
}

// Rows with subsets of their own have the bits of the whole layer, in runs of
// equal subsets and alone.
TEST_P(DecoderCellTest, SubsetsGiveTheBitsOfTheWholeLayer) {
  Random random(4);
  Decoder decoder(*model_);
  DecoderState state = Start(decoder, IdLists(5, {4, 0}), 2);
  const std::vector<int> tokens = random.Ids(5, kRandomModelPieces);
  std::vector<RowTokens> inputs;
  for (int row = 0; row < 5; ++row)
    inputs.push_back({row, std::span<const int>(tokens).subspan(row, 1)});
  const Rows hidden = decoder.Forward(inputs, state);
  const std::vector<int> ids[] = {{0, 9, 30}, {2, 9, 100, 219}};
  const LinearWeights& output = model_->weights().output;
  const OutputSubset a(output, ids[0]);
  const OutputSubset b(output, ids[1]);
  const Rows whole = decoder.Logits(hidden);
  const std::vector<float> expected(whole.data, whole.data + whole.size());
  const std::vector<const OutputSubset*> subsets = {&a, &a, &b, &a, &b};
  const std::span<const LogitRow> logits = decoder.Logits(hidden, subsets);
  ASSERT_EQ(logits.size(), 5U);
  for (int row = 0; row < 5; ++row) {
    std::vector<float> some(kRandomModelPieces, -INFINITY);
    for (const int id : ids[subsets[row] == &a ? 0 : 1])
      some[id] = expected[row * kRandomModelPieces + id];
    EXPECT_TRUE(SameBits(Spread(logits[row], kRandomModelPieces), some)) << row;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, DecoderCellTest,
    testing::Values(Variant{"ssru_float32", DecoderCell::kSsru,
                            WeightType::kFloat32},
                    Variant{"ssru_int8", DecoderCell::kSsru, WeightType::kInt8},
                    Variant{"unnormed_keys_float32",
                            DecoderCell::kSelfAttention, WeightType::kFloat32},
                    Variant{"unnormed_keys_int8", DecoderCell::kSelfAttention,
                            WeightType::kInt8}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace stepglot
