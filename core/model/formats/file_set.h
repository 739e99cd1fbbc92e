// FileSet: the files of one model, told apart by their contents.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_FILE_SET_H_
#define STEPGLOT_CORE_MODEL_FORMATS_FILE_SET_H_

#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/model/formats/file_kind.h"

namespace stepglot {

/// One side of a model, or both.
enum class Side { kSource, kTarget, kShared };

/// A file and what it holds.
struct RecognizedFile {
  FilePointer file;
  FileKind kind;
};

/// The files of one model. Archives and gzip files among them have been
/// unpacked, also gzip files in an archive and an archive in a gzip file; what
/// is packed deeper is none of a model's files. A file in an archive is called
/// "archive/path".
class FileSet {
 public:
  /// @throws Error kInvalidModel for a damaged archive, and for a file that is
  /// called .spm and is no SentencePiece model.
  explicit FileSet(std::vector<FilePointer> files);

  const std::vector<RecognizedFile>& files() const { return files_; }

  /// The first file of that kind, or null.
  FilePointer Find(FileKind kind) const;

  /// The file whose name, without folders and in lower case, is `name`; of
  /// several the one in the fewest folders; or null.
  FilePointer Named(const std::string& name) const;

  /// SentencePiece models of a side: the one whose name says that side
  /// ("source", "src", "target", "trg", "tgt"), else the only one whose name
  /// says none, else null. The other side's would split into other pieces.
  FilePointer SentencePiece(Side side) const;

  /// The files in the folder of `file`, and in folders below it.
  FileSet FolderOf(const FilePointer& file) const;

  /// All names, for messages: "a.bin, b.spm".
  std::string Names() const;

 private:
  void Add(FilePointer file, bool unpack_archives, bool unpack_gzip);

  std::vector<RecognizedFile> files_;
};

/// Which side a file's name speaks of.
Side SideOf(const std::string& name);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_FILE_SET_H_
