// ZipFile: a zip archive as tests write it, sound ones and damaged ones.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_ZIP_FILE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_ZIP_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stepglot {

/// A file in the archive. What is set to a value is written in place of the
/// truth.
struct ZipMember {
  ZipMember(std::string member_name, std::vector<uint8_t> content,
            bool is_deflated = false)
      : name(std::move(member_name)),
        bytes(std::move(content)),
        deflated(is_deflated) {}
  ZipMember(std::string member_name, std::string_view text,
            bool is_deflated = false)
      : ZipMember(std::move(member_name),
                  std::vector<uint8_t>(text.begin(), text.end()), is_deflated) {
  }

  std::string name;
  std::vector<uint8_t> bytes;
  bool deflated = false;
  uint16_t flags = 0;
  std::string local_extra;
  std::optional<uint16_t> method;
  std::optional<uint32_t> crc;
  std::optional<uint64_t> size;
  std::optional<uint64_t> packed_size;
  std::optional<uint64_t> offset;
  std::optional<std::vector<uint8_t>> packed;
};

struct ZipFile {
  std::vector<ZipMember> members;
  std::string comment;
  bool zip64 = false;  ///< all sizes and offsets in 64 bits
  std::optional<uint64_t> entries;
  std::optional<uint64_t> directory_offset;
  std::optional<uint64_t> directory_size;
  std::optional<uint64_t> end_record64;  ///< where the locator says it is
  uint16_t disk = 0;

  std::vector<uint8_t> Write() const;
};

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_ZIP_FILE_H_
