// Translator: whole texts in, translations out, sentence by sentence.
#ifndef STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_
#define STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/document/combinations.h"
#include "core/document/line_breaks.h"
#include "core/document/source_reader.h"
#include "core/translate/session.h"

namespace stepglot {

/// Options of translation.
struct TranslateOptions {
  SearchOptions search;
  int batch_size = 8;  ///< segments decoded side by side, from 1 to 64
  LineBreaks line_breaks = LineBreaks::kKeep;  ///< of the texts
};

/// New text of one of the texts.
struct TextEvent {
  int index = 0;     ///< which text
  std::string text;  ///< follows what earlier events of this text gave
};

/// Translates texts of any length. Each is split into segments, as
/// SegmentSource does; segments are decoded in batches, in the order of the
/// texts; what is between them is kept as it is. Text without a single word is
/// returned unchanged.
///
///     Translator translator(model, {"First. Second."}, {});
///     while (!translator.done()) translator.Step();
///     translator.results()[0].text;
class Translator {
 public:
  /// Splits and tokenizes all texts; decodes nothing yet.
  /// @param texts     pieces and ids count as one segment.
  /// @param prefixes  for each text what its translation begins with, shared
  /// out as SplitPrefix does; may be empty as a whole.
  /// @throws Error kInvalidArgument for bad sources, prefixes or options; what
  /// is too long for the model is found when its turn comes, by Step.
  Translator(const SourceReader& reader, const std::vector<Source>& texts,
             const TranslateOptions& options,
             const std::vector<std::optional<Source>>& prefixes = {});

  bool done() const { return finished_texts_ == texts_.size(); }

  /// Decodes one step of the current batch of segments.
  /// @return newly certain text, in order within each text; valid until the
  /// next call.
  const std::vector<TextEvent>& Step();

  /// One translation per text; empty for texts that are not finished.
  const std::vector<Translation>& results() const { return results_; }

  /// At most options.search.n_best translations of a text, best first, when it
  /// is done. Those of several segments are the combinations of the segments'
  /// hypotheses with the largest sums of normalized scores.
  std::vector<Translation> NBest(int text) const;

 private:
  /// The decoding of one segment.
  struct Job {
    size_t text = 0;  ///< which text the segment is of
    SequenceRequest request;
    std::string pending;  ///< decoded, not yet returned, as an earlier segment
                          ///< is still open
    std::vector<Translation> results;  ///< n best
    bool done = false;
  };
  /// The jobs [begin, end) are one text's, of which those from `next` are still
  /// to be returned.
  struct Text {
    std::vector<std::string> gaps;  ///< see Segmentation
    size_t begin = 0;
    size_t next = 0;
    size_t end = 0;
    bool gap_returned = false;  ///< the one before job `next`
    bool finished = false;
  };

  void AddText(const SourceReader& reader, const Source& source,
               const std::optional<Source>& prefix);
  void StartBatch();
  void FinishJob(int sequence);
  void Flush(size_t text);
  void FinishText(size_t text);
  std::vector<Combination> Combinations(const Text& text) const;
  Translation Join(const Text& text, const Combination& hypotheses) const;
  void Emit(size_t text, const std::string& added);

  std::shared_ptr<const Model> model_;
  TranslateOptions options_;
  std::vector<Text> texts_;
  std::vector<Job> jobs_;
  std::vector<Translation> results_;
  std::vector<std::vector<Translation>> others_;  ///< [texts], n best after the
                                                  ///< first
  std::vector<TextEvent> events_;
  std::optional<Session> session_;  ///< decodes jobs from batch_begin_
  size_t batch_begin_ = 0;
  size_t batch_end_ = 0;
  size_t first_open_text_ = 0;
  size_t finished_texts_ = 0;
};

/// Translates texts in one call. Throws like Translator.
std::vector<Translation> Translate(const SourceReader& reader,
                                   const std::vector<Source>& texts,
                                   const TranslateOptions& options = {});

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_
