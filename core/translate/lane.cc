// Steps a session and judges what it has finished.
#include "core/translate/lane.h"

#include <algorithm>

namespace stepglot {

void Lane::Turn(int tokens) {
  reports_.clear();
  while (tokens > 0 && !is_idle()) {
    if (!session_) tokens -= Begin();
    for (const StepReport& step : session_->Step()) {
      LaneReport& report = reports_.emplace_back();
      report.number = running_[step.search.sequence].number;
      report.text = step.text;
      report.done = step.search.done;
      if (report.done) Finish(step.search.sequence, report);
      tokens -= static_cast<int>(step.search.predictions.size());
    }
    if (session_->done()) session_.reset();
  }
}

// Encodes the batch that waits.
// @return the tokens of its sources.
int Lane::Begin() {
  running_.clear();
  size_t tokens = 0;
  std::vector<SequenceRequest> requests;
  for (LaneJob& job : waiting_) {
    running_.push_back({job.number, job.text});
    tokens += job.request.source.tokens.size();
    requests.push_back(std::move(job.request));
  }
  waiting_.clear();
  session_.emplace(model_, std::move(requests), options_);
  return static_cast<int>(tokens);
}

// Takes the hypotheses of a decoded segment. If the best has a fault, others
// that have none come before it.
void Lane::Finish(int sequence, LaneReport& report) const {
  const std::string_view text = running_[sequence].text;
  const SourceSequence& source = session_->source(sequence);
  const auto fault_of = [&](const Translation& result) {
    return text.data() == nullptr ? Fault::kNone
                                  : FaultOf(source, text, result);
  };
  std::vector<Translation>& results = report.results;
  results = session_->NBest(sequence);
  if (fault_of(results.front()) != Fault::kNone) {
    results = session_->Finished(sequence);
    std::stable_partition(results.begin(), results.end(),
                          [&](const Translation& result) {
                            return fault_of(result) == Fault::kNone;
                          });
    const auto n_best = static_cast<size_t>(options_.n_best);
    results.resize(std::min(results.size(), n_best));
  }
  for (Translation& result : results) {
    const bool is_whole = fault_of(result) == Fault::kNone;
    result.sentences.front().outcome = !is_whole        ? Outcome::kDoubtful
                                       : source.is_part ? Outcome::kDivided
                                                        : Outcome::kWhole;
  }
  report.fault = fault_of(results.front());
  if (report.fault != Fault::kNone) report.source = source;
}

}  // namespace stepglot
