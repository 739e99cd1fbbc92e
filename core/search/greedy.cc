// Greedy search, cached and uncached.
#include "core/search/greedy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/nn/kernels/softmax.h"

namespace stepglot {
namespace {

constexpr float kNegativeInfinity = -std::numeric_limits<float>::infinity();

std::vector<int> LengthLimits(const EncodedSources& encoded,
                              const SearchOptions& options,
                              const ModelConfig& config) {
  const double largest = std::min(options.max_length, config.max_target_length);
  std::vector<int> limits;
  for (int i = 0; i < encoded.count(); ++i) {
    const double by_source =
        std::ceil(options.max_length_factor * encoded.length(i));
    limits.push_back(static_cast<int>(std::clamp(by_source, 1.0, largest)));
  }
  return limits;
}

int Largest(const std::vector<int>& values) {
  return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

// The best `count` ids, best first, equal ones by id.
std::vector<Candidate> BestCandidates(std::span<const float> logits,
                                      float log_sum, int count) {
  std::vector<int> ids(logits.size());
  std::iota(ids.begin(), ids.end(), 0);
  std::partial_sort(
      ids.begin(), ids.begin() + count, ids.end(), [logits](int a, int b) {
        return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
      });
  std::vector<Candidate> candidates;
  for (int i = 0; i < count; ++i)
    candidates.push_back({ids[i], logits[ids[i]] - log_sum});
  return candidates;
}

}  // namespace

GreedySearch::GreedySearch(const Model& model, EncodedSources sources,
                           const SearchOptions& options)
    : model_(model),
      options_(CheckOptions(options, model.config())),
      encoded_(std::move(sources)),
      decoder_(model),
      limits_(LengthLimits(encoded_, options_, model.config())),
      state_{KvCache(model.config().decoder_layers, encoded_.count(),
                     Largest(limits_), model.config().d_model),
             {}},
      inputs_(encoded_.count(), {model.config().decoder_start}) {
  active_.resize(encoded_.count());
  std::iota(active_.begin(), active_.end(), 0);
  state_.sources = decoder_.ProjectSources(encoded_);
}

const std::vector<TokenStep>& GreedySearch::Step() {
  steps_.clear();
  step_logits_.clear();
  if (done()) return steps_;
  const Rows hidden = LastHidden();
  const Rows logits = decoder_.Logits(hidden);
  // Without the cache there are rows for every position; a sequence's last is
  // the one that counts.
  int row = -1;
  for (size_t i = 0; i < active_.size(); ++i) {
    row += options_.cache ? 1 : static_cast<int>(inputs_[active_[i]].size());
    step_logits_.push_back(logits.row(row));
    steps_.push_back(Choose(active_[i], step_logits_.back()));
    if (options_.attention) steps_.back().attention = std::move(trace_[i]);
  }
  Advance(steps_);
  return steps_;
}

// Runs the decoder over what is new of each active sequence: its last input, or
// without the cache its whole prefix.
Rows GreedySearch::LastHidden() {
  if (!options_.cache) state_.sources = decoder_.ProjectSources(encoded_);
  std::vector<RowTokens> new_tokens;
  for (const int sequence : active_) {
    const std::span<const int> inputs = inputs_[sequence];
    if (!options_.cache) state_.cache.Clear(sequence);
    new_tokens.push_back({sequence, options_.cache ? inputs.last(1) : inputs});
  }
  return decoder_.Forward(new_tokens, state_,
                          options_.attention ? &trace_ : nullptr);
}

TokenStep GreedySearch::Choose(int sequence, std::span<float> logits) const {
  for (const int id : model_.config().suppressed)
    logits[id] = kNegativeInfinity;
  const float log_sum =
      LogSumExp(logits.data(), static_cast<int>(logits.size()));
  TokenStep step;
  step.sequence = sequence;
  step.id = static_cast<int>(std::max_element(logits.begin(), logits.end()) -
                             logits.begin());
  step.log_probability = logits[step.id] - log_sum;
  if (options_.top_k > 0)
    step.candidates = BestCandidates(logits, log_sum, options_.top_k);
  if (step.id == model_.config().eos) {
    step.stop = Stop::kEos;
  } else if (static_cast<int>(inputs_[sequence].size()) == limits_[sequence]) {
    step.stop = Stop::kLength;
  }
  return step;
}

// Appends the chosen tokens; ended sequences leave the batch and free their
// part of the cache.
void GreedySearch::Advance(const std::vector<TokenStep>& steps) {
  active_.clear();
  for (const TokenStep& step : steps) {
    if (step.stop == Stop::kNot) {
      inputs_[step.sequence].push_back(step.id);
      active_.push_back(step.sequence);
    } else {
      state_.cache.Clear(step.sequence);
    }
  }
}

CacheBytes GreedySearch::cache_bytes() const {
  CacheBytes bytes = state_.cache.bytes();
  for (const auto& source : state_.sources) {
    const size_t source_bytes = SourceCacheBytes(*source);
    bytes.used += source_bytes;
    bytes.reserved += source_bytes;
  }
  return bytes;
}

}  // namespace stepglot
