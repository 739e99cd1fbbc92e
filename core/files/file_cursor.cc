// Reads ahead, and knows where the file ends.
#include "core/files/file_cursor.h"

#include <algorithm>
#include <string>

#include "core/error.h"

namespace stepglot {
namespace {

constexpr uint64_t kReadAhead = 4096;

}  // namespace

Bytes FileCursor::TakeBytes(uint64_t size) {
  const uint64_t begin = taken_;
  const FilePart wanted = TakePart(size);
  if (size > kReadAhead) return wanted.Read();
  if (begin < ahead_begin_ || begin + size > ahead_begin_ + ahead_.size()) {
    ahead_ =
        part_.Slice(begin, std::min(kReadAhead, part_.size - begin)).Read();
    ahead_begin_ = begin;
  }
  return ahead_.Slice(begin - ahead_begin_, size);
}

FilePart FileCursor::TakePart(uint64_t size) {
  if (size > left()) {
    Refuse(ErrorCode::kInvalidModel, part_.file->name(),
           "truncated or damaged: " + std::to_string(size) +
               " bytes expected at byte " +
               std::to_string(part_.offset + taken_) + ", found " +
               std::to_string(left()));
  }
  const FilePart part = part_.Slice(taken_, size);
  taken_ += size;
  return part;
}

}  // namespace stepglot
