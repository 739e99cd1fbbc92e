// Names, sizes and shapes of tensors.
#include "core/model/weights/tensor.h"

#include <algorithm>
#include <iterator>

#include "core/error.h"

namespace stepglot {
namespace {

struct DTypeInfo {
  DType dtype;
  const char* name;
  size_t size;
};

constexpr DTypeInfo kDTypes[] = {
    {DType::kF32, "F32", 4}, {DType::kF16, "F16", 2}, {DType::kBF16, "BF16", 2},
    {DType::kI8, "I8", 1},   {DType::kU8, "U8", 1},   {DType::kBool, "BOOL", 1},
    {DType::kI16, "I16", 2}, {DType::kU16, "U16", 2}, {DType::kI32, "I32", 4},
    {DType::kU32, "U32", 4}, {DType::kI64, "I64", 8}, {DType::kU64, "U64", 8},
    {DType::kF64, "F64", 8},
};

const DTypeInfo& Info(DType dtype) {
  return *std::find_if(
      std::begin(kDTypes), std::end(kDTypes),
      [dtype](const DTypeInfo& info) { return info.dtype == dtype; });
}

}  // namespace

const char* DTypeName(DType dtype) { return Info(dtype).name; }

size_t DTypeSize(DType dtype) { return Info(dtype).size; }

std::optional<DType> DTypeOf(std::string_view name) {
  for (const DTypeInfo& info : kDTypes) {
    if (name == info.name) return info.dtype;
  }
  return std::nullopt;
}

std::string ShapeText(std::span<const int64_t> shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + "]";
}

int64_t TensorBytes(DType dtype, std::span<const int64_t> shape) {
  auto bytes = static_cast<int64_t>(DTypeSize(dtype));
  for (const int64_t dimension : shape) {
    if (__builtin_mul_overflow(bytes, dimension, &bytes)) return -1;
  }
  return bytes;
}

void RefuseTensor(const std::string& where, const std::string& name,
                  const std::string& reason) {
  Refuse(ErrorCode::kInvalidModel, where, "tensor \"" + name + "\": " + reason);
}

}  // namespace stepglot
