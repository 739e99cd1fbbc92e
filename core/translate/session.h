// Session: encode once, then decode step by step.
#ifndef STEPGLOT_CORE_TRANSLATE_SESSION_H_
#define STEPGLOT_CORE_TRANSLATE_SESSION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/document/source_reader.h"
#include "core/search/search.h"
#include "core/text/stream_decoder.h"
#include "core/translate/target_text.h"
#include "core/translate/translation.h"

namespace stepglot {

/// What one step did to one sequence, with its text.
struct StepReport {
  const SearchStep& search;  ///< its nodes are numbers in Session::tree
  std::string text;  ///< newly certain text; joined over the steps it is the
                     ///< best translation
  Stop stop = Stop::kNone;  ///< of the best hypothesis, when the sequence ended
};

/// A sequence to decode.
struct SequenceRequest {
  SourceSequence source;
  std::vector<int> prefix;  ///< see Sequence::prefix
  uint64_t number = 0;      ///< see Sequence::number
  int max_length = 0;       ///< see Sequence::max_length
};

/// The step API: sequences decoded side by side.
///
///     Session session(model, {"Open the file."}, {});
///     while (!session.done()) {
///       for (const StepReport& report : session.Step()) std::cout <<
///       report.text;
///     }
///
/// A source is one sequence, whatever its length; Translator is for texts of
/// many sentences.
class Session {
 public:
  /// Tokenizes and encodes all sources and reserves the memory.
  /// @param prefixes  for each source the ids that its target begins with; may
  /// be empty as a whole.
  /// @throws Error kInvalidArgument for bad sources, prefixes or options, or a
  /// source of more than max_source_length ids; kOutOfMemory when keys, values
  /// and logits do not fit.
  Session(const SourceReader& reader, const std::vector<Source>& sources,
          const SearchOptions& options,
          const std::vector<std::vector<int>>& prefixes = {});

  /// The same for sources that are tokenized already.
  /// @param positions  tokens that each sequence has room for, if that is more
  /// than the given ones may have.
  Session(std::shared_ptr<const Model> model,
          std::vector<SequenceRequest> requests, const SearchOptions& options,
          int positions = 0);

  /// True when every sequence has ended.
  bool done() const { return search_.done(); }

  /// Extends the hypotheses of every sequence that has not ended by a token.
  /// Does nothing when done.
  /// @return one report per such sequence; valid until the next call.
  const std::vector<StepReport>& Step();

  /// The tokens that a sequence may have.
  /// @throws Error kInvalidArgument for a prefix that is longer.
  static int MaxLengthOf(const SequenceRequest& request,
                         const SearchOptions& options,
                         const ModelConfig& config);

  /// Whether a sequence may take the place of one that has ended.
  bool HasRoomFor(const SequenceRequest& request) const {
    return MaxLengthOf(request, options_, model_->config()) <=
           search_.positions();
  }

  /// Decodes other sequences in the places of some that have ended, of which
  /// nothing is known afterwards. Those that go on keep their bits.
  /// @param requests  for which there is room.
  /// @param numbers   [requests], of sequences that have ended.
  /// @throws Error as the constructor.
  void Replace(std::vector<SequenceRequest> requests,
               std::span<const int> numbers);

  /// The best translations so far, one per sequence: of a sequence that goes
  /// on, what is certain of it.
  std::vector<Translation> results() const;

  /// The finished hypotheses of a sequence, at most options.n_best, best first.
  /// @throws Error kInvalidArgument when there is no such sequence.
  std::vector<Translation> NBest(int sequence) const;

  /// All finished hypotheses of a sequence, best first.
  std::vector<Translation> Finished(int sequence) const;

  /// All hypotheses of a sequence that the search has looked at.
  const HypothesisTree& tree(int sequence) const {
    return search_.beam(sequence).tree();
  }

  /// A new session for the sequence's source alone, which is made to begin with
  /// the tokens of a node's hypothesis, and then with `id` if there is one;
  /// this session stays as it is. Without penalties and rules, what a greedy
  /// search or a sample chose goes on there with the same bits.
  /// @throws Error kInvalidArgument for a sequence, node or id that does not
  /// exist, or a hypothesis that has ended.
  std::unique_ptr<Session> Fork(int sequence, int node,
                                std::optional<int> id) const;

  int sequences() const { return search_.sequences(); }

  /// What a sequence translates.
  const SourceSequence& source(int sequence) const {
    return requests_[sequence].source;
  }

  /// Bytes of the cached keys and values of targets and sources.
  CacheBytes cache_bytes() const { return search_.cache_bytes(); }

  const Model& model() const { return *model_; }

 private:
  /// Requests with what they make of encoder and search: equal sources are
  /// encoded once.
  struct Batch {
    explicit Batch(std::vector<SequenceRequest> given);

    std::vector<SequenceRequest> requests;
    std::vector<std::vector<int>> sources;  ///< ids, each source once
    std::vector<Sequence> sequences;        ///< one per request
  };

  /// What has been returned of a sequence's text.
  struct TextSoFar {
    StreamDecoder decoder;
    int tokens = 0;
  };

  Session(std::shared_ptr<const Model> model, Batch batch,
          const SearchOptions& options, int positions);

  void CheckSequence(int sequence) const;
  std::string NewText(int sequence);

  std::shared_ptr<const Model> model_;
  SearchOptions options_;
  std::vector<SequenceRequest> requests_;
  Search search_;
  TargetText target_text_;
  std::vector<TextSoFar> texts_;  ///< of each sequence
  std::vector<StepReport> reports_;
  std::vector<int> new_nodes_;  ///< scratch of NewText
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_SESSION_H_
