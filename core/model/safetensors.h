// The safetensors file format: a checked, zero-copy reader and a writer.
#ifndef STEPGLOT_CORE_MODEL_SAFETENSORS_H_
#define STEPGLOT_CORE_MODEL_SAFETENSORS_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace stepglot {

/// Element types that Stepglot reads; others are refused by name.
enum class DType {
  kF32,
  kF16,
  kBF16,
  kI8,
  kU8,
  kBool,
  kI16,
  kU16,
  kI32,
  kU32,
  kI64,
  kU64,
  kF64
};

/// The format's own name of a type, for example "F32".
const char* DTypeName(DType dtype);

/// Bytes of one element.
size_t DTypeSize(DType dtype);

/// One tensor of a file: a view of its bytes, row-major, little-endian, at any
/// alignment.
struct TensorView {
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;
  std::span<const uint8_t> bytes;

  /// Number of elements; 1 for a scalar.
  int64_t size() const;
};

/// Text such as "[8000, 256]".
std::string ShapeText(std::span<const int64_t> shape);

/// An opened .safetensors file. Keeps the file's bytes alive; copies nothing.
class SafetensorsFile {
 public:
  /// Checks the whole header: length, JSON, duplicate keys, dtypes, shapes
  /// (with overflow), offsets (no gap, no overlap, none past the end).
  /// @param where  name of the file, for messages.
  /// @throws Error kInvalidModel naming the file, the tensor and the reason;
  /// kUnsupported for an
  ///         unknown dtype.
  /// Source of the rules: the format's description in the safetensors
  /// repository.
  static SafetensorsFile Parse(Bytes file, std::string where);

  /// The tensor of that name or null.
  const TensorView* Find(std::string_view name) const;

  /// An entry of `__metadata__` or null.
  const std::string* Metadata(std::string_view key) const;

  const std::map<std::string, TensorView, std::less<>>& tensors() const {
    return tensors_;
  }
  const std::string& where() const { return where_; }
  const Bytes& bytes() const { return file_; }

 private:
  Bytes file_;
  std::string where_;
  std::map<std::string, TensorView, std::less<>> tensors_;
  std::map<std::string, std::string, std::less<>> metadata_;
};

/// A tensor to be written.
struct NamedTensor {
  std::string name;
  TensorView tensor;
};

/// Serialises tensors and metadata. Larger elements come first and the data
/// starts on 64 bytes, so that every tensor is aligned for its type and can be
/// used in place.
std::vector<uint8_t> WriteSafetensors(
    std::vector<NamedTensor> tensors,
    const std::map<std::string, std::string>& metadata);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_SAFETENSORS_H_
