// Steps through the batch, cached and uncached.
#include "core/search/search.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/search/memory.h"
#include "core/search/option_check.h"

namespace stepglot {

Search::Search(const Model& model, EncodedSources sources,
               const std::vector<Sequence>& sequences,
               const SearchOptions& options)
    : model_(model),
      setup_(CheckOptions(options, model.config()), model.config(),
             model.target_tokenizer()),
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
                                     setup_.options, config);
    source_of_.push_back(sequence.source);
    beams_.emplace_back(setup_,
                        BeamSetup{max_length, sequence.prefix, sequence.number,
                                  SpellingOf(sequence)});
  }
}

// What the lexicon penalty of a sequence is for, if there is one.
std::optional<Spelling> Search::SpellingOf(const Sequence& sequence) const {
  if (model_.lexicon() == nullptr || setup_.options.lexicon_penalty == 0 ||
      setup_.options.sampling)
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

// Limits each sequence to its source's shortlist, the tokens of its prefix, the
// end token and the bytes that complete characters which any of these begins.
void Search::ChooseOutputs(const std::vector<Sequence>& sequences) {
  const Shortlist* shortlist = model_.shortlist();
  if (shortlist == nullptr || !setup_.options.shortlist) return;
  for (const Sequence& sequence : sequences) {
    std::vector<int> needed = sequence.prefix;
    needed.push_back(model_.config().eos);
    const auto candidates = [&] {
      return shortlist->Candidates(encoded_.ids(sequence.source),
                                   model_.shares_vocabulary(), needed);
    };
    std::vector<int> ids = candidates();
    const std::vector<int> completing = setup_.characters.Completing(ids);
    if (!completing.empty()) {
      needed.insert(needed.end(), completing.begin(), completing.end());
      ids = candidates();
    }
    outputs_.push_back(std::make_unique<const OutputSubset>(
        model_.weights().output, std::move(ids)));
  }
}

// Allocates everything that grows with beams and lengths before the first step.
void Search::ReserveMemory() {
  const ModelConfig& config = model_.config();
  const int rows = sequences() * setup_.options.rows();
  int positions = 0;
  for (const Beam& beam : beams_)
    positions = std::max(positions, beam.max_length());
  const uint64_t bytes =
      PlanBytes(config, sequences(), positions, setup_.options);
  if (!IsAvailable(bytes)) {
    throw Error(ErrorCode::kOutOfMemory,
                "decoding " + std::to_string(sequences()) + " sequences with " +
                    std::to_string(setup_.options.rows()) +
                    " hypotheses each of up to " + std::to_string(positions) +
                    " tokens needs " + std::to_string(bytes) +
                    " bytes, which are not available; a smaller batch, beam "
                    "or length needs less");
  }
  state_.emplace(DecoderState{KvCache(config.decoder_layers, rows, positions,
                                      config.d_model, Decoder::EntryOf(config)),
                              {}});
  decoder_.ReserveLogits(rows);
}

// Gives each row its source's keys and values.
void Search::ShareSources() {
  const auto projected = decoder_.ProjectSources(encoded_);
  state_->sources.assign(sequences() * setup_.options.rows(), nullptr);
  for (const int sequence : active_) {
    for (int i = 0; i < setup_.options.rows(); ++i) {
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

// Runs the decoder over the last token of each live hypothesis, or without the
// cache over all of its tokens.
// @return [live hypotheses, target vocabulary].
Rows Search::Predict() {
  if (!setup_.options.cache) ShareSources();
  std::vector<std::vector<int>> inputs;
  std::vector<RowTokens> tokens;
  for (const int sequence : active_) {
    const Beam& beam = beams_[sequence];
    for (size_t i = 0; i < beam.live().size(); ++i) {
      const int row = RowOf(sequence, static_cast<int>(i));
      const int node = beam.live()[i];
      if (!setup_.options.cache) {
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
      setup_.options.attention || setup_.options.needs_alignment();
  const Rows hidden =
      decoder_.Forward(tokens, *state_, is_traced ? &trace_ : nullptr);
  return setup_.options.cache ? Logits(hidden, tokens)
                              : LastLogits(hidden, tokens);
}

// The logits of decoded tokens, by the output layers of their sequences.
// @param hidden  [sum of tokens, d_model].
Rows Search::Logits(Rows hidden, std::span<const RowTokens> tokens) {
  if (outputs_.empty()) return decoder_.Logits(hidden);
  std::vector<const OutputSubset*> subsets;
  for (const RowTokens& input : tokens) {
    const int sequence = input.row / setup_.options.rows();
    subsets.insert(subsets.end(), input.tokens.size(),
                   outputs_[sequence].get());
  }
  return decoder_.Logits(hidden, subsets);
}

// The logits of the last position of each row, from those of all positions.
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
// sequences become empty and release their source.
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
    for (int i = 0; i < setup_.options.rows(); ++i)
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
