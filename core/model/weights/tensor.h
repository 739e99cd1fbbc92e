// Tensors as model files hold them: element types, shapes and places.
#ifndef STEPGLOT_CORE_MODEL_WEIGHTS_TENSOR_H_
#define STEPGLOT_CORE_MODEL_WEIGHTS_TENSOR_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/files/file.h"

namespace stepglot {

/// Element types of tensors, under the names of the safetensors format.
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

/// For example "F32".
const char* DTypeName(DType dtype);

/// The type of that name, if there is one.
std::optional<DType> DTypeOf(std::string_view name);

/// Bytes of one element.
size_t DTypeSize(DType dtype);

/// Text such as "[8000, 256]".
std::string ShapeText(std::span<const int64_t> shape);

/// Bytes of a tensor, or a negative number when that leaves 63 bits.
int64_t TensorBytes(DType dtype, std::span<const int64_t> shape);

/// Throws an Error kInvalidModel about a tensor.
/// @param where  the file's name.
[[noreturn]] void RefuseTensor(const std::string& where,
                               const std::string& name,
                               const std::string& reason);

/// A tensor in a file, row-major, little-endian, at any alignment.
struct TensorEntry {
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;
  FilePart data;  ///< exactly the tensor's bytes
};

/// The tensors of a file by their names there.
using TensorMap = std::map<std::string, TensorEntry, std::less<>>;

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_WEIGHTS_TENSOR_H_
