// PartFile: a file that is part of another.
#ifndef STEPGLOT_CORE_FILES_PART_FILE_H_
#define STEPGLOT_CORE_FILES_PART_FILE_H_

#include <cstdint>
#include <string>
#include <utility>

#include "core/files/file.h"

namespace stepglot {

class PartFile : public File {
 public:
  PartFile(std::string name, FilePart part)
      : File(std::move(name), part.size), part_(std::move(part)) {}

  Bytes Read(uint64_t offset, uint64_t size) const override {
    return part_.Slice(offset, size).Read();
  }

 private:
  FilePart part_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_PART_FILE_H_
