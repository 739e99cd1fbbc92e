// Translator: whole texts in, translations out, sentence by sentence.
#ifndef STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_
#define STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/translate/session.h"

namespace stepglot {

/// Options of translation.
struct TranslateOptions {
  SearchOptions search;
  int batch_size = 8;  ///< sentences decoded side by side, from 1 to 64
  /// Put before each sentence of texts that do not begin with one; see
  /// AddTargetToken.
  std::string target_token;
};

/// New text of one of the texts.
struct TextEvent {
  int index = 0;     ///< which text
  std::string text;  ///< follows what earlier events of this text gave
};

/// Translates texts of any length. Each is split into sentences (and a sentence
/// of more than 128 ids, or than the model takes, at word boundaries);
/// sentences are decoded in batches; the white space around and between them is
/// kept as it is. Text without a single word is returned unchanged.
///
///     Translator translator(model, {"First. Second."}, {});
///     while (!translator.done()) translator.Step();
///     translator.results()[0].text;
class Translator {
 public:
  /// Splits and tokenizes all texts; decodes nothing yet.
  /// @param texts     pieces and ids count as one sentence.
  /// @param prefixes  for each text what its translation begins with; may be
  /// empty as a whole. Its sentences are forced on the text's sentences in
  /// turn, the last one to be continued; what is more than the text has belongs
  /// to the text's last. Pieces and ids belong to the first sentence.
  /// @throws Error kInvalidArgument for bad sources, prefixes or options; what
  /// is too long for the model is found when its turn comes, by Step.
  Translator(std::shared_ptr<const Model> model,
             const std::vector<Source>& texts, const TranslateOptions& options,
             const std::vector<std::optional<Source>>& prefixes = {});

  bool done() const { return finished_texts_ == texts_.size(); }

  /// Decodes one step of the current batch of sentences.
  /// @return newly certain text, in order within each text; valid until the
  /// next call.
  const std::vector<TextEvent>& Step();

  /// The translations so far, one per text.
  const std::vector<Translation>& results() const { return results_; }

  /// At most options.search.n_best translations of a text, best first, when it
  /// is done. Those of several sentences are the combinations of the sentences'
  /// hypotheses with the largest sums of normalized scores.
  std::vector<Translation> NBest(int text) const;

 private:
  /// A unit of decoding.
  struct Sentence {
    size_t text = 0;  ///< which text it belongs to
    std::string gap;  ///< white space before it
    SequenceRequest request;
    std::string pending;  ///< decoded, not yet returned, as an earlier sentence
                          ///< is still open
    std::vector<Translation> results;  ///< n best
    bool done = false;
  };
  /// The sentences [begin, end) of one text, of which those from `next` are
  /// still to be returned.
  struct Text {
    size_t begin = 0;
    size_t next = 0;
    size_t end = 0;
    bool gap_returned = false;  ///< of sentence `next`
    std::string target_token;   ///< put before each sentence
    std::string tail;           ///< white space after the last sentence
    bool finished = false;
  };

  void AddText(const std::string& text);
  void AddParts(std::string gap, const std::vector<SourceToken>& tokens);
  void AddSentence(std::string gap, std::vector<SourceToken> tokens);
  void ForcePrefix(const Source& prefix, int text);
  void StartBatch();
  void FinishSentence(int sequence);
  void Flush(size_t text);
  void CombineHypotheses(size_t text);
  Translation JoinSentences(const Text& text,
                            const std::vector<size_t>& hypotheses) const;
  void Emit(size_t text, const std::string& added);

  std::shared_ptr<const Model> model_;
  TranslateOptions options_;
  std::vector<Text> texts_;
  std::vector<Sentence> sentences_;
  std::vector<Translation> results_;
  std::vector<std::vector<Translation>> n_best_;  ///< of each text, when more
                                                  ///< than one is wanted
  std::vector<TextEvent> events_;
  std::optional<Session> session_;  ///< decodes sentences from batch_begin_
  size_t batch_begin_ = 0;
  size_t batch_end_ = 0;
  size_t first_open_text_ = 0;
  size_t finished_texts_ = 0;
};

/// Translates texts in one call. Throws like Translator.
std::vector<Translation> Translate(const std::shared_ptr<const Model>& model,
                                   const std::vector<Source>& texts,
                                   const TranslateOptions& options = {});

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_TRANSLATOR_H_
