// ModelParts: what every format reader makes of a model's files.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_MODEL_PARTS_H_
#define STEPGLOT_CORE_MODEL_FORMATS_MODEL_PARTS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/model/config/config.h"
#include "core/model/weights/weight_source.h"
#include "core/text/sentence_piece_tokenizer.h"

namespace stepglot {

/// The vocabulary of one side.
struct VocabularyParts {
  /// A serialised SentencePiece model; empty when there is none, and texts
  /// cannot be split.
  Bytes spm;

  /// Pieces in the order of their ids; empty when SentencePiece's ids are the
  /// network's.
  std::vector<std::string> pieces;

  /// `spm` where a reader had to open it, else null: that takes longest of all
  /// in loading a small model, so that nobody does it again.
  std::shared_ptr<const SentencePieceTokenizer> opened;

  bool operator==(const VocabularyParts& other) const {
    return spm.text() == other.spm.text() && pieces == other.pieces;
  }
};

/// A model before its weights are read: nothing here depends on the format that
/// it came in.
struct ModelParts {
  std::string format;  ///< for people, such as "CTranslate2 (version 4)"
  ModelConfig config;
  std::unique_ptr<WeightSource> weights;
  VocabularyParts source_vocabulary;
  VocabularyParts target_vocabulary;
  Bytes shortlist;  ///< a lexical shortlist file; empty for none
  Bytes lexicon;    ///< the bytes of a Lexicon; empty for none
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_MODEL_PARTS_H_
