// Tests what holds for every search: its steps, its tree, its limits and its
// memory.
#include "core/search/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

constexpr double kNoFactor = std::numeric_limits<double>::infinity();

// Options of all kinds, some of which make beams end early.
std::vector<SearchOptions> ManyOptions() {
  std::vector<SearchOptions> many;
  for (const int beam_size : {1, 3, 8}) {
    SearchOptions options;
    options.max_length = 10;
    options.beam_size = beam_size;
    many.push_back(options);
    options.n_best = beam_size;
    options.alignment = AlignmentHeads{};
    many.push_back(options);
    options.length_penalty = 2;
    options.stop_early = true;
    options.coverage_penalty = 0.2;
    many.push_back(options);
    options.repetition_penalty = 1.5;
    options.no_repeat_ngram = 2;
    options.min_length = 4;
    many.push_back(options);
  }
  SearchOptions sampled;
  sampled.max_length = 10;
  sampled.n_best = 5;
  sampled.sampling = Sampling{.temperature = 2};
  many.push_back(sampled);
  return many;
}

std::shared_ptr<const Model> EndingModel(const std::string& fixture) {
  ModelFile file = ModelFile::Read(fixture);
  file.FavorEos();
  return file.Load();
}

// Bytes that may have to follow the first of a character.
constexpr int kMostContinuations = 3;

// What a search must keep to at every step of a sequence.
class StepCheck {
 public:
  StepCheck(const Search& search, const SearchOptions& options, int eos)
      : search_(search), options_(options), eos_(eos) {}

  void Check(const SearchStep& step) {
    const Beam& beam = search_.beam(step.sequence);
    const HypothesisTree& tree = beam.tree();
    std::vector<int> parents;
    for (const Prediction& prediction : step.predictions)
      parents.push_back(prediction.parent);
    EXPECT_EQ(parents, live_);
    EXPECT_EQ(step.done, beam.done());
    EXPECT_EQ(beam.done(), beam.live().empty());
    live_.clear();
    EXPECT_EQ(tree.size(), size_ + static_cast<int>(step.nodes.size()));
    for (const NewNode& made : step.nodes) {
      EXPECT_EQ(made.node, size_++);
      CheckNode(tree, tree.node(made.node), step.predictions[made.prediction],
                beam.max_length());
      if (!beam.done() && IsOpen(tree.node(made.node)))
        live_.push_back(made.node);
    }
    EXPECT_EQ(beam.live(), live_);
    ASSERT_EQ(beam.parents().size(), live_.size());
    for (size_t i = 0; i < live_.size(); ++i) {
      EXPECT_EQ(parents[beam.parents()[i]], tree.node(live_[i]).parent);
    }
    EXPECT_LE(live_.size(), static_cast<size_t>(options_.rows()));
    if (!options_.sampling) CheckRanks(tree, step);
  }

 private:
  static bool IsOpen(const Node& node) {
    return node.state == NodeState::kLive ||
           (node.state == NodeState::kForced && node.stop == Stop::kNone);
  }

  // The tokens of a hypothesis that were not forced.
  static int Generated(const HypothesisTree& tree, const Node& node) {
    int generated = node.state == NodeState::kForced ? 0 : 1;
    for (int at = node.parent; at > 0; at = tree.node(at).parent)
      generated += tree.node(at).state == NodeState::kForced ? 0 : 1;
    return generated;
  }

  void CheckNode(const HypothesisTree& tree, const Node& node,
                 const Prediction& prediction, int max_length) const {
    const Node& parent = tree.node(node.parent);
    EXPECT_EQ(node.parent, prediction.parent);
    EXPECT_EQ(node.length, parent.length + 1);
    EXPECT_EQ(node.score, parent.score + node.log_probability);
    EXPECT_EQ(node.state == NodeState::kFinished, node.stop != Stop::kNone);
    EXPECT_EQ(node.state == NodeState::kPruned,
              node.prune_reason != PruneReason::kNone);
    EXPECT_EQ(node.stop == Stop::kEos,
              node.state == NodeState::kFinished && node.id == eos_);
    EXPECT_LE(node.log_probability, 1e-6);
    double sum = 0;
    for (const float logit : prediction.logits.values())
      sum += std::exp(static_cast<double>(logit));
    const double log_sum = prediction.log_sum;
    EXPECT_NEAR(node.log_probability, prediction.logits[node.id] - log_sum,
                1e-5);
    // Characters have a share even where there is no room for all their bytes.
    EXPECT_LE(std::log(sum), log_sum + 1e-5);
    if (node.length + kMostContinuations <= max_length)
      EXPECT_NEAR(std::log(sum), log_sum, 1e-5);
    // Forced tokens count only where there are no others.
    const int generated = Generated(tree, node);
    const double score = generated > 0 ? node.generated : node.score;
    const int length = generated > 0 ? generated : node.length;
    const double normalized =
        score / std::pow((5.0 + length) / 6, options_.length_penalty);
    if (options_.coverage_penalty == 0) {
      EXPECT_DOUBLE_EQ(node.normalized, normalized);
    } else {
      EXPECT_LE(node.normalized, normalized + 1e-5);
    }
    EXPECT_EQ(node.alignment != nullptr, options_.needs_alignment());
  }

  // Nodes by falling score, and no successor left out that is better.
  void CheckRanks(const HypothesisTree& tree, const SearchStep& step) const {
    for (size_t i = 1; i < step.nodes.size(); ++i) {
      EXPECT_GE(tree.node(step.nodes[i - 1].node).score,
                tree.node(step.nodes[i].node).score);
    }
    const double last = tree.node(step.nodes.back().node).score;
    size_t better = 0;
    for (const NewNode& made : step.nodes)
      better += tree.node(made.node).score > last ? 1 : 0;
    if (tree.node(step.nodes[0].node).state == NodeState::kForced) return;
    for (const Prediction& prediction : step.predictions) {
      for (const float logit : prediction.logits.values()) {
        const double score =
            tree.node(prediction.parent).score + logit - prediction.log_sum;
        if (score > last + 1e-4) {
          ASSERT_GT(better, 0U);
          --better;
        }
      }
    }
  }

  const Search& search_;
  SearchOptions options_;
  int eos_;
  std::vector<int> live_ = {0};
  int size_ = 1;
};

TEST(Search, EveryStepKeepsTheBooks) {
  std::set<std::pair<NodeState, PruneReason>> fates;
  for (const char* name : kFixtureNames) {
    const IdLists sources = Fixture::Get(name).Sources();
    for (const auto& model : {Fixture::Get(name).model(), EndingModel(name)}) {
      for (const SearchOptions& options : ManyOptions()) {
        Search search(*model, Encoder(*model).Encode(sources),
                      SequencesOf(sources, {{}, {5, 6}}), options);
        std::vector<StepCheck> checks(
            sources.size(), StepCheck(search, options, model->config().eos));
        while (!search.done()) {
          for (const SearchStep& step : search.Step())
            checks[step.sequence].Check(step);
        }
        for (int i = 0; i < search.sequences(); ++i) {
          const HypothesisTree& tree = search.beam(i).tree();
          for (int node = 1; node < tree.size(); ++node)
            fates.emplace(tree.node(node).state, tree.node(node).prune_reason);
        }
      }
    }
  }
  // All states and reasons to be pruned occur, so each has been checked.
  EXPECT_EQ(fates.size(), 6U);
}

TEST(Search, TheBestFinishedIsTheResult) {
  for (const char* name : kFixtureNames) {
    const auto model = EndingModel(name);
    for (const SearchOptions& options : ManyOptions()) {
      for (const auto& [tree, finished] :
           RunSearch(*model, Fixture::Get(name).Sources(), options)) {
        ASSERT_GE(finished.size(), static_cast<size_t>(options.n_best));
        for (size_t i = 1; i < finished.size(); ++i) {
          const Node& before = tree.node(finished[i - 1]);
          const Node& node = tree.node(finished[i]);
          if (options.sampling) {
            EXPECT_EQ(node.sample, before.sample + 1);
          } else {
            EXPECT_LE(node.normalized, before.normalized);
          }
        }
      }
    }
  }
}

// What is certain only grows, and ends as the best hypothesis.
TEST(Search, WhatIsSettledStays) {
  int settled_early = 0;
  for (const char* name : kFixtureNames) {
    const IdLists sources = Fixture::Get(name).Sources();
    for (const auto& model : {Fixture::Get(name).model(), EndingModel(name)}) {
      for (const SearchOptions& options : ManyOptions()) {
        Search search(*model, Encoder(*model).Encode(sources),
                      SequencesOf(sources), options);
        IdLists settled(sources.size());
        while (!search.done()) {
          for (const SearchStep& step : search.Step()) {
            const Beam& beam = search.beam(step.sequence);
            const std::vector<int> ids = beam.tree().Ids(beam.settled());
            std::vector<int>& before = settled[step.sequence];
            ASSERT_GE(ids.size(), before.size());
            ASSERT_TRUE(std::equal(before.begin(), before.end(), ids.begin()));
            before = ids;
            if (!step.done && options.rows() > 1 && !options.sampling)
              settled_early += ids.empty() ? 0 : 1;
          }
        }
        for (int i = 0; i < search.sequences(); ++i) {
          const Beam& beam = search.beam(i);
          EXPECT_EQ(settled[i], beam.tree().Ids(beam.finished()[0]));
        }
      }
    }
  }
  EXPECT_GT(settled_early, 100);
}

TEST(Search, AnEmptyBatchIsDone) {
  const Model& model = *Fixture::Get("tiny-pre").model();
  Search search(model, Encoder(model).Encode({}), {}, {});
  EXPECT_TRUE(search.done());
  EXPECT_TRUE(search.Step().empty());
  EXPECT_EQ(search.cache_bytes().reserved, 0U);
}

TEST(Search, OptionsAreChecked) {
  const Model& model = *Fixture::Get("tiny-pre").model();
  EXPECT_TRUE(Throws(ErrorCode::kInvalidArgument, {"max length"}, [&] {
    Search(model, Encoder(model).Encode({{5}}), {Sequence{}},
           {.max_length = 0});
  }));
}

// A model of tiny-pre without an end, with room for 25 tokens.
std::shared_ptr<const Model> EndlessModel() {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.ForbidEos();
  file.config.max_target_length = 25;
  return file.Load();
}

TEST(Search, LimitsCountFromTheEndOfThePrefix) {
  const auto model = EndlessModel();
  const IdLists sources = {{4, 5, 6}, {4, 5, 6}, {4, 5, 6}, {4}};
  const IdLists prefixes = {{}, {7, 8}, std::vector<int>(21, 9), {5}};
  SearchOptions options;
  options.max_length_factor = 1.5;  // 5 tokens for 3 ids, 2 for 1
  options.beam_size = 2;
  const auto lengths = [&] {
    std::vector<int> result;
    for (const auto& [tree, finished] :
         RunSearch(*model, sources, options, prefixes)) {
      result.push_back(tree.node(finished[0]).length);
      EXPECT_EQ(tree.node(finished[0]).stop, Stop::kLength);
    }
    return result;
  };
  EXPECT_EQ(lengths(), (std::vector<int>{5, 7, 25, 3}));
  options.max_length = 22;
  EXPECT_EQ(lengths(), (std::vector<int>{5, 7, 22, 3}));
}

TEST(Search, BadPrefixesAreRefused) {
  const auto model = EndlessModel();
  const int eos = model->config().eos;
  const auto refuses = [&](const std::vector<int>& prefix,
                           const std::vector<std::string>& parts) {
    return Throws(ErrorCode::kInvalidArgument, parts, [&] {
      Search(*model, Encoder(*model).Encode({{5}, {5}}),
             {{0, {}, 0}, {1, prefix, 1}}, {.max_length = 10});
    });
  };
  EXPECT_TRUE(
      refuses(std::vector<int>(11, 5), {"sequence 1", "prefix of 11", "10"}));
  EXPECT_TRUE(refuses({5, 420}, {"sequence 1", "id 420", "420"}));
  EXPECT_TRUE(refuses({-1}, {"sequence 1", "id -1"}));
  EXPECT_TRUE(refuses({5, eos, 5}, {"sequence 1", "end token", "at 1"}));
  EXPECT_TRUE(refuses({eos, eos}, {"sequence 1", "end token"}));
  std::vector<int> closed(9, 5);
  closed.push_back(eos);
  const auto searched = RunSearch(*model, {{5}}, {.max_length = 10}, {closed});
  EXPECT_EQ(searched[0].tree.Ids(searched[0].finished[0]), closed);
}

// Forced ids that the model never generates are possible all the same.
TEST(Search, SuppressedIdsMayBeForced) {
  const Model& model = *Fixture::Get("tiny-post").model();
  const int suppressed = model.config().suppressed[1];
  const auto searched =
      RunSearch(model, {{5, 6, 3}}, {.max_length = 6}, {{suppressed, 20}});
  const HypothesisTree& tree = searched[0].tree;
  EXPECT_EQ(tree.Ids(searched[0].finished[0])[0], suppressed);
  EXPECT_GT(tree.node(1).log_probability, kNegativeInfinity);
  for (int i = 3; i < tree.size(); ++i) EXPECT_NE(tree.node(i).id, suppressed);
}

TEST(Search, AttentionIsThatOfEachHypothesis) {
  const Fixture& fixture = Fixture::Get("tiny-marian");
  const Model& model = *fixture.model();
  SearchOptions options;
  options.max_length = 8;
  options.beam_size = 3;
  options.attention = true;
  const IdLists sources = fixture.Sources();
  Search search(model, Encoder(model).Encode(sources), SequencesOf(sources),
                options);
  for (int t = 0; !search.done(); ++t) {
    for (const SearchStep& step : search.Step()) {
      for (const Prediction& prediction : step.predictions) {
        EXPECT_EQ(prediction.attention.self.keys, t + 1);
        EXPECT_EQ(prediction.attention.cross.keys,
                  static_cast<int>(sources[step.sequence].size()));
      }
    }
  }
}

TEST(Search, AttentionIsNotRecordedUnasked) {
  const Model& model = *Fixture::Get("tiny-pre").model();
  Search search(model, Encoder(model).Encode({{5}}), {Sequence{}}, {});
  const SearchStep& step = search.Step()[0];
  EXPECT_EQ(step.predictions[0].attention.cross.keys, 0);
  EXPECT_TRUE(step.predictions[0].candidates.empty());
  EXPECT_EQ(step.predictions[0].logits.size(), 420);
}

// Memory

// Bytes of one token's keys and values in all layers.
size_t EntryBytes(const ModelConfig& config) {
  return sizeof(float) * 2 * config.decoder_layers * config.d_model;
}

TEST(Search, ReservesWhatItPlans) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    const Model& model = *fixture.model();
    const IdLists sources = fixture.Sources();
    Decoder decoder(model);
    const auto projected =
        decoder.ProjectSources(Encoder(model).Encode(sources));
    size_t source_bytes = 0;
    for (const auto& source : projected)
      source_bytes += SourceCacheBytes(*source);
    for (const int beam_size : {1, 4}) {
      SearchOptions options;
      options.max_length = 9;
      options.max_length_factor = kNoFactor;
      options.beam_size = beam_size;
      const Search search(model, Encoder(model).Encode(sources),
                          SequencesOf(sources), options);
      const int rows = kFixtureSentences * beam_size;
      const size_t keys_and_values = rows * 9 * EntryBytes(model.config());
      EXPECT_EQ(search.cache_bytes().reserved, keys_and_values + source_bytes);
      EXPECT_EQ(search.cache_bytes().used, source_bytes);
      EXPECT_EQ(
          Search::PlanBytes(model.config(), kFixtureSentences, 9, options),
          keys_and_values +
              sizeof(float) * rows * model.config().target_vocab_size);
    }
  }
}

TEST(Search, RoomIsForTheLongestSequence) {
  const auto model = EndlessModel();
  const IdLists sources = {{4}, {4, 5, 6}};
  SearchOptions options;
  options.max_length_factor = 2;
  Search search(*model, Encoder(*model).Encode(sources), SequencesOf(sources),
                options);
  Decoder decoder(*model);
  size_t source_bytes = 0;
  for (const auto& source :
       decoder.ProjectSources(Encoder(*model).Encode(sources)))
    source_bytes += SourceCacheBytes(*source);
  EXPECT_EQ(search.cache_bytes().reserved,
            source_bytes + 2 * 4 * 6 * EntryBytes(model->config()));
}

// Used bytes are those of the positions that some live hypothesis reaches:
// counted here from the tree, in which each position is a node that some live
// one descends from.
TEST(Search, UsedBytesAreThoseOfLiveHypotheses) {
  for (const char* name : kFixtureNames) {
    const auto model = EndingModel(name);
    const IdLists sources = Fixture::Get(name).Sources();
    Decoder decoder(*model);
    const auto projected =
        decoder.ProjectSources(Encoder(*model).Encode(sources));
    SearchOptions options;
    options.max_length = 16;
    Search search(*model, Encoder(*model).Encode(sources), SequencesOf(sources),
                  options);
    const size_t reserved = search.cache_bytes().reserved;
    while (!search.done()) {
      search.Step();
      size_t used = 0;
      size_t ended = 0;
      for (int i = 0; i < search.sequences(); ++i) {
        const Beam& beam = search.beam(i);
        // The token of a live node itself is not in the cache yet; the root
        // stands for the decoder's start.
        std::set<int> cached;
        for (const int live : beam.live()) {
          for (int node = beam.tree().node(live).parent; node >= 0;
               node = beam.tree().node(node).parent) {
            cached.insert(node);
          }
        }
        const size_t source = SourceCacheBytes(*projected[i]);
        used += cached.size() * EntryBytes(model->config()) +
                (beam.done() ? 0 : source);
        ended += beam.done() ? source : 0;
      }
      EXPECT_EQ(search.cache_bytes().used, used);
      EXPECT_EQ(search.cache_bytes().reserved, reserved - ended);
    }
    EXPECT_EQ(search.cache_bytes().used, 0U);
  }
}

TEST(Search, WhatCannotBeHadIsRefusedWithItsSize) {
  ModelFile file = ModelFile::Read("tiny-pre");
  file.config.max_target_length = 65536;
  const auto model = file.Load();
  SearchOptions options;
  options.max_length = 65536;
  options.max_length_factor = kNoFactor;
  options.beam_size = 64;
  constexpr int kSequences = 100000;
  const uint64_t bytes =
      Search::PlanBytes(model->config(), kSequences, 65536, options);
  EXPECT_GT(bytes, uint64_t{1} << 47);
  EXPECT_TRUE(Throws(ErrorCode::kOutOfMemory,
                     {"100000 sequences", "64 hypotheses", "65536 tokens",
                      std::to_string(bytes) + " bytes", "smaller"},
                     [&] {
                       Search(*model, Encoder(*model).Encode({{5}}),
                              std::vector<Sequence>(kSequences), options);
                     }));
}

}  // namespace
}  // namespace stepglot
