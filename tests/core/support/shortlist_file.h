// Writes Marian's binary shortlist files, sound ones and damaged ones.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_SHORTLIST_FILE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_SHORTLIST_FILE_H_

#include <cstdint>
#include <vector>

#include "tests/core/support/byte_writer.h"

namespace stepglot {

/// The fields of a lex.*.s2t.bin file; each may be set to nonsense.
struct ShortlistFile {
  uint64_t magic = 0xF11A48D5013417F5;
  uint64_t frequent = 0;
  std::vector<uint64_t> offsets = {0};
  std::vector<uint32_t> ids;

  ShortlistFile() = default;

  /// @param lists  the target ids of each source id.
  ShortlistFile(uint64_t first_ids,
                const std::vector<std::vector<uint32_t>>& lists)
      : frequent(first_ids) {
    for (const auto& list : lists) {
      ids.insert(ids.end(), list.begin(), list.end());
      offsets.push_back(ids.size());
    }
  }

  std::vector<uint8_t> Write() const {
    ByteWriter file;
    constexpr uint64_t kChecksum = 0x1234, kListLength = 50;
    file.Number(magic).Number(kChecksum).Number(frequent).Number(kListLength);
    file.Number<uint64_t>(offsets.size()).Number<uint64_t>(ids.size());
    return file.Numbers(offsets).Numbers(ids).bytes();
  }
};

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_SHORTLIST_FILE_H_
