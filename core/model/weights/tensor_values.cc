// Widens and checks elements.
#include "core/model/weights/tensor_values.h"

#include <bit>
#include <cstring>

#include "core/error.h"

namespace stepglot {
namespace {

template <typename T>
T Load(const uint8_t* bytes, size_t i) {
  T value;
  std::memcpy(&value, bytes + i * sizeof(T), sizeof(T));
  return value;
}

float FromBFloat16(uint16_t bits) {
  return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
}

// IEEE 754 binary16. Subnormals are scaled up from their integer mantissa.
float FromFloat16(uint16_t bits) {
  const uint32_t sign = static_cast<uint32_t>(bits & 0x8000U) << 16;
  const uint32_t exponent = (bits >> 10) & 0x1FU;
  const uint32_t mantissa = bits & 0x3FFU;
  if (exponent == 0) {
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
    return std::bit_cast<float>(sign | std::bit_cast<uint32_t>(magnitude));
  }
  const uint32_t wide_exponent = exponent == 0x1F ? 0xFFU : exponent + 112;
  return std::bit_cast<float>(sign | (wide_exponent << 23) | (mantissa << 13));
}

}  // namespace

bool IsWidenable(DType dtype) {
  return dtype == DType::kF32 || dtype == DType::kF16 ||
         dtype == DType::kBF16 || dtype == DType::kI8 || dtype == DType::kI16;
}

float ElementAt(DType dtype, const uint8_t* bytes, size_t i) {
  switch (dtype) {
    case DType::kF16:
      return FromFloat16(Load<uint16_t>(bytes, i));
    case DType::kBF16:
      return FromBFloat16(Load<uint16_t>(bytes, i));
    case DType::kI8:
      return Load<int8_t>(bytes, i);
    case DType::kI16:
      return Load<int16_t>(bytes, i);
    default:
      return Load<float>(bytes, i);
  }
}

std::vector<float> ReadFloats(const std::string& name,
                              const TensorEntry& tensor) {
  const auto fail = [&](const std::string& reason) {
    RefuseTensor(tensor.data.file->name(), name, reason);
  };
  const DType dtype = tensor.dtype;
  if (dtype != DType::kF32 && dtype != DType::kF16 && dtype != DType::kBF16) {
    fail(std::string("expected F32, F16 or BF16, found ") + DTypeName(dtype));
  }
  const Bytes bytes = tensor.data.Read();
  std::vector<float> values(bytes.size() / DTypeSize(dtype));
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = ElementAt(dtype, bytes.span().data(), i);
  if (!AllFinite(values.data(), values.size())) fail("holds infinities or NaN");
  return values;
}

// Infinity and NaN are the values whose exponent bits are all set.
bool AllFinite(const float* values, size_t size) {
  constexpr uint32_t kExponent = 0x7F800000U;
  bool finite = true;
  for (size_t i = 0; i < size; ++i) {
    finite &= (std::bit_cast<uint32_t>(values[i]) & kExponent) != kExponent;
  }
  return finite;
}

}  // namespace stepglot
