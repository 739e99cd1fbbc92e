// The vocabularies that lie beside a Marian model.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_MARIAN_VOCABULARY_H_
#define STEPGLOT_CORE_MODEL_FORMATS_MARIAN_VOCABULARY_H_

#include <optional>
#include <string_view>

#include "core/model/formats/file_set.h"
#include "core/model/formats/flat_yaml.h"
#include "core/model/formats/model_parts.h"

namespace stepglot {

/// Whether a text is a vocabulary of `piece: id` lines.
bool IsYamlVocabulary(std::string_view text);

/// Both sides' pieces and the ids that they share.
struct MarianVocabularies {
  VocabularyParts source;
  VocabularyParts target;
  int eos = 0;
  std::optional<int> unk;
};

/// Finds the vocabularies: .yml files with the ids, for which SentencePiece
/// models beside them split texts; without them the ids are SentencePiece's.
/// @param decoder  the decoder's settings, which may name the vocabularies.
/// @param source_rows,target_rows  sizes of the embeddings.
/// @throws Error kInvalidModel for vocabularies that are missing, damaged or do
/// not fit.
MarianVocabularies ReadMarianVocabularies(const FileSet& files,
                                          const FlatYaml& decoder,
                                          int source_rows, int target_rows);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_MARIAN_VOCABULARY_H_
