// WatchedFile: a file in memory that remembers what was read of it.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_WATCHED_FILE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_WATCHED_FILE_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/files/file.h"

namespace stepglot {

/// Gives copies of their own size, so that AddressSanitizer sees a read past
/// their end, as files do that do not lie in memory.
class WatchedFile : public File {
 public:
  WatchedFile(std::string name, std::vector<uint8_t> bytes)
      : File(std::move(name), bytes.size()), bytes_(std::move(bytes)) {}

  Bytes Read(uint64_t offset, uint64_t size) const override {
    if (offset > bytes_.size() || size > bytes_.size() - offset)
      throw std::logic_error(name() + ": read outside of the file");
    bytes_read_ += size;
    largest_ = std::max(largest_, size);
    const auto begin = bytes_.begin() + static_cast<ptrdiff_t>(offset);
    return Bytes(
        std::vector<uint8_t>(begin, begin + static_cast<ptrdiff_t>(size)));
  }

  /// Bytes of all reads together, and of the largest one.
  uint64_t bytes_read() const { return bytes_read_; }
  uint64_t largest_read() const { return largest_; }

 private:
  std::vector<uint8_t> bytes_;
  mutable uint64_t bytes_read_ = 0;
  mutable uint64_t largest_ = 0;
};

inline std::shared_ptr<const WatchedFile> Watch(std::string name,
                                                std::vector<uint8_t> bytes) {
  return std::make_shared<const WatchedFile>(std::move(name), std::move(bytes));
}

inline std::shared_ptr<const WatchedFile> WatchText(std::string name,
                                                    std::string_view text) {
  return Watch(std::move(name), {text.begin(), text.end()});
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_WATCHED_FILE_H_
