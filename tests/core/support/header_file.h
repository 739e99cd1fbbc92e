// Safetensors files with hand-written headers, for what no writer would
// produce.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_HEADER_FILE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_HEADER_FILE_H_

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace stepglot {

/// The header's length, the header, and the data.
/// @param claimed_length  stands in the file instead of the header's own
/// length, if given.
inline std::vector<uint8_t> FileWithHeader(
    const std::string& header, std::span<const uint8_t> data,
    const uint64_t* claimed_length = nullptr) {
  const uint64_t length =
      claimed_length == nullptr ? header.size() : *claimed_length;
  std::vector<uint8_t> file(sizeof(length));
  std::memcpy(file.data(), &length, sizeof(length));
  file.insert(file.end(), header.begin(), header.end());
  file.insert(file.end(), data.begin(), data.end());
  return file;
}

/// The same with `size` bytes of zeros as data.
inline std::vector<uint8_t> FileWithHeader(const std::string& header,
                                           size_t size) {
  return FileWithHeader(header, std::vector<uint8_t>(size));
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_HEADER_FILE_H_
