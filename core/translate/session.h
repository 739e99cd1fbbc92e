// Session: encode once, then decode step by step.
#ifndef STEPGLOT_CORE_TRANSLATE_SESSION_H_
#define STEPGLOT_CORE_TRANSLATE_SESSION_H_

#include <memory>
#include <string>
#include <vector>

#include "core/search/greedy.h"
#include "core/text/stream_decoder.h"
#include "core/translate/source.h"
#include "core/translate/translation.h"

namespace stepglot {

/// What one step did to one sequence, with its text.
struct StepReport {
  TokenStep token;
  std::string piece;  ///< of the chosen token, for example "▁Haus"
  std::string text;   ///< newly certain text; joined over the steps it is the
                      ///< translation
};

/// The step API: one sequence per source, decoded side by side.
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
  /// Tokenizes and encodes all sources and reserves the cache.
  /// @throws Error kInvalidArgument for bad sources or options, or a source of
  /// more than
  ///         max_source_length ids; kOutOfMemory when the cache does not fit.
  Session(std::shared_ptr<const Model> model,
          const std::vector<Source>& sources, const SearchOptions& options);

  /// True when every sequence has ended.
  bool done() const { return search_.done(); }

  /// Decodes one token of every sequence that has not ended. Does nothing when
  /// done.
  /// @return one report per such sequence; valid until the next call.
  const std::vector<StepReport>& Step();

  /// The translations so far, one per source.
  const std::vector<Translation>& results() const { return results_; }

  /// The logits behind report i of the last step; see GreedySearch::logits.
  std::span<const float> logits(int i) const { return search_.logits(i); }

  /// Bytes of the cached keys and values of targets and sources.
  CacheBytes cache_bytes() const { return search_.cache_bytes(); }

  const Model& model() const { return *model_; }

 private:
  std::shared_ptr<const Model> model_;
  GreedySearch search_;
  std::vector<StreamDecoder> decoders_;
  std::vector<Translation> results_;
  std::vector<StepReport> reports_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_SESSION_H_
