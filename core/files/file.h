// File: a named file that is read in parts.
#ifndef STEPGLOT_CORE_FILES_FILE_H_
#define STEPGLOT_CORE_FILES_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/bytes.h"

namespace stepglot {

/// A file that may lie anywhere: only the parts that are asked for have to be
/// in memory.
class File {
 public:
  File(std::string name, uint64_t size) : name_(std::move(name)), size_(size) {}
  virtual ~File() = default;
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// What messages call it.
  const std::string& name() const { return name_; }
  uint64_t size() const { return size_; }

  /// The bytes [offset, offset + size), which must lie within the file; a view
  /// where the file is in memory anyway, else a copy.
  /// @throws std::bad_alloc.
  virtual Bytes Read(uint64_t offset, uint64_t size) const = 0;

  Bytes ReadAll() const { return Read(0, size_); }

 private:
  std::string name_;
  uint64_t size_;
};

using FilePointer = std::shared_ptr<const File>;

/// A file whose bytes are in memory; parts of it are views.
class MemoryFile : public File {
 public:
  MemoryFile(std::string name, Bytes bytes)
      : File(std::move(name), bytes.size()), bytes_(std::move(bytes)) {}

  Bytes Read(uint64_t offset, uint64_t size) const override {
    return bytes_.Slice(offset, size);
  }

 private:
  Bytes bytes_;
};

/// A range of a file.
struct FilePart {
  FilePointer file;
  uint64_t offset = 0;
  uint64_t size = 0;

  Bytes Read() const { return file->Read(offset, size); }

  /// The bytes [begin, begin + length) of this part.
  FilePart Slice(uint64_t begin, uint64_t length) const {
    return {file, offset + begin, length};
  }
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_FILE_H_
