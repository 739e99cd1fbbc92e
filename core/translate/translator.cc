// Decodes the segments of texts in batches and returns what is certain in
// order.
#include "core/translate/translator.h"

#include <algorithm>
#include <utility>

#include "core/document/assembler.h"
#include "core/document/segmenter.h"
#include "core/document/target_ids.h"
#include "core/error.h"
#include "core/search/option_check.h"

namespace stepglot {
namespace {

constexpr int kMaxBatchSize = 64;

void Check(const TranslateOptions& options, const ModelConfig& config,
           size_t texts, size_t prefixes) {
  if (options.batch_size < 1 || options.batch_size > kMaxBatchSize) {
    throw Error(ErrorCode::kInvalidArgument,
                "batch size should be from 1 to " +
                    std::to_string(kMaxBatchSize) + ", found " +
                    std::to_string(options.batch_size));
  }
  CheckOptions(options.search, config);
  if (prefixes > 0 && prefixes != texts) {
    throw Error(ErrorCode::kInvalidArgument,
                std::to_string(texts) + " texts have " +
                    std::to_string(prefixes) + " prefixes");
  }
}

// Adds what the search says about a segment.
void AppendScores(Translation& whole, const Translation& part) {
  whole.log_probabilities.insert(whole.log_probabilities.end(),
                                 part.log_probabilities.begin(),
                                 part.log_probabilities.end());
  whole.score += part.score;
  whole.normalized += part.normalized;
  whole.stop = whole.stop == Stop::kLength ? Stop::kLength : part.stop;
}

}  // namespace

Translator::Translator(const SourceReader& reader,
                       const std::vector<Source>& texts,
                       const TranslateOptions& options,
                       const std::vector<std::optional<Source>>& prefixes)
    : model_(reader.model()),
      options_(options),
      results_(texts.size()),
      others_(texts.size()) {
  Check(options, model_->config(), texts.size(), prefixes.size());
  for (size_t i = 0; i < texts.size(); ++i)
    AddText(reader, texts[i], prefixes.empty() ? std::nullopt : prefixes[i]);
}

void Translator::AddText(const SourceReader& reader, const Source& source,
                         const std::optional<Source>& prefix) {
  const auto index = static_cast<int>(texts_.size());
  Segmentation segmentation =
      SegmentSource(reader, source, index, options_.line_breaks);
  std::vector<SourceSequence>& segments = segmentation.segments;
  std::vector<std::vector<int>> prefixes(segments.size());
  if (prefix) prefixes = SplitPrefix(*model_, *prefix, segments.size(), index);
  Text& text = texts_.emplace_back();
  text.gaps = std::move(segmentation.gaps);
  text.begin = text.next = jobs_.size();
  for (size_t i = 0; i < segments.size(); ++i) {
    Job& job = jobs_.emplace_back();
    job.text = texts_.size() - 1;
    job.request = {std::move(segments[i]), std::move(prefixes[i]),
                   jobs_.size() - 1};
  }
  text.end = jobs_.size();
}

const std::vector<TextEvent>& Translator::Step() {
  events_.clear();
  if (!session_ && batch_end_ < jobs_.size()) StartBatch();
  if (session_) {
    for (const StepReport& report : session_->Step()) {
      jobs_[batch_begin_ + report.search.sequence].pending += report.text;
      if (report.search.done) FinishJob(report.search.sequence);
    }
    if (session_->done()) session_.reset();
  }
  const bool all_begun = batch_end_ == jobs_.size();
  const size_t end = all_begun ? texts_.size() : jobs_[batch_end_ - 1].text + 1;
  for (size_t text = first_open_text_; text < end; ++text) Flush(text);
  while (first_open_text_ < texts_.size() && texts_[first_open_text_].finished)
    ++first_open_text_;
  return events_;
}

void Translator::StartBatch() {
  batch_begin_ = batch_end_;
  batch_end_ = std::min(batch_begin_ + options_.batch_size, jobs_.size());
  std::vector<SequenceRequest> requests;
  for (size_t i = batch_begin_; i < batch_end_; ++i)
    requests.push_back(std::exchange(jobs_[i].request, {}));
  session_.emplace(model_, std::move(requests), options_.search);
}

void Translator::FinishJob(int sequence) {
  Job& job = jobs_[batch_begin_ + sequence];
  job.results = session_->NBest(sequence);
  job.done = true;
}

// Returns what is certain of a text: its segments in order, up to the first
// that is still open.
void Translator::Flush(size_t index) {
  Text& text = texts_[index];
  if (text.finished) return;
  for (; text.next < text.end; ++text.next, text.gap_returned = false) {
    Job& job = jobs_[text.next];
    if (!job.done && job.pending.empty()) return;
    if (!text.gap_returned) Emit(index, text.gaps[text.next - text.begin]);
    text.gap_returned = true;
    Emit(index, std::exchange(job.pending, {}));
    if (!job.done) return;
  }
  Emit(index, text.gaps.back());
  FinishText(index);
}

// Makes the translations of a text of those of its segments.
void Translator::FinishText(size_t index) {
  Text& text = texts_[index];
  const std::vector<Combination> combinations = Combinations(text);
  results_[index] = Join(text, combinations.front());
  for (size_t rank = 1; rank < combinations.size(); ++rank)
    others_[index].push_back(Join(text, combinations[rank]));
  for (size_t i = text.begin; i < text.end; ++i) jobs_[i].results.clear();
  text.finished = true;
  ++finished_texts_;
}

std::vector<Combination> Translator::Combinations(const Text& text) const {
  const auto n_best = static_cast<size_t>(options_.search.n_best);
  std::vector<size_t> counts;
  std::vector<std::vector<double>> scores;
  for (size_t i = text.begin; i < text.end; ++i) {
    counts.push_back(jobs_[i].results.size());
    std::vector<double>& segment = scores.emplace_back();
    for (const Translation& each : jobs_[i].results)
      segment.push_back(each.normalized);
  }
  return options_.search.sampling ? SampleCombinations(counts, n_best)
                                  : BestCombinations(scores, n_best);
}

// A text of the chosen hypothesis of each of its segments.
Translation Translator::Join(const Text& text,
                             const Combination& hypotheses) const {
  Translation whole;
  std::vector<const TranslatedText*> parts;
  for (size_t i = 0; i < hypotheses.size(); ++i) {
    const Translation& part = jobs_[text.begin + i].results[hypotheses[i]];
    AppendScores(whole, part);
    parts.push_back(&part);
  }
  static_cast<TranslatedText&>(whole) = Assemble(text.gaps, parts);
  return whole;
}

std::vector<Translation> Translator::NBest(int text) const {
  std::vector<Translation> translations = {results_[text]};
  translations.insert(translations.end(), others_[text].begin(),
                      others_[text].end());
  return translations;
}

void Translator::Emit(size_t text, const std::string& added) {
  if (added.empty()) return;
  events_.push_back({static_cast<int>(text), added});
}

std::vector<Translation> Translate(const SourceReader& reader,
                                   const std::vector<Source>& texts,
                                   const TranslateOptions& options) {
  Translator translator(reader, texts, options);
  while (!translator.done()) translator.Step();
  return translator.results();
}

}  // namespace stepglot
