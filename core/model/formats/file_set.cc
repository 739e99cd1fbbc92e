// Unpacks a model's files and finds them by content, name and side.
#include "core/model/formats/file_set.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/files/archive.h"

namespace stepglot {
namespace {

bool IsSlash(char c) { return c == '/' || c == '\\'; }

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }

// The part of a path up to and with its last slash; empty for none.
std::string_view Folder(std::string_view path) {
  return path.substr(0, path.find_last_of("/\\") + 1);
}

// The part behind that slash in lower case.
std::string BaseName(std::string_view path) {
  std::string name(path.substr(Folder(path).size()));
  std::transform(name.begin(), name.end(), name.begin(), Lower);
  return name;
}

// What macOS adds to an archive for each of its files.
bool IsResourceFork(const std::string& member) {
  return member.starts_with("__MACOSX/") || BaseName(member).starts_with("._");
}

// Whether a word of the name begins with `word`: "srcvocab.spm" and
// "opus.src.spm" begin one with "src", and "resource.spm" none with "source".
bool HasWord(std::string_view name, std::string_view word) {
  for (size_t at = name.find(word); at != std::string_view::npos;
       at = name.find(word, at + 1)) {
    if (at == 0 || !IsLetter(name[at - 1])) return true;
  }
  return false;
}

}  // namespace

FileSet::FileSet(std::vector<FilePointer> files) {
  for (FilePointer& file : files) Add(std::move(file), true, true);
}

void FileSet::Add(FilePointer file, bool unpack_archives, bool unpack_gzip) {
  const FileKind kind = RecognizeFile(*file);
  if (kind == FileKind::kGzip && unpack_gzip) {
    Add(OpenGzip(file), unpack_archives, false);
  } else if (kind == FileKind::kArchive && unpack_archives) {
    for (ArchiveMember& member : OpenZip(file)) {
      if (!IsResourceFork(member.member))
        Add(std::move(member.file), false, unpack_gzip);
    }
  } else if (kind != FileKind::kSentencePiece &&
             BaseName(file->name()).ends_with(".spm")) {
    // A damaged one must not be taken for none: another may be inside the
    // model.
    Refuse(ErrorCode::kInvalidModel, file->name(),
           "not a usable SentencePiece model");
  } else {
    files_.push_back({std::move(file), kind});
  }
}

FilePointer FileSet::Find(FileKind kind) const {
  const auto found = std::find_if(
      files_.begin(), files_.end(),
      [kind](const RecognizedFile& known) { return known.kind == kind; });
  return found == files_.end() ? nullptr : found->file;
}

FilePointer FileSet::Named(const std::string& name) const {
  FilePointer best;
  ptrdiff_t fewest = 0;
  for (const auto& [file, kind] : files_) {
    const std::string& path = file->name();
    if (BaseName(path) != name) continue;
    const ptrdiff_t folders = std::count_if(path.begin(), path.end(), IsSlash);
    if (best && folders >= fewest) continue;
    best = file;
    fewest = folders;
  }
  return best;
}

FilePointer FileSet::SentencePiece(Side side) const {
  std::vector<FilePointer> without_side;
  for (const auto& [file, kind] : files_) {
    if (kind != FileKind::kSentencePiece) continue;
    const Side own = SideOf(file->name());
    if (own == side && side != Side::kShared) return file;
    if (own == Side::kShared) without_side.push_back(file);
  }
  return without_side.size() == 1 ? without_side.front() : nullptr;
}

FileSet FileSet::FolderOf(const FilePointer& file) const {
  const std::string_view folder = Folder(file->name());
  FileSet inner{std::vector<FilePointer>{}};
  for (const RecognizedFile& known : files_) {
    if (known.file->name().starts_with(folder)) inner.files_.push_back(known);
  }
  return inner;
}

std::string FileSet::Names() const {
  constexpr size_t kMost = 20;
  if (files_.empty()) return "nothing";
  std::string names;
  for (size_t i = 0; i < std::min(files_.size(), kMost); ++i)
    names += (i == 0 ? "" : ", ") + files_[i].file->name();
  if (files_.size() > kMost)
    names += " and " + std::to_string(files_.size() - kMost) + " more";
  return names;
}

Side SideOf(const std::string& name) {
  const std::string base = BaseName(name);
  for (const std::string_view word : {"source", "src"}) {
    if (HasWord(base, word)) return Side::kSource;
  }
  for (const std::string_view word : {"target", "trg", "tgt"}) {
    if (HasWord(base, word)) return Side::kTarget;
  }
  return Side::kShared;
}

}  // namespace stepglot
