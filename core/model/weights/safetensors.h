// The safetensors file format: a checked, zero-copy reader and a writer.
#ifndef STEPGLOT_CORE_MODEL_WEIGHTS_SAFETENSORS_H_
#define STEPGLOT_CORE_MODEL_WEIGHTS_SAFETENSORS_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/weights/tensor.h"

namespace stepglot {

/// An opened .safetensors file. Only its header has been read.
class SafetensorsFile {
 public:
  /// Checks the whole header: length, JSON, duplicate keys, dtypes, shapes
  /// (with overflow), offsets (no gap, no overlap, none past the end).
  /// @throws Error kInvalidModel naming the file, the tensor and the reason;
  /// kUnsupported for an unknown dtype.
  /// Source of the rules: the format's description in the safetensors
  /// repository.
  static SafetensorsFile Parse(const FilePointer& file);

  /// The tensor of that name or null.
  const TensorEntry* Find(std::string_view name) const;

  /// An entry of `__metadata__` or null.
  const std::string* Metadata(std::string_view key) const;

  const TensorMap& tensors() const { return tensors_; }

  /// The file's name.
  const std::string& where() const { return where_; }

 private:
  std::string where_;
  TensorMap tensors_;
  std::map<std::string, std::string, std::less<>> metadata_;
};

/// A tensor to be written.
struct NamedTensor {
  std::string name;
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;
  std::span<const uint8_t> bytes;  ///< row-major, little-endian
};

/// Serialises tensors and metadata. Larger elements come first and the data
/// starts on 64 bytes, so that every tensor is aligned for its type and can be
/// used in place.
std::vector<uint8_t> WriteSafetensors(
    std::vector<NamedTensor> tensors,
    const std::map<std::string, std::string>& metadata);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_WEIGHTS_SAFETENSORS_H_
