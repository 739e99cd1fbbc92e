// Tests attention weights at every layer, head and step: their values, shapes
// and causal mask.
#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "core/nn/decoder.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"

namespace stepglot {
namespace {

// Feeds a sentence's forced target token by token and keeps each step's
// attention.
std::vector<TokenAttention> TraceForced(const Fixture& fixture, int sentence) {
  const Model& model = *fixture.model();
  Decoder decoder(model);
  const std::vector<int> inputs =
      DecoderInputs(model.config(), fixture.Ints(sentence, "target"));
  DecoderState state =
      StartState(model, decoder, {fixture.Ints(sentence, "source")},
                 static_cast<int>(inputs.size()));
  std::vector<TokenAttention> steps;
  for (const int& input : inputs) {
    const RowTokens tokens = {0, {&input, 1}};
    std::vector<TokenAttention> trace;
    decoder.Forward({&tokens, 1}, state, &trace);
    steps.push_back(trace.at(0));
  }
  return steps;
}

// The reference's attention weights, [heads, queries, keys].
struct ReferenceAttention {
  std::vector<float> weights;
  int heads;  // of all layers
  int queries;
  int keys;

  // [heads, seen]: the weights that `query` gives to the first `seen` keys.
  std::vector<float> OfQuery(int query, int seen) const {
    std::vector<float> of_query;
    for (int head = 0; head < heads; ++head) {
      const float* row =
          weights.data() + (static_cast<size_t>(head) * queries + query) * keys;
      of_query.insert(of_query.end(), row, row + seen);
    }
    return of_query;
  }
};

class DecoderAttentionTest : public testing::TestWithParam<const char*> {};

TEST_P(DecoderAttentionTest, FollowsPyTorch) {
  const Fixture& fixture = Fixture::Get(GetParam());
  const ModelConfig& config = fixture.model()->config();
  const int heads = config.decoder_layers * config.heads;
  for (const int sentence : kAttentionSentences) {
    const std::vector<TokenAttention> steps = TraceForced(fixture, sentence);
    const int queries = static_cast<int>(steps.size());
    const int source =
        static_cast<int>(fixture.Ints(sentence, "source").size());
    const ReferenceAttention self = {fixture.Floats(sentence, "self"), heads,
                                     queries, queries};
    const ReferenceAttention cross = {fixture.Floats(sentence, "cross"), heads,
                                      queries, source};
    for (int t = 0; t < queries; ++t) {
      EXPECT_TRUE(Within(1e-5, steps[t].self.weights, self.OfQuery(t, t + 1)))
          << "self, step " << t;
      EXPECT_TRUE(
          Within(1e-5, steps[t].cross.weights, cross.OfQuery(t, source)))
          << "cross, step " << t;
    }
  }
}

void ExpectRowsSumToOne(const AttentionWeightsOfToken& attention) {
  ASSERT_EQ(attention.weights.size(), static_cast<size_t>(attention.layers) *
                                          attention.heads * attention.keys);
  for (size_t row = 0; row < attention.weights.size(); row += attention.keys) {
    double sum = 0;
    for (int key = 0; key < attention.keys; ++key) {
      EXPECT_GE(attention.weights[row + key], 0);
      sum += attention.weights[row + key];
    }
    EXPECT_NEAR(sum, 1.0, 1e-5);
  }
}

// A token sees itself and what is before it, and nothing else: step t has t + 1
// keys.
TEST_P(DecoderAttentionTest, ShapesGrowByOneKeyAStep) {
  const Fixture& fixture = Fixture::Get(GetParam());
  const ModelConfig& config = fixture.model()->config();
  const std::vector<TokenAttention> steps = TraceForced(fixture, 1);
  const int source = static_cast<int>(fixture.Ints(1, "source").size());
  for (size_t t = 0; t < steps.size(); ++t) {
    for (const AttentionWeightsOfToken* attention :
         {&steps[t].self, &steps[t].cross}) {
      EXPECT_EQ(attention->layers, config.decoder_layers);
      EXPECT_EQ(attention->heads, config.heads);
      ExpectRowsSumToOne(*attention);
    }
    EXPECT_EQ(steps[t].self.keys, static_cast<int>(t) + 1);
    EXPECT_EQ(steps[t].cross.keys, source);
  }
}

// The mask within a chunk: tokens given together see no further than tokens
// given one by one.
TEST_P(DecoderAttentionTest, LaterTokensOfAChunkAreMasked) {
  const Fixture& fixture = Fixture::Get(GetParam());
  const Model& model = *fixture.model();
  const std::vector<int> source = fixture.Ints(0, "source");
  std::vector<int> inputs = {model.config().decoder_start, 7, 9, 11};
  const std::vector<float> before = ForcedLogits(model, source, inputs, 4);
  inputs[3] = 12;
  const std::vector<float> after = ForcedLogits(model, source, inputs, 4);
  const size_t vocabulary = model.config().target_vocab_size;
  EXPECT_TRUE(SameBits(std::span(after).first(3 * vocabulary),
                       std::span(before).first(3 * vocabulary)));
  EXPECT_FALSE(SameBits(std::span(after).last(vocabulary),
                        std::span(before).last(vocabulary)));
}

TEST_P(DecoderAttentionTest, AskingForItChangesNoBit) {
  const Fixture& fixture = Fixture::Get(GetParam());
  const IdLists sources = fixture.Sources();
  SearchOptions options;
  options.max_length = 12;
  const auto without = Decode(*fixture.model(), sources, options);
  options.attention = true;
  const auto with = Decode(*fixture.model(), sources, options);
  for (int i = 0; i < kFixtureSentences; ++i)
    EXPECT_TRUE(SameDecoding(with[i], without[i])) << i;
}

INSTANTIATE_TEST_SUITE_P(
    All, DecoderAttentionTest, testing::ValuesIn(kFixtureNames),
    [](const auto& info) {
      return std::string(info.param).substr(std::string("tiny-").size());
    });

}  // namespace
}  // namespace stepglot
