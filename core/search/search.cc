// Steps through the batch, cached and uncached.
#include "core/search/search.h"

#include <algorithm>
#include <map>
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
               const SearchOptions& options, int positions)
    : model_(model),
      setup_(CheckOptions(options, model.config()), model.config(),
             model.target_tokenizer()),
      decoder_(model),
      places_(PlacesFor(std::move(sources), sequences)),
      positions_(positions),
      active_(sequences.size()) {
  std::iota(active_.begin(), active_.end(), 0);
  for (const Place& place : places_)
    positions_ = std::max(positions_, place.beam.max_length());
  ReserveMemory();
  ShareSources(active_);
}

void Search::Replace(EncodedSources sources,
                     const std::vector<Sequence>& sequences,
                     std::span<const int> numbers) {
  std::vector<Place> places = PlacesFor(std::move(sources), sequences);
  for (size_t i = 0; i < places.size(); ++i) {
    if (places[i].beam.max_length() <= positions_) continue;
    throw Error(ErrorCode::kInvalidArgument,
                "sequence " + std::to_string(sequences[i].number) +
                    " may have " + std::to_string(places[i].beam.max_length()) +
                    " tokens; there is room for " + std::to_string(positions_));
  }
  for (size_t i = 0; i < places.size(); ++i)
    places_[numbers[i]] = std::move(places[i]);
  active_.insert(active_.end(), numbers.begin(), numbers.end());
  std::sort(active_.begin(), active_.end());
  ShareSources(numbers);
}

std::vector<Search::Place> Search::PlacesFor(
    EncodedSources sources, const std::vector<Sequence>& sequences) const {
  const ModelConfig& config = model_.config();
  const auto encoded =
      std::make_shared<const EncodedSources>(std::move(sources));
  std::map<std::vector<int>, std::shared_ptr<const OutputSubset>> known;
  std::vector<Place> places;
  for (const Sequence& sequence : sequences) {
    CheckPrefix(sequence, config);
    const std::vector<int>& source = encoded->ids(sequence.source);
    const int max_length = MaxLength(sequence, static_cast<int>(source.size()),
                                     setup_.options, config);
    Place& place = places.emplace_back(
        Place{Beam(setup_, BeamSetup{max_length, sequence.prefix,
                                     sequence.number, SpellingOf(source)}),
              sequence.source,
              encoded,
              {}});
    if (!UsesShortlist()) continue;
    std::vector<int> ids = OutputIdsOf(sequence, source);
    std::shared_ptr<const OutputSubset>& subset = known[ids];
    if (subset == nullptr) {
      subset = std::make_shared<const OutputSubset>(model_.weights().output,
                                                    std::move(ids));
    }
    place.outputs = subset;
  }
  return places;
}

// What the lexicon penalty of a sequence is for, if there is one.
std::optional<Spelling> Search::SpellingOf(
    const std::vector<int>& source) const {
  if (model_.lexicon() == nullptr || setup_.options.lexicon_penalty == 0 ||
      setup_.options.sampling)
    return std::nullopt;
  return Spelling(model_, source);
}

uint64_t Search::PlanBytes(const ModelConfig& config, int sequences,
                           int positions, const SearchOptions& options) {
  const int rows = sequences * options.rows();
  const uint64_t logits =
      sizeof(float) * static_cast<uint64_t>(rows) * config.target_vocab_size;
  return logits + KvCache::PlanBytes(config.decoder_layers, rows, positions,
                                     config.d_model, Decoder::EntryOf(config));
}

// What a sequence is limited to: its source's shortlist, the tokens of its
// prefix, the end token and the bytes that complete characters which any of
// these begins.
std::vector<int> Search::OutputIdsOf(const Sequence& sequence,
                                     const std::vector<int>& source) const {
  std::vector<int> needed = sequence.prefix;
  needed.push_back(model_.config().eos);
  const auto candidates = [&] {
    return model_.shortlist()->Candidates(source, model_.shares_vocabulary(),
                                          needed);
  };
  std::vector<int> ids = candidates();
  const std::vector<int> completing = setup_.characters.Completing(ids);
  if (completing.empty()) return ids;
  needed.insert(needed.end(), completing.begin(), completing.end());
  return candidates();
}

// Allocates everything that grows with beams and lengths before the first step.
void Search::ReserveMemory() {
  const ModelConfig& config = model_.config();
  const int rows = sequences() * setup_.options.rows();
  const uint64_t bytes =
      PlanBytes(config, sequences(), positions_, setup_.options);
  if (!IsAvailable(bytes)) {
    throw Error(ErrorCode::kOutOfMemory,
                "decoding " + std::to_string(sequences()) + " sequences with " +
                    std::to_string(setup_.options.rows()) +
                    " hypotheses each of up to " + std::to_string(positions_) +
                    " tokens needs " + std::to_string(bytes) +
                    " bytes, which are not available; a smaller batch, beam "
                    "or length needs less");
  }
  state_.emplace(
      DecoderState{KvCache(config.decoder_layers, rows, positions_,
                           config.d_model, Decoder::EntryOf(config)),
                   std::vector<std::shared_ptr<const SourceCache>>(rows)});
  if (!UsesShortlist()) decoder_.ReserveLogits(rows);
}

// Gives each row of some sequences its source's keys and values.
void Search::ShareSources(std::span<const int> sequences) {
  std::map<const EncodedSources*,
           std::vector<std::shared_ptr<const SourceCache>>>
      projected;
  for (const int sequence : sequences) {
    const Place& place = places_[sequence];
    auto& sources = projected[place.encoded.get()];
    if (sources.empty()) sources = decoder_.ProjectSources(*place.encoded);
    for (int i = 0; i < setup_.options.rows(); ++i)
      state_->sources[RowOf(sequence, i)] = sources[place.source];
  }
  if (!setup_.options.cache) return;
  for (const int sequence : sequences) places_[sequence].encoded.reset();
}

const std::vector<SearchStep>& Search::Step() {
  steps_.resize(active_.size());
  if (done()) return steps_;
  std::span<const LogitRow> logits = Predict();
  std::span<TokenAttention> trace = trace_;
  for (size_t i = 0; i < active_.size(); ++i) {
    SearchStep& step = steps_[i];
    step.sequence = active_[i];
    const size_t rows = beam(step.sequence).live().size();
    Extend(step, logits.first(rows), trace.first(trace.empty() ? 0 : rows));
    logits = logits.subspan(rows);
    if (!trace.empty()) trace = trace.subspan(rows);
  }
  std::erase_if(active_, [this](int i) { return beam(i).done(); });
  Reorder();
  return steps_;
}

// Runs the decoder over the last token of each live hypothesis, or without the
// cache over all of its tokens.
// @return [live hypotheses].
std::span<const LogitRow> Search::Predict() {
  if (!setup_.options.cache) ShareSources(active_);
  ListInputs();
  const bool is_traced =
      setup_.options.attention || setup_.options.needs_alignment();
  const Rows hidden =
      decoder_.Forward(inputs_, *state_, is_traced ? &trace_ : nullptr);
  return setup_.options.cache ? Logits(hidden, inputs_) : LastLogits(hidden);
}

// Lists what the decoder is to read of each live hypothesis.
void Search::ListInputs() {
  const int start = model_.config().decoder_start;
  input_ids_.clear();
  inputs_.clear();
  input_ends_.clear();
  for (const int sequence : active_) {
    const Beam& beam = places_[sequence].beam;
    for (size_t i = 0; i < beam.live().size(); ++i) {
      const int row = RowOf(sequence, static_cast<int>(i));
      const int node = beam.live()[i];
      if (setup_.options.cache) {
        input_ids_.push_back(node == 0 ? start : beam.tree().node(node).id);
      } else {
        state_->cache.Clear(row);
        input_ids_.push_back(start);
        const std::vector<int> ids = beam.tree().Ids(node);
        input_ids_.insert(input_ids_.end(), ids.begin(), ids.end());
      }
      input_ends_.push_back(input_ids_.size());
      inputs_.push_back({row, {}});
    }
  }
  // The ids no longer move.
  const std::span<const int> ids = input_ids_;
  for (size_t i = 0, begin = 0; i < inputs_.size(); ++i) {
    inputs_[i].tokens = ids.subspan(begin, input_ends_[i] - begin);
    begin = input_ends_[i];
  }
}

// The logits of decoded tokens, by the output layers of their sequences.
// @param hidden  [sum of tokens, d_model].
// @return [sum of tokens].
std::span<const LogitRow> Search::Logits(Rows hidden,
                                         std::span<const RowTokens> tokens) {
  if (!UsesShortlist()) {
    const Rows logits = decoder_.Logits(hidden);
    logit_rows_.clear();
    for (int row = 0; row < logits.count; ++row)
      logit_rows_.emplace_back(logits.row(row));
    return logit_rows_;
  }
  subsets_.clear();
  for (const RowTokens& input : tokens) {
    const int sequence = input.row / setup_.options.rows();
    subsets_.insert(subsets_.end(), input.tokens.size(),
                    places_[sequence].outputs.get());
  }
  return decoder_.Logits(hidden, subsets_);
}

// The logits of the last position of each row, from those of all positions.
std::span<const LogitRow> Search::LastLogits(Rows hidden) {
  const Rows room = last_logits_.Resize(static_cast<int>(inputs_.size()),
                                        model_.config().target_vocab_size);
  last_rows_.clear();
  int begin = 0;
  for (int row = 0; row < room.count; ++row) {
    const std::span<const RowTokens> input(&inputs_[row], 1);
    const auto count = static_cast<int>(input[0].tokens.size());
    last_rows_.push_back(
        Logits(hidden.Slice(begin, count), input).back().CopyTo(room[row]));
    begin += count;
  }
  return last_rows_;
}

// @param logits  of each live hypothesis.
// @param trace   the same, or empty.
void Search::Extend(SearchStep& step, std::span<const LogitRow> logits,
                    std::span<TokenAttention> trace) {
  Beam& beam = places_[step.sequence].beam;
  step.nodes.clear();
  step.predictions.resize(logits.size());
  for (size_t i = 0; i < logits.size(); ++i) {
    Prediction& prediction = step.predictions[i];
    prediction.parent = beam.live()[i];
    prediction.logits = logits[i];
    if (!trace.empty()) prediction.attention = std::move(trace[i]);
  }
  beam.Advance(step);
}

// Makes each row continue the hypothesis that its beam put there; rows of ended
// sequences become empty and release their source.
void Search::Reorder() {
  parents_.assign(state_->sources.size(), KvCache::kNoParent);
  for (const int sequence : active_) {
    const std::vector<int>& beam_parents = beam(sequence).parents();
    for (size_t i = 0; i < beam_parents.size(); ++i) {
      parents_[RowOf(sequence, static_cast<int>(i))] =
          RowOf(sequence, beam_parents[i]);
    }
  }
  state_->cache.Reorder(parents_);
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
