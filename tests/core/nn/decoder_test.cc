// Tests the decoder against the PyTorch references and for the same bits
// however it is computed.
#include "core/nn/decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

// Float32 sums in another order than PyTorch's; the references themselves are
// rounded from float64.
constexpr double kTolerance = 2e-5;

TEST(Decoder, LogitsFollowPyTorchTokenByToken) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const Model& model = *fixture.model();
    for (int i = 0; i < kFixtureSentences; ++i) {
      const std::vector<int> inputs =
          DecoderInputs(model.config(), fixture.Ints(i, "target"));
      EXPECT_TRUE(Within(
          kTolerance, ForcedLogits(model, fixture.Ints(i, "source"), inputs, 1),
          fixture.Floats(i, "logits")))
          << name << " sentence " << i;
    }
  }
}

TEST(Decoder, LogitsFollowPyTorchInOneChunk) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const Model& model = *fixture.model();
    for (int i = 0; i < kFixtureSentences; ++i) {
      const std::vector<int> inputs =
          DecoderInputs(model.config(), fixture.Ints(i, "target"));
      const int all = static_cast<int>(inputs.size());
      EXPECT_TRUE(
          Within(kTolerance,
                 ForcedLogits(model, fixture.Ints(i, "source"), inputs, all),
                 fixture.Floats(i, "logits")))
          << name << " sentence " << i;
    }
  }
}

class DecoderBitsTest : public testing::TestWithParam<ModelVariant> {
 protected:
  void SetUp() override {
    const Fixture& fixture = Fixture::Get(GetParam().fixture);
    model_ = GetParam().Load();
    sources_ = fixture.Sources();
    vocabulary_ = model_->config().target_vocab_size;
  }

  // Each row's history and what a decoder of its own makes of the last token.
  std::vector<float> LastLogitsAlone(int source,
                                     const std::vector<int>& history) {
    const std::vector<float> logits =
        ForcedLogits(*model_, sources_[source], history, 1);
    return {logits.end() - vocabulary_, logits.end()};
  }

  std::shared_ptr<const Model> model_;
  IdLists sources_;
  int vocabulary_ = 0;
};

TEST_P(DecoderBitsTest, SplittingThePrefixChangesNothing) {
  const Fixture& fixture = Fixture::Get(GetParam().fixture);
  const std::vector<int> inputs =
      DecoderInputs(model_->config(), fixture.Ints(2, "target"));
  const std::vector<float> one_by_one =
      ForcedLogits(*model_, sources_[2], inputs, 1);
  for (const int chunk : {2, 3, 7, 29, 30}) {
    EXPECT_TRUE(
        SameBits(ForcedLogits(*model_, sources_[2], inputs, chunk), one_by_one))
        << chunk;
  }
}

TEST_P(DecoderBitsTest, ARowDependsOnItsSourceAndPrefixAlone) {
  Random random(1);
  Decoder decoder(*model_);
  DecoderState state = StartState(*model_, decoder, sources_, 12);
  const int rows = static_cast<int>(sources_.size());
  IdLists histories(rows);
  // Rows join in turn, in changing order and with chunks of unequal sizes.
  for (int round = 0; round < 6; ++round) {
    std::vector<RowTokens> inputs;
    for (int i = 0; i < rows; ++i) {
      const int row = (i + round) % rows;
      if ((row + round) % 3 == 0) continue;
      const size_t old_size = histories[row].size();
      const std::vector<int> added =
          random.Ids(1 + random.Below(2), vocabulary_);
      histories[row].insert(histories[row].end(), added.begin(), added.end());
      inputs.push_back(
          {row, std::span<const int>(histories[row]).subspan(old_size)});
    }
    const Rows logits = decoder.Logits(decoder.Forward(inputs, state));
    int last = -1;
    for (const RowTokens& input : inputs) {
      last += static_cast<int>(input.tokens.size());
      EXPECT_TRUE(SameBits(logits.row(last),
                           LastLogitsAlone(input.row, histories[input.row])))
          << "round " << round << " row " << input.row;
    }
  }
}

TEST_P(DecoderBitsTest, AForkedRowGoesOnAsTheUnforked) {
  Random random(2);
  constexpr int kSlots = 5;
  Decoder decoder(*model_);
  DecoderState state = StartState(
      *model_, decoder, IdLists(kSlots, sources_[1]), /*positions=*/16);
  IdLists histories(kSlots);
  for (int step = 0; step < 12; ++step) {
    std::vector<RowTokens> inputs;
    for (int row = 0; row < kSlots; ++row) {
      histories[row].push_back(step == 0 ? model_->config().decoder_start
                                         : random.Below(vocabulary_));
      inputs.push_back({row, std::span<const int>(histories[row]).last(1)});
    }
    const Rows logits = decoder.Logits(decoder.Forward(inputs, state));
    for (int row = 0; row < kSlots; ++row) {
      ASSERT_TRUE(SameBits(logits.row(row), LastLogitsAlone(1, histories[row])))
          << "step " << step << " row " << row;
    }
    // Some rows survive several times, some not at all; at times all continue
    // one.
    std::vector<int> parents = random.Ids(kSlots, kSlots);
    if (step % 4 == 3) parents.assign(kSlots, step % kSlots);
    IdLists survivors;
    for (const int parent : parents) survivors.push_back(histories[parent]);
    histories = std::move(survivors);
    state.cache.Reorder(parents);
  }
}

TEST_P(DecoderBitsTest, PermutedRowsGoOnAsBefore) {
  Decoder decoder(*model_);
  const std::vector<int> prefix = {3, 5, 8, 13, 21};
  const std::vector<std::vector<int>> permutations = {
      {0, 1, 2}, {1, 0, 2}, {2, 0, 1}, {1, 1, 1}, {2, 2, 0}};
  for (const std::vector<int>& parents : permutations) {
    DecoderState state =
        StartState(*model_, decoder, IdLists(3, sources_[3]), 8);
    IdLists histories;
    std::vector<RowTokens> inputs;
    for (int row = 0; row < 3; ++row)
      histories.push_back({prefix[row], prefix[row + 1]});
    for (int row = 0; row < 3; ++row) inputs.push_back({row, histories[row]});
    decoder.Forward(inputs, state);
    state.cache.Reorder(parents);
    const std::vector<int> next = {34};
    inputs = {{0, next}, {1, next}, {2, next}};
    const Rows logits = decoder.Logits(decoder.Forward(inputs, state));
    for (int row = 0; row < 3; ++row) {
      std::vector<int> history = histories[parents[row]];
      history.push_back(next[0]);
      EXPECT_TRUE(SameBits(logits.row(row), LastLogitsAlone(3, history)))
          << testing::PrintToString(parents) << " row " << row;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, DecoderBitsTest,
                         testing::ValuesIn(AllModelVariants()),
                         [](const auto& info) {
                           return VariantName(info.param);
                         });

}  // namespace
}  // namespace stepglot
