// Steps through the batch, cached and uncached.
#include "core/search/search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <new>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

// The tokens that a sequence may have, its prefix included.
int MaxLength(const Sequence& sequence, int source_length,
              const SearchOptions& options, const ModelConfig& config) {
  const int most = std::min(options.max_length, config.max_target_length);
  const auto forced = static_cast<int>(sequence.prefix.size());
  if (forced > most) {
    throw Error(ErrorCode::kInvalidArgument,
                "sequence " + std::to_string(sequence.stream) +
                    " has a prefix of " + std::to_string(forced) +
                    " tokens; it may have " + std::to_string(most) + " in all");
  }
  if (sequence.max_length > 0) return std::max(sequence.max_length, forced);
  const double by_source =
      forced + std::ceil(options.max_length_factor * source_length);
  return static_cast<int>(std::clamp<double>(by_source, 1, most));
}

void CheckPrefix(const Sequence& sequence, const ModelConfig& config) {
  const std::string where =
      "sequence " + std::to_string(sequence.stream) + ": ";
  const std::vector<int>& prefix = sequence.prefix;
  for (size_t i = 0; i < prefix.size(); ++i) {
    if (prefix[i] < 0 || prefix[i] >= config.target_vocab_size) {
      throw Error(ErrorCode::kInvalidArgument,
                  where + "id " + std::to_string(prefix[i]) +
                      " of the prefix is outside the vocabulary of " +
                      std::to_string(config.target_vocab_size));
    }
    if (prefix[i] == config.eos && i + 1 < prefix.size()) {
      throw Error(ErrorCode::kInvalidArgument,
                  where + "the end token stands within the prefix, at " +
                      std::to_string(i));
    }
  }
}

// Whether so much can be had in one piece. Asking for all of it at once, before
// its parts, keeps a request that does not fit from growing WebAssembly's
// memory, which never shrinks.
bool IsAvailable(uint64_t bytes) {
  if (bytes > std::numeric_limits<size_t>::max() / 2) return false;
  const std::unique_ptr<char[]> whole(new (std::nothrow) char[bytes + 1]);
  if (whole == nullptr) return false;
  // A compiler may leave out an allocation that nothing looks at.
  static_cast<volatile char*>(whole.get())[0] = 0;
  return true;
}

}  // namespace

Search::Search(const Model& model, EncodedSources sources,
               const std::vector<Sequence>& sequences,
               const SearchOptions& options)
    : model_(model),
      rules_(CheckOptions(options, model.config()), model.config()),
      encoded_(std::move(sources)),
      decoder_(model),
      active_(sequences.size()) {
  std::iota(active_.begin(), active_.end(), 0);
  AddBeams(sequences);
  ReserveMemory();
  ChooseOutputs(sequences);
  ShareSources();
}

void Search::AddBeams(const std::vector<Sequence>& sequences) {
  const ModelConfig& config = model_.config();
  for (const Sequence& sequence : sequences) {
    CheckPrefix(sequence, config);
    const int max_length = MaxLength(sequence, encoded_.length(sequence.source),
                                     rules_.options, config);
    source_of_.push_back(sequence.source);
    beams_.emplace_back(
        rules_, Beam::Limits{max_length, sequence.prefix, sequence.stream,
                             SpellingOf(sequence)});
  }
}

// What the lexicon penalty of a sequence is for, if there is one.
std::optional<Spelling> Search::SpellingOf(const Sequence& sequence) const {
  if (model_.lexicon() == nullptr || rules_.options.lexicon_penalty == 0 ||
      rules_.options.sampling)
    return std::nullopt;
  return Spelling(model_, encoded_.ids(sequence.source));
}

uint64_t Search::PlanBytes(const ModelConfig& config, int sequences,
                           int positions, const SearchOptions& options) {
  const int rows = sequences * options.rows();
  const uint64_t logits =
      sizeof(float) * static_cast<uint64_t>(rows) * config.target_vocab_size;
  return logits + KvCache::PlanBytes(config.decoder_layers, rows, positions,
                                     config.d_model, Decoder::EntryOf(config));
}

// Has each sequence consider its source's shortlist only, and what it is forced
// to begin with.
void Search::ChooseOutputs(const std::vector<Sequence>& sequences) {
  const Shortlist* shortlist = model_.shortlist();
  if (shortlist == nullptr || !rules_.options.shortlist) return;
  for (const Sequence& sequence : sequences) {
    std::vector<int> needed = sequence.prefix;
    needed.push_back(model_.config().eos);
    outputs_.push_back(std::make_unique<const OutputSubset>(
        model_.weights().output,
        shortlist->Candidates(encoded_.ids(sequence.source),
                              model_.shares_vocabulary(), needed)));
  }
}

// All that grows with beams and lengths is had before the first step or not at
// all.
void Search::ReserveMemory() {
  const ModelConfig& config = model_.config();
  const int rows = sequences() * rules_.options.rows();
  int positions = 0;
  for (const Beam& beam : beams_)
    positions = std::max(positions, beam.max_length());
  const uint64_t bytes =
      PlanBytes(config, sequences(), positions, rules_.options);
  if (!IsAvailable(bytes)) {
    throw Error(ErrorCode::kOutOfMemory,
                "decoding " + std::to_string(sequences()) + " sequences with " +
                    std::to_string(rules_.options.rows()) +
                    " hypotheses each of up to " + std::to_string(positions) +
                    " tokens needs " + std::to_string(bytes) +
                    " bytes, which cannot be had; a smaller batch, beam or "
                    "length needs less");
  }
  state_.emplace(DecoderState{KvCache(config.decoder_layers, rows, positions,
                                      config.d_model, Decoder::EntryOf(config)),
                              {}});
  decoder_.ReserveLogits(rows);
}

// Gives each row its source's keys and values.
void Search::ShareSources() {
  const auto projected = decoder_.ProjectSources(encoded_);
  state_->sources.assign(sequences() * rules_.options.rows(), nullptr);
  for (const int sequence : active_) {
    for (int i = 0; i < rules_.options.rows(); ++i) {
      state_->sources[RowOf(sequence, i)] = projected[source_of_[sequence]];
    }
  }
}

const std::vector<SearchStep>& Search::Step() {
  steps_.clear();
  if (done()) return steps_;
  const Rows logits = Predict();
  int row = 0;
  for (const int sequence : active_) {
    steps_.push_back(Extend(sequence, row, logits));
    row += static_cast<int>(steps_.back().predictions.size());
  }
  std::erase_if(active_, [this](int i) { return beams_[i].done(); });
  Reorder();
  return steps_;
}

// Runs the decoder over what is new of each live hypothesis: its last token, or
// without the cache all of it.
// @return [live hypotheses, target vocabulary].
Rows Search::Predict() {
  if (!rules_.options.cache) ShareSources();
  std::vector<std::vector<int>> inputs;
  std::vector<RowTokens> tokens;
  for (const int sequence : active_) {
    const Beam& beam = beams_[sequence];
    for (size_t i = 0; i < beam.live().size(); ++i) {
      const int row = RowOf(sequence, static_cast<int>(i));
      const int node = beam.live()[i];
      if (!rules_.options.cache) {
        state_->cache.Clear(row);
        inputs.push_back(beam.tree().Ids(node));
        inputs.back().insert(inputs.back().begin(),
                             model_.config().decoder_start);
      } else {
        inputs.push_back({node == 0 ? model_.config().decoder_start
                                    : beam.tree().node(node).id});
      }
      tokens.push_back({row, {}});
    }
  }
  for (size_t i = 0; i < tokens.size(); ++i) tokens[i].tokens = inputs[i];
  const bool is_traced =
      rules_.options.attention || rules_.options.needs_alignment();
  const Rows hidden =
      decoder_.Forward(tokens, *state_, is_traced ? &trace_ : nullptr);
  return rules_.options.cache ? Logits(hidden, tokens)
                              : LastLogits(hidden, tokens);
}

// The logits of decoded tokens, by the output layers of their sequences.
// @param hidden  [sum of tokens, d_model].
Rows Search::Logits(Rows hidden, std::span<const RowTokens> tokens) {
  if (outputs_.empty()) return decoder_.Logits(hidden);
  std::vector<const OutputSubset*> subsets;
  for (const RowTokens& input : tokens) {
    const int sequence = input.row / rules_.options.rows();
    subsets.insert(subsets.end(), input.tokens.size(),
                   outputs_[sequence].get());
  }
  return decoder_.Logits(hidden, subsets);
}

// The logits of every position, of which the last of each row count.
Rows Search::LastLogits(Rows hidden, std::span<const RowTokens> tokens) {
  const Rows last = last_logits_.Resize(static_cast<int>(tokens.size()),
                                        model_.config().target_vocab_size);
  int begin = 0;
  for (int row = 0; row < last.count; ++row) {
    const auto count = static_cast<int>(tokens[row].tokens.size());
    const Rows logits =
        Logits(hidden.Slice(begin, count), tokens.subspan(row, 1));
    std::copy_n(logits[count - 1], logits.width, last[row]);
    begin += count;
  }
  return last;
}

SearchStep Search::Extend(int sequence, int first_row, Rows logits) {
  SearchStep step;
  step.sequence = sequence;
  int row = first_row;
  for (const int node : beams_[sequence].live()) {
    Prediction& prediction = step.predictions.emplace_back();
    prediction.parent = node;
    prediction.logits = logits.row(row);
    if (!trace_.empty()) prediction.attention = std::move(trace_[row]);
    ++row;
  }
  beams_[sequence].Advance(step);
  return step;
}

// Makes each row continue the hypothesis that its beam put there; rows of ended
// sequences become empty and let go of their source.
void Search::Reorder() {
  std::vector<int> parents(state_->sources.size(), KvCache::kNoParent);
  for (const int sequence : active_) {
    const std::vector<int>& beam_parents = beams_[sequence].parents();
    for (size_t i = 0; i < beam_parents.size(); ++i) {
      parents[RowOf(sequence, static_cast<int>(i))] =
          RowOf(sequence, beam_parents[i]);
    }
  }
  state_->cache.Reorder(parents);
  for (const SearchStep& step : steps_) {
    if (!step.done) continue;
    for (int i = 0; i < rules_.options.rows(); ++i)
      state_->sources[RowOf(step.sequence, i)] = nullptr;
  }
}

CacheBytes Search::cache_bytes() const {
  CacheBytes bytes = state_->cache.bytes();
  const std::set<std::shared_ptr<const SourceCache>> sources(
      state_->sources.begin(), state_->sources.end());
  for (const auto& source : sources) {
    if (source == nullptr) continue;
    const size_t source_bytes = SourceCacheBytes(*source);
    bytes.used += source_bytes;
    bytes.reserved += source_bytes;
  }
  return bytes;
}

}  // namespace stepglot
