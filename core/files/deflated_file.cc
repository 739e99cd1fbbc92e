// Unpacks a file's head, or all of it, and checks it.
#include "core/files/deflated_file.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/files/inflater.h"

namespace stepglot {
namespace {

constexpr uint64_t kHeadSize = uint64_t{1} << 16;

}  // namespace

Bytes DeflatedFile::Read(uint64_t offset, uint64_t size) const {
  const bool in_head = offset + size <= kHeadSize;
  if (all_.empty() && in_head && kHeadSize < this->size()) {
    if (head_.empty()) head_ = UnpackHead();
    return head_.Slice(offset, size);
  }
  if (all_.empty()) {
    all_ = UnpackAll();
    head_ = {};
  }
  return all_.Slice(offset, size);
}

Bytes DeflatedFile::UnpackHead() const {
  std::vector<uint8_t> head(kHeadSize);
  if (Inflater(content_.packed, DeflateWrapping::kNone, name()).Read(head) !=
      head.size()) {
    Refuse(ErrorCode::kInvalidModel, name(),
           "unpacks to less than the archive says");
  }
  return Bytes(std::move(head));
}

Bytes DeflatedFile::UnpackAll() const {
  if (size() > std::numeric_limits<ptrdiff_t>::max()) {
    Refuse(
        ErrorCode::kOutOfMemory, name(),
        "unpacks to " + std::to_string(size()) + " bytes, more than memory is");
  }
  std::vector<uint8_t> all(size());
  Inflater inflater(content_.packed, DeflateWrapping::kNone, name());
  uint8_t beyond = 0;
  const bool fits = inflater.Read(all) == all.size() &&
                    inflater.Read({&beyond, 1}) == 0 &&
                    inflater.Rest().size == 0;
  if (!fits) {
    Refuse(ErrorCode::kInvalidModel, name(),
           "unpacks to another size than the archive says");
  }
  const uLong crc = crc32_z(0, all.data(), all.size());
  if (crc != content_.crc) {
    Refuse(ErrorCode::kInvalidModel, name(),
           "damaged: its checksum is not the archive's");
  }
  return Bytes(std::move(all));
}

}  // namespace stepglot
