// Tests greedy search, a beam of size 1, against the PyTorch references and an
// independent loop, and its options.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/search/search.h"
#include "core/text/byte_pieces.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr double kNoFactor = std::numeric_limits<double>::infinity();

SearchOptions ReferenceOptions() {
  SearchOptions options;
  options.max_length = kReferenceMaxLength;
  options.max_length_factor = kNoFactor;
  return options;
}

class GreedyTest : public testing::TestWithParam<const char*> {
 protected:
  const Fixture& fixture() const { return Fixture::Get(GetParam()); }
  const ModelConfig& config() const { return fixture().model()->config(); }
  // Whether only suppressed ids, and bytes that spell nothing there, are no
  // candidates.
  testing::AssertionResult HasAllOthers(
      const std::vector<Candidate>& candidates) const {
    const Tokenizer& tokenizer = fixture().model()->target_tokenizer();
    // Within a character nothing but its bytes may follow.
    if (std::all_of(
            candidates.begin(), candidates.end(),
            [&](const Candidate& each) { return tokenizer.IsByte(each.id); }))
      return testing::AssertionSuccess();
    std::vector<bool> is_there(config().target_vocab_size);
    for (const Candidate& candidate : candidates) is_there[candidate.id] = true;
    for (const int id : config().suppressed) {
      if (is_there[id]) return testing::AssertionFailure() << id << " is there";
      is_there[id] = true;
    }
    for (int id = 0; id < config().target_vocab_size; ++id) {
      if (!is_there[id] && !tokenizer.IsByte(id))
        return testing::AssertionFailure() << id << " is missing";
    }
    return testing::AssertionSuccess();
  }
};

TEST_P(GreedyTest, FollowsPyTorch) {
  const auto decoded =
      Decode(*fixture().model(), fixture().Sources(), ReferenceOptions());
  for (int i = 0; i < kFixtureSentences; ++i) {
    EXPECT_EQ(decoded[i].ids(), fixture().Ints(i, "greedy")) << i;
    EXPECT_TRUE(Within(2e-5, decoded[i].log_probabilities(),
                       fixture().Floats(i, "greedy_log_probs")))
        << i;
  }
}

TEST_P(GreedyTest, StopsByEosOrByLength) {
  const auto decoded =
      Decode(*fixture().model(), fixture().Sources(), ReferenceOptions());
  for (const DecodedSequence& sequence : decoded) {
    const std::vector<int> ids = sequence.ids();
    for (size_t i = 0; i + 1 < ids.size(); ++i) {
      EXPECT_EQ(sequence.steps[i].stop, Stop::kNone);
      EXPECT_NE(ids[i], config().eos);
    }
    const bool ended = ids.back() == config().eos;
    EXPECT_EQ(sequence.steps.back().stop, ended ? Stop::kEos : Stop::kLength);
    if (!ended) {
      EXPECT_EQ(ids.size(), static_cast<size_t>(kReferenceMaxLength));
    }
  }
}

TEST_P(GreedyTest, SuppressedIdsAreNoCandidates) {
  SearchOptions options = ReferenceOptions();
  options.candidates = config().target_vocab_size;
  for (const DecodedSequence& sequence :
       Decode(*fixture().model(), fixture().Sources(), options)) {
    for (const DecodedToken& step : sequence.steps) {
      EXPECT_TRUE(HasAllOthers(step.candidates));
      for (const int id : config().suppressed) {
        EXPECT_NE(step.id, id);
        EXPECT_TRUE(std::none_of(
            step.candidates.begin(), step.candidates.end(),
            [id](const Candidate& each) { return each.id == id; }));
      }
    }
  }
}

// Without its suppression the most probable token is another one.
TEST(Greedy, SuppressionTakesPlaceBeforeTheSoftmax) {
  ModelFile file = ModelFile::Read("tiny-post");
  const IdLists sources = Fixture::Get("tiny-post").Sources();
  const DecodedToken before =
      Decode(*file.Load(), sources, {.max_length = 1})[3].steps[0];
  file.config.suppressed.push_back(before.id);
  const DecodedToken after =
      Decode(*file.Load(), sources, {.max_length = 1, .candidates = 150})[3]
          .steps[0];
  EXPECT_NE(after.id, before.id);
  double sum = 0;
  for (const Candidate& candidate : after.candidates)
    sum += std::exp(candidate.log_probability);
  EXPECT_NEAR(sum, 1.0, 1e-5);
}

TEST_P(GreedyTest, CandidatesAreSortedAndSumToOne) {
  SearchOptions options = ReferenceOptions();
  options.max_length = 6;
  options.candidates = config().target_vocab_size;
  for (const DecodedSequence& sequence :
       Decode(*fixture().model(), fixture().Sources(), options)) {
    const float* logits = sequence.logits.data();
    for (const DecodedToken& step : sequence.steps) {
      ASSERT_TRUE(HasAllOthers(step.candidates));
      EXPECT_EQ(step.candidates[0].id, step.id);
      EXPECT_EQ(step.candidates[0].log_probability, step.log_probability);
      double sum = std::exp(step.log_probability);
      for (size_t i = 1; i < step.candidates.size(); ++i) {
        const int id = step.candidates[i].id;
        const int previous = step.candidates[i - 1].id;
        sum += std::exp(step.candidates[i].log_probability);
        EXPECT_TRUE(logits[previous] > logits[id] ||
                    (logits[previous] == logits[id] && previous < id));
      }
      // Some bytes have a share where there is no room for a character.
      EXPECT_LE(sum, 1.0 + 1e-4);
      if (&step - sequence.steps.data() < 3) EXPECT_NEAR(sum, 1.0, 1e-4);
      logits += config().target_vocab_size;
    }
  }
}

TEST_P(GreedyTest, FewCandidatesAreTheFirstOfAll) {
  SearchOptions options = ReferenceOptions();
  options.max_length = 3;
  options.candidates = config().target_vocab_size;
  const auto all = Decode(*fixture().model(), fixture().Sources(), options);
  options.candidates = 4;
  const auto few = Decode(*fixture().model(), fixture().Sources(), options);
  for (int i = 0; i < kFixtureSentences; ++i) {
    for (size_t step = 0; step < few[i].steps.size(); ++step) {
      const std::vector<Candidate>& candidates = few[i].steps[step].candidates;
      ASSERT_EQ(candidates.size(), 4U);
      for (int k = 0; k < 4; ++k) {
        EXPECT_EQ(candidates[k].id, all[i].steps[step].candidates[k].id);
      }
    }
  }
}

TEST_P(GreedyTest, AttentionHasTheShapeOfEachStep) {
  SearchOptions options = ReferenceOptions();
  options.max_length = 9;
  options.attention = true;
  const IdLists sources = fixture().Sources();
  for (const bool cache : {true, false}) {
    options.cache = cache;
    const auto decoded = Decode(*fixture().model(), sources, options);
    for (int i = 0; i < kFixtureSentences; ++i) {
      for (size_t t = 0; t < decoded[i].steps.size(); ++t) {
        const TokenAttention& attention = decoded[i].steps[t].attention;
        EXPECT_EQ(attention.self.keys, static_cast<int>(t) + 1);
        EXPECT_EQ(attention.cross.keys, static_cast<int>(sources[i].size()));
        EXPECT_EQ(
            attention.self.weights.size(),
            static_cast<size_t>(config().decoder_layers * config().heads) *
                (t + 1));
      }
    }
  }
}

TEST_P(GreedyTest, LengthLimitsAreAbsoluteAndByFactor) {
  ModelFile file = ModelFile::Read(GetParam());
  file.ForbidEos();
  file.config.max_target_length = 25;
  const auto model = file.Load();
  const IdLists sources = {{4}, {4, 5, 6}, {4, 5, 6, 7, 8, 9, 10}};
  const auto lengths = [&](int max_length, double factor) {
    SearchOptions options;
    options.max_length = max_length;
    options.max_length_factor = factor;
    const Search search(*model, Encoder(*model).Encode(sources),
                        SequencesOf(sources), options);
    std::vector<size_t> lengths;
    for (const DecodedSequence& sequence : Decode(*model, sources, options)) {
      EXPECT_EQ(
          sequence.steps.size(),
          static_cast<size_t>(
              search.beam(static_cast<int>(lengths.size())).max_length()));
      EXPECT_EQ(sequence.steps.back().stop, Stop::kLength);
      lengths.push_back(sequence.steps.size());
    }
    return lengths;
  };
  EXPECT_EQ(lengths(5, kNoFactor), (std::vector<size_t>{5, 5, 5}));
  EXPECT_EQ(lengths(1, kNoFactor), (std::vector<size_t>{1, 1, 1}));
  EXPECT_EQ(lengths(20, 2.0), (std::vector<size_t>{2, 6, 14}));
  EXPECT_EQ(lengths(20, 0.3), (std::vector<size_t>{1, 1, 3}));
  EXPECT_EQ(lengths(10, 2.5), (std::vector<size_t>{3, 8, 10}));
  EXPECT_EQ(lengths(1000, kNoFactor), (std::vector<size_t>{25, 25, 25}));
}

// The loop as every tutorial has it, with nothing of the search's own.
std::vector<int> ArgmaxLoop(const Model& model, const std::vector<int>& source,
                            int max_length) {
  const ModelConfig& config = model.config();
  Decoder decoder(model);
  DecoderState state = StartState(model, decoder, {source}, max_length);
  std::vector<int> ids;
  int last = config.decoder_start;
  while (static_cast<int>(ids.size()) < max_length) {
    const RowTokens tokens = {0, {&last, 1}};
    const Rows logits = decoder.Logits(decoder.Forward({&tokens, 1}, state));
    for (const int id : config.suppressed) logits[0][id] = kNegativeInfinity;
    for (const BytePiece& piece : BytePiecesOf(model.target_tokenizer()))
      logits[0][piece.id] = kNegativeInfinity;
    last = static_cast<int>(
        std::max_element(logits[0], logits[0] + logits.width) - logits[0]);
    ids.push_back(last);
    if (last == config.eos) break;
  }
  return ids;
}

TEST_P(GreedyTest, IsTheArgmaxAtEachStep) {
  Random random(3);
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    const auto model = ModelVariant{GetParam(), type}.Load();
    for (const int length : {1, 2, 5, 9, 14, 23}) {
      const IdLists sources = {random.Ids(length, config().source_vocab_size)};
      SearchOptions options = ReferenceOptions();
      options.max_length = 60;
      // Which bytes may follow has tests of its own.
      for (const BytePiece& piece : BytePiecesOf(model->target_tokenizer()))
        options.suppress.push_back({piece.id});
      const std::vector<int> expected = ArgmaxLoop(*model, sources[0], 60);
      EXPECT_EQ(Decode(*model, sources, options)[0].ids(), expected);
      // A beam of size 1 looks at nothing else.
      options.beam_size = 1;
      const SearchedSequence searched = RunSearch(*model, sources, options)[0];
      EXPECT_EQ(searched.tree.size(), 1 + static_cast<int>(expected.size()));
      EXPECT_EQ(searched.finished.size(), 1U);
    }
  }
}

// Finite weights whose products overflow: the numbers mean nothing, but the
// search ends as always.
TEST(Greedy, OverflowingWeightsEndAsAlways) {
  ModelFile file = SmallestModel();
  for (const char* name : {"decoder.embedding.weight", "output.weight"}) {
    std::vector<float> values = file.Floats(name);
    for (float& value : values) value *= 1e38F;
    file.SetFloats(name, {150, 4}, values);
  }
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    const auto model = Reload(*file.Load(), type);
    for (const DecodedSequence& sequence :
         Decode(*model, {{5, 6}, {7}}, {.candidates = 3})) {
      EXPECT_NE(sequence.steps.back().stop, Stop::kNone);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, GreedyTest, testing::ValuesIn(kFixtureNames), [](const auto& info) {
      return std::string(info.param).substr(std::string("tiny-").size());
    });

}  // namespace
}  // namespace stepglot
