// Shared, read-only bytes: a file's content and whoever keeps it alive.
#ifndef STEPGLOT_CORE_BYTES_H_
#define STEPGLOT_CORE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace stepglot {

/// A block of bytes with shared ownership, so that weights can be views of the
/// file they came from.
class Bytes {
 public:
  Bytes() = default;
  Bytes(std::shared_ptr<const uint8_t> data, size_t size)
      : data_(std::move(data)), size_(size) {}

  /// Takes over the content of `bytes` without copying it.
  explicit Bytes(std::vector<uint8_t> bytes) : size_(bytes.size()) {
    auto owner = std::make_shared<const std::vector<uint8_t>>(std::move(bytes));
    data_ = std::shared_ptr<const uint8_t>(owner, owner->data());
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::span<const uint8_t> span() const { return {data_.get(), size_}; }

  /// The bytes [begin, begin + size), which must lie within these; keeps all of
  /// them alive.
  Bytes Slice(size_t begin, size_t size) const {
    return {std::shared_ptr<const uint8_t>(data_, data_.get() + begin), size};
  }

  std::string_view text() const {
    return {reinterpret_cast<const char*>(data_.get()), size_};
  }

 private:
  std::shared_ptr<const uint8_t> data_;
  size_t size_ = 0;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_BYTES_H_
