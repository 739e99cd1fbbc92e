// Steps a session and judges what it has finished.
#include "core/translate/lane.h"

#include <algorithm>
#include <numeric>

namespace stepglot {
namespace {

int TokensOf(const std::vector<SequenceRequest>& requests) {
  size_t tokens = 0;
  for (const SequenceRequest& request : requests)
    tokens += request.source.tokens.size();
  return static_cast<int>(tokens);
}

}  // namespace

void Lane::Turn(int tokens) {
  reports_.clear();
  while (tokens > 0 && !is_idle()) {
    tokens -= session_ ? Refill() : Begin();
    for (const StepReport& step : session_->Step()) {
      LaneReport& report = reports_.emplace_back();
      report.number = running_[step.search.sequence].number;
      report.text = step.text;
      report.done = step.search.done;
      if (report.done) {
        Finish(step.search.sequence, report);
        ended_.push_back(step.search.sequence);
      }
      tokens -= static_cast<int>(step.search.predictions.size());
    }
    if (session_->done() && !CanRefill()) session_.reset();
  }
}

// Takes the first of the segments that wait.
// @param numbers  that they get, in this order.
std::vector<SequenceRequest> Lane::Take(std::span<const int> numbers) {
  std::vector<SequenceRequest> requests;
  for (const int number : numbers) {
    LaneJob& job = waiting_.front();
    running_[number] = {job.number, job.text};
    requests.push_back(std::move(job.request));
    waiting_.pop_front();
  }
  return requests;
}

// Encodes as many of the segments that wait as are decoded side by side, and
// has room for the others.
// @return the tokens of their sources.
int Lane::Begin() {
  int positions = 0;
  for (const LaneJob& job : waiting_) {
    positions = std::max(positions, Session::MaxLengthOf(job.request, options_,
                                                         model_->config()));
  }
  running_.resize(std::min(waiting_.size(), places_));
  ended_.clear();
  std::vector<int> numbers(running_.size());
  std::iota(numbers.begin(), numbers.end(), 0);
  std::vector<SequenceRequest> requests = Take(numbers);
  const int tokens = TokensOf(requests);
  session_.emplace(model_, std::move(requests), options_, positions);
  return tokens;
}

bool Lane::CanRefill() const {
  return !ended_.empty() && !waiting_.empty() &&
         session_->HasRoomFor(waiting_.front().request);
}

// Has segments that wait take the places of those that have ended, in order and
// up to one that is too long for the memory of this session.
// @return the tokens of their sources.
int Lane::Refill() {
  if (!CanRefill()) return 0;
  size_t count = 1;
  const size_t most = std::min(ended_.size(), waiting_.size());
  while (count < most && session_->HasRoomFor(waiting_[count].request)) ++count;
  const std::vector<int> numbers(ended_.begin(), ended_.begin() + count);
  ended_.erase(ended_.begin(), ended_.begin() + count);
  std::vector<SequenceRequest> requests = Take(numbers);
  const int tokens = TokensOf(requests);
  session_->Replace(std::move(requests), numbers);
  return tokens;
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
