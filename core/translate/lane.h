// Lane: decodes segments beside other lanes, each in a thread of its own.
#ifndef STEPGLOT_CORE_TRANSLATE_LANE_H_
#define STEPGLOT_CORE_TRANSLATE_LANE_H_

#include <algorithm>
#include <cstddef>
#include <deque>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/translate/faults.h"
#include "core/translate/session.h"

namespace stepglot {

/// A segment to decode.
struct LaneJob {
  size_t number = 0;  ///< by which its owner knows it
  /// The part of a text that it is of, which has to live until it is decoded;
  /// without data when pieces or ids were given.
  std::string_view text;
  SequenceRequest request;
};

/// What a lane has found of a segment in one turn.
struct LaneReport {
  size_t number = 0;  ///< of the job
  std::string text;   ///< newly certain
  bool done = false;
  // When it is done:
  /// The n best, with their outcome; those without a fault come first.
  std::vector<Translation> results;
  Fault fault = Fault::kNone;  ///< of the first result
  SourceSequence source;       ///< with a fault
};

/// Decodes a batch of segments that stays full: when one ends, the next takes
/// its place. All that it does for a segment depends on that segment alone.
class Lane {
 public:
  /// @param options  of every search.
  /// @param places   segments that are decoded side by side at most.
  Lane(std::shared_ptr<const Model> model, const SearchOptions& options,
       int places)
      : model_(std::move(model)), options_(options), places_(places) {}

  /// Whether there is nothing to do.
  bool is_idle() const { return !session_ && waiting_.empty(); }

  /// Whether there are segments that wait for the end of others.
  bool has_waiting() const { return !waiting_.empty(); }

  /// Adds segments to be decoded after those that it has.
  void Add(std::vector<LaneJob> jobs) {
    std::move(jobs.begin(), jobs.end(), std::back_inserter(waiting_));
  }

  /// Goes on until `tokens` more have been read and written, and at least a
  /// step, or until there is nothing to do. In any thread, since it touches
  /// this lane and the shared model only.
  /// @throws Error as Session does.
  void Turn(int tokens);

  /// Of the last turn, in the order of its steps.
  std::vector<LaneReport>& reports() { return reports_; }

 private:
  /// A segment that is being decoded.
  struct Running {
    size_t number;
    std::string_view text;
  };

  std::vector<SequenceRequest> Take(std::span<const int> numbers);
  int Begin();
  bool CanRefill() const;
  int Refill();
  void Finish(int sequence, LaneReport& report) const;

  std::shared_ptr<const Model> model_;
  SearchOptions options_;
  size_t places_;
  std::deque<LaneJob> waiting_;
  std::optional<Session> session_;
  std::vector<Running> running_;  ///< of each sequence of the session
  std::vector<int> ended_;        ///< sequences whose places are free
  std::vector<LaneReport> reports_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_LANE_H_
