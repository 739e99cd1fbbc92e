// FileCursor: takes numbers and texts out of a file in turn.
#ifndef STEPGLOT_CORE_FILES_FILE_CURSOR_H_
#define STEPGLOT_CORE_FILES_FILE_CURSOR_H_

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>

#include "core/files/file.h"

namespace stepglot {

/// Walks through a part of a file from its begin to its end. A few kilobytes
/// are read ahead, so that small fields cost no read each.
class FileCursor {
 public:
  explicit FileCursor(FilePart part) : part_(std::move(part)) {}
  explicit FileCursor(const FilePointer& file)
      : FileCursor(FilePart{file, 0, file->size()}) {}

  /// Bytes taken so far and bytes to come.
  uint64_t taken() const { return taken_; }
  uint64_t left() const { return part_.size - taken_; }

  /// The next little-endian number.
  /// @throws Error kInvalidModel when the part ends before it, as do the
  /// functions below.
  template <std::unsigned_integral Number>
  Number Take() {
    const Bytes bytes = TakeBytes(sizeof(Number));
    Number number = 0;
    for (size_t i = 0; i < sizeof(Number); ++i) {
      number |=
          static_cast<Number>(static_cast<Number>(bytes.span()[i]) << (8 * i));
    }
    return number;
  }

  std::string TakeText(uint64_t size) {
    return std::string(TakeBytes(size).text());
  }

  Bytes TakeBytes(uint64_t size);

  /// The next bytes, which are not read.
  FilePart TakePart(uint64_t size);

 private:
  FilePart part_;
  uint64_t taken_ = 0;
  Bytes ahead_;
  uint64_t ahead_begin_ = 0;  // where `ahead_` lies in the part
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_FILE_CURSOR_H_
