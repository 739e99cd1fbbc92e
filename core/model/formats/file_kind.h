// FileKind: what a file holds, whatever its name says.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_FILE_KIND_H_
#define STEPGLOT_CORE_MODEL_FORMATS_FILE_KIND_H_

#include "core/files/file.h"

namespace stepglot {

/// What a file holds, by its first bytes and structure.
enum class FileKind {
  kSafetensors,
  kMarianBin,      ///< Marian's .bin
  kMarianNpz,      ///< a zip of .npy members
  kCTranslate2,    ///< model.bin
  kSentencePiece,  ///< a serialised ModelProto
  kShortlist,      ///< Marian's lex.*.s2t.bin
  kLexicon,        ///< the bytes of a Lexicon
  kArchive,        ///< any other zip
  kGzip,
  kPickle,  ///< a PyTorch checkpoint
  kText,    ///< JSON, YAML, word lists, notes
  kUnknown,
};

/// Recognizes a file by its first 64 KB; only a text's meaning is left open.
FileKind RecognizeFile(const File& file);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_FILE_KIND_H_
