// DeflatedFile: a file that is kept packed until it is read.
#ifndef STEPGLOT_CORE_FILES_DEFLATED_FILE_H_
#define STEPGLOT_CORE_FILES_DEFLATED_FILE_H_

#include <cstdint>
#include <string>
#include <utility>

#include "core/files/file.h"

namespace stepglot {

/// What an archive says of one of its deflated members.
struct DeflatedContent {
  FilePart packed;
  uint64_t size = 0;  ///< when unpacked
  uint32_t crc = 0;   ///< CRC-32 of the unpacked bytes
};

/// Reads throw Error kInvalidModel when the content is not what the archive
/// says, kOutOfMemory when it cannot be held.
class DeflatedFile : public File {
 public:
  DeflatedFile(std::string name, DeflatedContent content)
      : File(std::move(name), content.size), content_(std::move(content)) {}

  Bytes Read(uint64_t offset, uint64_t size) const override;

 private:
  Bytes UnpackHead() const;
  Bytes UnpackAll() const;

  DeflatedContent content_;
  mutable Bytes head_;  // enough to tell what the file is
  mutable Bytes all_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_DEFLATED_FILE_H_
