// ByteWriter: appends numbers and texts to the bytes of a file, little-endian.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_BYTE_WRITER_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_BYTE_WRITER_H_

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace stepglot {

class ByteWriter {
 public:
  template <typename T>
  ByteWriter& Number(T value) {
    uint8_t bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    return Bytes(bytes);
  }

  template <typename T>
  ByteWriter& Numbers(const std::vector<T>& values) {
    for (const T& value : values) Number(value);
    return *this;
  }

  ByteWriter& Text(std::string_view text) {
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    return *this;
  }

  ByteWriter& Bytes(std::span<const uint8_t> bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }

  /// Zeros up to the next multiple of `alignment`.
  ByteWriter& Pad(size_t alignment) {
    while (bytes_.size() % alignment != 0) bytes_.push_back(0);
    return *this;
  }

  size_t size() const { return bytes_.size(); }
  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
};

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_BYTE_WRITER_H_
