// BeamRun: a beam on made-up logits, without a decoder.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_BEAM_RUN_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_BEAM_RUN_H_

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/search/beam.h"
#include "core/search/option_check.h"
#include "core/text/vocabulary_tokenizer.h"

namespace stepglot {

inline constexpr int kVocabulary = 8;
inline constexpr int kEos = 0;

inline ModelConfig BeamConfig() {
  ModelConfig config;
  config.target_vocab_size = kVocabulary;
  config.eos = kEos;
  config.decoder_layers = 1;
  config.heads = 1;
  return config;
}

/// Probabilities of some ids; all others are ruled out. The beam scales them to
/// a sum of one, so they should have it where values matter.
using Shares = std::map<int, double>;

/// What became of a hypothesis: its state, with the reason if it was pruned.
struct Fate {
  NodeState state;
  PruneReason prune_reason = PruneReason::kNone;
  bool operator==(const Fate&) const = default;
};

inline constexpr Fate kForced{NodeState::kForced};
inline constexpr Fate kLive{NodeState::kLive};
inline constexpr Fate kFinished{NodeState::kFinished};
inline constexpr Fate kRank{NodeState::kPruned, PruneReason::kRank};
inline constexpr Fate kBound{NodeState::kPruned, PruneReason::kBound};
inline constexpr Fate kEarly{NodeState::kPruned, PruneReason::kEarly};

/// Drives a beam by hand.
class BeamRun {
 public:
  explicit BeamRun(const SearchOptions& options, BeamSetup setup = {20})
      : search_(CheckOptions(options, BeamConfig()), BeamConfig(), tokenizer_),
        beam_(search_, std::move(setup)) {}

  /// A step with the given logits of each live hypothesis in turn.
  const SearchStep& Step(std::vector<std::vector<float>> logits) {
    logits_ = std::move(logits);
    EXPECT_EQ(logits_.size(), beam_.live().size());
    step_ = {};
    for (size_t i = 0; i < logits_.size(); ++i) {
      Prediction& prediction = step_.predictions.emplace_back();
      prediction.parent = beam_.live()[i];
      prediction.logits = LogitRow(logits_[i]);
      prediction.attention.cross = {1, 1, 2, {0.25F, 0.75F}};
    }
    beam_.Advance(step_);
    return step_;
  }

  const SearchStep& StepWith(const std::vector<Shares>& shares) {
    std::vector<std::vector<float>> logits;
    for (const Shares& each : shares) {
      std::vector<float>& row =
          logits.emplace_back(kVocabulary, kNegativeInfinity);
      for (const auto& [id, share] : each)
        row[id] = static_cast<float>(std::log(share));
    }
    return Step(std::move(logits));
  }

  const Beam& beam() const { return beam_; }
  const Node& node(int number) const { return beam_.tree().node(number); }

  /// What the last step made, by rank.
  std::vector<std::pair<std::vector<int>, Fate>> Made() const {
    std::vector<std::pair<std::vector<int>, Fate>> made;
    for (const NewNode& each : step_.nodes) {
      made.emplace_back(
          beam_.tree().Ids(each.node),
          Fate{node(each.node).state, node(each.node).prune_reason});
    }
    return made;
  }

  /// The ids of the live hypotheses.
  std::vector<std::vector<int>> Live() const {
    std::vector<std::vector<int>> live;
    for (const int number : beam_.live())
      live.push_back(beam_.tree().Ids(number));
    return live;
  }

  /// The ids of the finished hypotheses, best first.
  std::vector<std::vector<int>> Finished() const {
    std::vector<std::vector<int>> finished;
    for (const int number : beam_.finished())
      finished.push_back(beam_.tree().Ids(number));
    return finished;
  }

 private:
  VocabularyTokenizer tokenizer_{{}, nullptr, {}, std::nullopt};
  SearchSetup search_;
  Beam beam_;
  std::vector<std::vector<float>> logits_;
  SearchStep step_;
};

using Lists = std::vector<std::vector<int>>;
using MadeList = std::vector<std::pair<std::vector<int>, Fate>>;

/// alpha 0: what is normalized is the sum itself.
inline SearchOptions Plain(int beam_size, int n_best = 1) {
  return {.beam_size = beam_size, .n_best = n_best, .length_penalty = 0};
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_BEAM_RUN_H_
