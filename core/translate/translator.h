// Translator: whole texts in, translations out, sentence by sentence.
#ifndef STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_
#define STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/document/line_breaks.h"
#include "core/document/segmenter.h"
#include "core/document/source_reader.h"
#include "core/translate/faults.h"
#include "core/translate/lane.h"

namespace stepglot {

/// Options of translation.
struct TranslateOptions {
  SearchOptions search;
  /// Segments that each thread decodes side by side, from 1 to 64.
  int batch_size = 8;
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
/// returned unchanged. Each thread of the model decodes batches of its own; how
/// many there are changes the order of events, and nothing else.
///
/// A translation that lacks a span or a number of its source, or runs away, is
/// not taken: another hypothesis of the search is, or the segment is decoded
/// again, masked in another way or in parts.
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

  /// Decodes one step of the current batch of segments, or with several
  /// batches at once some steps of each.
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
  /// Jobs with what the translation has between them.
  struct Parts {
    std::vector<std::string> gaps;  ///< [jobs + 1]; see Segmentation
    std::vector<size_t> jobs;       ///< indices
  };
  /// The decoding of one segment.
  struct Job {
    size_t text = 0;               ///< which text the segment is of
    std::optional<size_t> parent;  ///< the job that this one is a part of
    SequenceRequest request;       ///< until it is decoded
    bool is_held = false;  ///< its text is shown when it has been looked at
    bool has_prefix = false;
    std::string pending;  ///< decoded, not yet returned, as an earlier segment
                          ///< is still open
    Parts parts;          ///< what it was divided into, if it was
    std::vector<Translation> results;  ///< n best
    bool done = false;
  };
  /// A text, whose jobs from `next` are still to be returned.
  struct Text {
    std::string source;       ///< empty when pieces or ids were given
    std::vector<Span> spans;  ///< of the source
    Parts parts;
    size_t next = 0;            ///< index in parts.jobs
    bool gap_returned = false;  ///< the one before job `next`
    bool finished = false;
  };

  void AddText(const Source& source, const std::optional<Source>& prefix);
  Parts AddJobs(size_t text, std::optional<size_t> parent,
                Segmentation segmentation);
  void Decode();
  void ShareOut();
  std::vector<LaneJob> NextBatch();
  void Take(LaneReport& report);
  bool Retry(size_t job, const SourceSequence& source, Fault fault);
  void Divide(size_t job, Segmentation segmentation);
  void Accept(size_t job);
  void Flush(size_t text);
  void FinishText(size_t text);
  std::vector<Translation> Join(const Parts& parts) const;
  void Emit(size_t text, const std::string& added);

  SourceReader reader_;
  std::shared_ptr<const Model> model_;
  TranslateOptions options_;
  std::vector<Text> texts_;
  std::vector<Job> jobs_;
  std::deque<size_t> queue_;  ///< jobs to be decoded, in this order
  std::deque<Lane> lanes_;    ///< one for each thread
  std::vector<Translation> results_;
  std::vector<std::vector<Translation>> others_;  ///< [texts], n best after the
                                                  ///< first
  std::vector<TextEvent> events_;
  size_t begun_texts_ = 0;  ///< the texts before it have been begun
  size_t first_open_text_ = 0;
  size_t finished_texts_ = 0;
};

/// Translates texts in one call. Throws like Translator.
std::vector<Translation> Translate(const SourceReader& reader,
                                   const std::vector<Source>& texts,
                                   const TranslateOptions& options = {});

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_
