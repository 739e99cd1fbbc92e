// Decodes the segments of texts in batches and returns what is certain in
// order.
#include "core/translate/translator.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/document/assembler.h"
#include "core/document/combinations.h"
#include "core/document/segmenter.h"
#include "core/document/target_ids.h"
#include "core/error.h"
#include "core/search/option_check.h"

namespace stepglot {
namespace {

constexpr int kMaxBatchSize = 64;

// What each of several lanes reads and writes before all wait for the slowest:
// enough for them to be done at nearly the same time, and little enough for
// text to be seen and calls to be ended soon.
constexpr int kTokensOfTurn = 128;

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

// The part of a text that a segment is of; empty when pieces or ids were given.
template <typename Text>
std::string_view PartOf(const Text& text, const SourceSequence& segment) {
  return std::string_view(text.source)
      .substr(std::min(segment.range.begin, text.source.size()),
              segment.range.size());
}

// By what translations of one segment are ranked: those with a fault come
// last.
double RankOf(const Translation& translation) {
  constexpr double kBelowAll = -1e6;
  const bool is_doubtful = std::any_of(
      translation.sentences.begin(), translation.sentences.end(),
      [](const auto& each) { return each.outcome == Outcome::kDoubtful; });
  return translation.normalized + (is_doubtful ? kBelowAll : 0);
}

// What may help against a fault, to be tried in this order.
std::vector<Remedy> RemediesFor(Fault fault) {
  switch (fault) {
    case Fault::kMarks:
      return {Remedy::kOtherMarks, Remedy::kDivide};
    case Fault::kDigits:
      return {Remedy::kMaskNumbers, Remedy::kOtherMarks, Remedy::kDivide};
    case Fault::kRunaway:
    case Fault::kEmpty:
      return {Remedy::kHalve, Remedy::kDivide, Remedy::kCopy};
    case Fault::kNone:
      break;
  }
  return {};
}

}  // namespace

Translator::Translator(const SourceReader& reader,
                       const std::vector<Source>& texts,
                       const TranslateOptions& options,
                       const std::vector<std::optional<Source>>& prefixes)
    : reader_(reader),
      model_(reader.model()),
      options_(options),
      results_(texts.size()),
      others_(texts.size()) {
  Check(options, model_->config(), texts.size(), prefixes.size());
  const int threads =
      model_->threads() == nullptr ? 1 : model_->threads()->threads();
  for (int i = 0; i < threads; ++i)
    lanes_.emplace_back(model_, options_.search, options_.batch_size);
  for (size_t i = 0; i < texts.size(); ++i)
    AddText(texts[i], prefixes.empty() ? std::nullopt : prefixes[i]);
}

void Translator::AddText(const Source& source,
                         const std::optional<Source>& prefix) {
  const size_t index = texts_.size();
  const auto number = static_cast<int>(index);
  Segmentation segmentation =
      SegmentSource(reader_, source, number, options_.line_breaks);
  std::vector<std::vector<int>> prefixes;
  if (prefix)
    prefixes = SplitPrefix(*model_, *prefix, segmentation.segments, number);
  Text& text = texts_.emplace_back();
  text.source = std::move(segmentation.text);
  text.spans = std::move(segmentation.spans);
  text.parts = AddJobs(index, std::nullopt, std::move(segmentation));
  for (size_t i = 0; i < prefixes.size(); ++i) {
    Job& job = jobs_[text.parts.jobs[i]];
    job.has_prefix = !prefixes[i].empty();
    job.request.prefix = std::move(prefixes[i]);
  }
  queue_.insert(queue_.end(), text.parts.jobs.begin(), text.parts.jobs.end());
}

Translator::Parts Translator::AddJobs(size_t text, std::optional<size_t> parent,
                                      Segmentation segmentation) {
  Parts parts = {std::move(segmentation.gaps), {}};
  for (SourceSequence& segment : segmentation.segments) {
    const size_t index = jobs_.size();
    parts.jobs.push_back(index);
    Job& job = jobs_.emplace_back();
    job.text = text;
    job.parent = parent;
    job.is_held = parent || NeedsLook(segment, PartOf(texts_[text], segment));
    job.request.source = std::move(segment);
    job.request.number = parent ? jobs_[*parent].request.number : index;
  }
  return parts;
}

const std::vector<TextEvent>& Translator::Step() {
  events_.clear();
  ShareOut();
  Decode();
  const size_t end = queue_.empty() ? texts_.size() : begun_texts_;
  for (size_t text = first_open_text_; text < end; ++text) Flush(text);
  while (first_open_text_ < texts_.size() && texts_[first_open_text_].finished)
    ++first_open_text_;
  return events_;
}

// Gives batches to the lanes: one to each, and when they have that, the next
// one, from which they replace segments that end in the midst of a turn.
void Translator::ShareOut() {
  const auto give = [this](const auto& needs) {
    for (Lane& lane : lanes_) {
      if (needs(lane) && !queue_.empty()) lane.Add(NextBatch());
    }
  };
  give([](const Lane& lane) { return lane.is_idle(); });
  give([](const Lane& lane) { return !lane.has_waiting(); });
}

// Takes a lane's share of the jobs that are left.
std::vector<LaneJob> Translator::NextBatch() {
  const size_t share = (queue_.size() + lanes_.size() - 1) / lanes_.size();
  const size_t size = std::min<size_t>(share, options_.batch_size);
  std::vector<LaneJob> batch;
  while (batch.size() < size) {
    const size_t index = queue_.front();
    queue_.pop_front();
    Job& job = jobs_[index];
    const Text& text = texts_[job.text];
    LaneJob& next = batch.emplace_back();
    next.number = index;
    if (!text.source.empty()) next.text = PartOf(text, job.request.source);
    const uint64_t number = job.request.number;
    next.request = std::exchange(job.request, {});
    job.request.number = number;
    begun_texts_ = std::max(begun_texts_, job.text + 1);
  }
  return batch;
}

// Has each lane that has something to do go on, and takes what they found in
// the order of the lanes.
void Translator::Decode() {
  std::vector<Lane*> busy;
  for (Lane& lane : lanes_) {
    if (!lane.is_idle()) busy.push_back(&lane);
  }
  // One alone is not a piece of a task, so that its products can be.
  if (busy.size() == 1) {
    busy.front()->Turn(1);
  } else if (busy.size() > 1) {
    model_->threads()->Run(static_cast<int>(busy.size()),
                           [&](int i) { busy[i]->Turn(kTokensOfTurn); });
  }
  for (Lane* lane : busy) {
    for (LaneReport& report : lane->reports()) Take(report);
  }
}

// Takes the new text of a job, and its results when it is decoded. If they have
// a fault, something is done about it.
void Translator::Take(LaneReport& report) {
  Job& job = jobs_[report.number];
  if (!job.is_held) job.pending += report.text;
  if (!report.done) return;
  if (report.fault != Fault::kNone &&
      Retry(report.number, report.source, report.fault))
    return;
  jobs_[report.number].results = std::move(report.results);
  Accept(report.number);
}

// Has a segment decoded again in another way.
// @return false when no way is left.
bool Translator::Retry(size_t index, const SourceSequence& source,
                       Fault fault) {
  const Job& job = jobs_[index];
  if (job.has_prefix) return false;
  for (const Remedy remedy : RemediesFor(fault)) {
    const Text& text = texts_[job.text];
    if (!IsPossible(remedy, source, PartOf(text, source), *model_)) continue;
    Divide(index,
           SegmentAgain(reader_, text.source, text.spans, source, remedy));
    return true;
  }
  return false;
}

// Replaces a job's segment by others.
void Translator::Divide(size_t index, Segmentation segmentation) {
  Job& job = jobs_[index];
  const std::vector<std::string>& gaps = segmentation.gaps;
  if (segmentation.segments.size() == 1 && gaps.front().empty() &&
      gaps.back().empty()) {
    job.request.source = std::move(segmentation.segments.front());
    queue_.push_front(index);
    return;
  }
  const size_t text = job.text;
  Parts parts = AddJobs(text, index, std::move(segmentation));
  jobs_[index].parts = std::move(parts);
  const std::vector<size_t>& jobs = jobs_[index].parts.jobs;
  queue_.insert(queue_.begin(), jobs.begin(), jobs.end());
  if (jobs.empty()) {
    jobs_[index].results = Join(jobs_[index].parts);
    Accept(index);
  }
}

// A job has its results.
void Translator::Accept(size_t index) {
  Job& job = jobs_[index];
  job.done = true;
  if (!job.parent) {
    if (job.is_held) job.pending = job.results.front().text;
    return;
  }
  Job& parent = jobs_[*job.parent];
  for (const size_t part : parent.parts.jobs) {
    if (!jobs_[part].done) return;
  }
  parent.results = Join(parent.parts);
  for (const size_t part : parent.parts.jobs) jobs_[part].results.clear();
  Accept(*job.parent);
}

// Returns what is certain of a text: its segments in order, up to the first
// that is still open.
void Translator::Flush(size_t index) {
  Text& text = texts_[index];
  if (text.finished) return;
  const Parts& parts = text.parts;
  for (; text.next < parts.jobs.size();
       ++text.next, text.gap_returned = false) {
    Job& job = jobs_[parts.jobs[text.next]];
    if (!job.done && job.pending.empty()) return;
    if (!text.gap_returned) Emit(index, parts.gaps[text.next]);
    text.gap_returned = true;
    Emit(index, std::exchange(job.pending, {}));
    if (!job.done) return;
  }
  Emit(index, parts.gaps.back());
  FinishText(index);
}

// Makes the translations of a text of those of its segments.
void Translator::FinishText(size_t index) {
  Text& text = texts_[index];
  std::vector<Translation> wholes = Join(text.parts);
  for (Translation& whole : wholes)
    AddCopiedSpans(text.source, text.spans, whole);
  results_[index] = std::move(wholes.front());
  wholes.erase(wholes.begin());
  others_[index] = std::move(wholes);
  for (const size_t job : text.parts.jobs) jobs_[job].results.clear();
  text.finished = true;
  ++finished_texts_;
}

// The best translations of parts together, best first.
std::vector<Translation> Translator::Join(const Parts& parts) const {
  const auto n_best = static_cast<size_t>(options_.search.n_best);
  std::vector<size_t> counts;
  std::vector<std::vector<double>> scores;
  for (const size_t job : parts.jobs) {
    counts.push_back(jobs_[job].results.size());
    std::vector<double>& segment = scores.emplace_back();
    for (const Translation& each : jobs_[job].results)
      segment.push_back(RankOf(each));
  }
  const std::vector<Combination> combinations =
      options_.search.sampling ? SampleCombinations(counts, n_best)
                               : BestCombinations(scores, n_best);
  std::vector<Translation> wholes;
  for (const Combination& hypotheses : combinations) {
    Translation& whole = wholes.emplace_back();
    std::vector<const TranslatedText*> segments;
    for (size_t i = 0; i < hypotheses.size(); ++i) {
      const Translation& part = jobs_[parts.jobs[i]].results[hypotheses[i]];
      AppendScores(whole, part);
      segments.push_back(&part);
    }
    static_cast<TranslatedText&>(whole) = Assemble(parts.gaps, segments);
  }
  return wholes;
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
