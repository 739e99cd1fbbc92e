// Model: a config, its weights and its tokenizers, opened from files.
#ifndef STEPGLOT_CORE_MODEL_MODEL_H_
#define STEPGLOT_CORE_MODEL_MODEL_H_

#include <memory>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/model/arithmetic.h"
#include "core/model/config/config.h"
#include "core/model/extras/lexicon.h"
#include "core/model/extras/piece_letters.h"
#include "core/model/extras/shortlist.h"
#include "core/model/formats/formats.h"
#include "core/model/weights/position_rows.h"
#include "core/model/weights/weight_reader.h"
#include "core/model/weights/weights.h"
#include "core/protect/masks.h"
#include "core/text/alphabet.h"
#include "core/text/tokenizer.h"
#include "core/threads/thread_pool.h"

namespace stepglot {

/// Bytes that a loaded model's weights occupy.
struct ModelMemory {
  size_t file = 0;       ///< used as they lie in the model's file
  size_t converted = 0;  ///< copied, widened or put into another order
};

/// How to open a model.
struct LoadOptions {
  Languages languages;
  Arithmetic arithmetic = Arithmetic::kFaithful;  ///< of its int8 weights
  /// That share the work on it; null for the calling thread alone.
  std::shared_ptr<ThreadPool> threads;
};

/// An opened model. Immutable once loaded: sessions share it.
class Model {
 public:
  /// Opens a model of any format that core/model/formats knows.
  /// @throws Error kInvalidModel or kUnsupported, naming file, tensor and
  /// reason.
  static std::shared_ptr<const Model> Load(std::vector<FilePointer> files,
                                           const LoadOptions& options = {});

  /// The name of the format that it came in, for people.
  const std::string& format() const { return format_; }

  const ModelConfig& config() const { return config_; }
  Arithmetic arithmetic() const { return arithmetic_; }

  /// That share the work on it, or null.
  ThreadPool* threads() const { return threads_.get(); }

  const Weights& weights() const { return weights_; }

  /// What positions add to embeddings.
  const PositionRows& source_positions() const { return *source_positions_; }
  const PositionRows& target_positions() const { return *target_positions_; }

  const Tokenizer& source_tokenizer() const { return *source_tokenizer_; }
  const Tokenizer& target_tokenizer() const { return *target_tokenizer_; }

  /// Whether source and target pieces have the same ids.
  bool shares_vocabulary() const {
    return source_tokenizer_ == target_tokenizer_;
  }

  /// The characters that either side can write; only where its tokenizer takes
  /// text.
  const Alphabet& source_alphabet() const { return *source_alphabet_; }
  const Alphabet& target_alphabet() const { return *target_alphabet_; }

  /// The marks that can stand for spans, the one that the config names or that
  /// models copy best first; may be none.
  const std::vector<MarkSeries>& mark_series() const { return mark_series_; }

  /// Which target ids are worth considering for a source, or null for all.
  const Shortlist* shortlist() const { return shortlist_.get(); }

  /// The words of the target language, or null where the model knows none.
  const Lexicon* lexicon() const { return lexicon_.get(); }

  /// How the lexicon spells the pieces of either side; only with a lexicon.
  const PieceLetters& source_letters() const { return *source_letters_; }
  const PieceLetters& target_letters() const { return *target_letters_; }

  /// The weights in use, by name; for inspection and saving.
  const std::vector<NamedWeight>& named_weights() const {
    return named_weights_;
  }

  /// What the tokenizers, the shortlist and the lexicon were made of, for
  /// saving.
  const VocabularyParts& source_vocabulary() const {
    return source_vocabulary_;
  }
  const VocabularyParts& target_vocabulary() const {
    return target_vocabulary_;
  }
  const Bytes& shortlist_bytes() const { return shortlist_bytes_; }
  const Bytes& lexicon_bytes() const { return lexicon_bytes_; }

  ModelMemory memory() const {
    return {memory_.kept_bytes(), memory_.converted_bytes()};
  }

 private:
  Model() = default;
  void ReadWeights(const ModelParts& parts, const std::string& where);
  void OpenTokenizers(const std::string& where);
  void OpenAlphabets();
  void OpenLexicon(const Bytes& bytes, const std::string& where);

  std::string format_;
  ModelConfig config_;
  Arithmetic arithmetic_ = Arithmetic::kFaithful;
  std::shared_ptr<ThreadPool> threads_;
  WeightMemory memory_;
  Weights weights_;
  std::shared_ptr<const PositionRows> source_positions_;
  std::shared_ptr<const PositionRows> target_positions_;
  std::vector<NamedWeight> named_weights_;
  VocabularyParts source_vocabulary_;
  VocabularyParts target_vocabulary_;
  std::shared_ptr<const Tokenizer> source_tokenizer_;
  std::shared_ptr<const Tokenizer> target_tokenizer_;
  std::shared_ptr<const Alphabet> source_alphabet_;
  std::shared_ptr<const Alphabet> target_alphabet_;
  std::vector<MarkSeries> mark_series_;
  Bytes shortlist_bytes_;
  std::unique_ptr<const Shortlist> shortlist_;
  Bytes lexicon_bytes_;
  std::unique_ptr<const Lexicon> lexicon_;
  std::shared_ptr<const PieceLetters> source_letters_;
  std::shared_ptr<const PieceLetters> target_letters_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_MODEL_H_
