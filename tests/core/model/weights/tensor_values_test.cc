// Tests how elements of files become float32.
#include "core/model/weights/tensor_values.h"

#include <gtest/gtest.h>

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/byte_writer.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/watched_file.h"

namespace stepglot {
namespace {

TEST(IsWidenable, IsWhatElementAtKnows) {
  for (const char* name : {"F32", "F16", "BF16", "I8", "I16"})
    EXPECT_TRUE(IsWidenable(*DTypeOf(name))) << name;
  for (const char* name :
       {"U8", "BOOL", "U16", "I32", "U32", "I64", "U64", "F64"})
    EXPECT_FALSE(IsWidenable(*DTypeOf(name))) << name;
}

// Elements at an odd address.
template <typename T>
std::vector<float> Elements(DType dtype, const std::vector<T>& values) {
  std::vector<uint8_t> bytes(1 + values.size() * sizeof(T));
  std::memcpy(bytes.data() + 1, values.data(), values.size() * sizeof(T));
  std::vector<float> elements;
  for (size_t i = 0; i < values.size(); ++i)
    elements.push_back(ElementAt(dtype, bytes.data() + 1, i));
  return elements;
}

TEST(ElementAt, ReadsIntegersWithTheirSigns) {
  EXPECT_TRUE(SameBits(Elements<int8_t>(DType::kI8, {0, 1, -1, 127, -128}),
                       std::vector<float>{0, 1, -1, 127, -128}));
  EXPECT_TRUE(
      SameBits(Elements<int16_t>(DType::kI16, {0, 256, -1, 32767, -32768}),
               std::vector<float>{0, 256, -1, 32767, -32768}));
}

TEST(ElementAt, ReadsFloats) {
  const std::vector<float> values = {0,       -0.0F,        1.5F,
                                     FLT_MAX, FLT_TRUE_MIN, -INFINITY};
  EXPECT_TRUE(SameBits(Elements<float>(DType::kF32, values), values));
  EXPECT_TRUE(SameBits(
      Elements<uint16_t>(DType::kBF16, {0x3F80, 0x8000, 0x7F80, 0x0001}),
      std::vector<float>{1, -0.0F, INFINITY, 0x1p-133F}));
}

// Every float16 there is, by its definition.
TEST(ElementAt, ReadsEveryFloat16) {
  for (uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
    const int exponent = static_cast<int>((bits >> 10) & 0x1F);
    const auto mantissa = static_cast<int>(bits & 0x3FF);
    float magnitude =
        exponent == 0
            ? std::ldexp(static_cast<float>(mantissa), -24)
            : std::ldexp(static_cast<float>(1024 + mantissa), exponent - 25);
    if (exponent == 31) magnitude = mantissa == 0 ? INFINITY : NAN;
    const float expected = (bits & 0x8000) != 0 ? -magnitude : magnitude;
    ASSERT_TRUE(
        SameBits(Elements<uint16_t>(DType::kF16, {static_cast<uint16_t>(bits)}),
                 std::vector<float>{expected}))
        << bits;
  }
}

TEST(AllFinite, FindsInfinitiesAndNan) {
  const std::vector<float> finite = {0, -0.0F, FLT_MAX, -FLT_MAX, FLT_TRUE_MIN};
  EXPECT_TRUE(AllFinite(finite.data(), finite.size()));
  EXPECT_TRUE(AllFinite(nullptr, 0));
  for (const float bad :
       {INFINITY, -INFINITY, NAN, -NAN, std::bit_cast<float>(0x7F800001U)}) {
    for (size_t place = 0; place < finite.size(); ++place) {
      std::vector<float> values = finite;
      values[place] = bad;
      EXPECT_FALSE(AllFinite(values.data(), values.size()));
      EXPECT_TRUE(AllFinite(values.data(), place));
    }
  }
}

TensorEntry Entry(DType dtype, const ByteWriter& writer) {
  const auto file = Watch("x.npz", writer.bytes());
  const auto size = static_cast<int64_t>(file->size() / DTypeSize(dtype));
  return {dtype, {size}, {file, 0, file->size()}};
}

TEST(ReadFloats, ReadsFloatTypes) {
  ByteWriter floats;
  floats.Number(1.5F).Number(-2.0F);
  EXPECT_EQ(ReadFloats("t", Entry(DType::kF32, floats)),
            (std::vector<float>{1.5F, -2}));
  ByteWriter halves;
  halves.Number<uint16_t>(0x3C00).Number<uint16_t>(0xC000);
  EXPECT_EQ(ReadFloats("t", Entry(DType::kF16, halves)),
            (std::vector<float>{1, -2}));
  EXPECT_TRUE(ReadFloats("t", Entry(DType::kF32, {})).empty());
}

TEST(ReadFloats, ReadsItsPartAlone) {
  ByteWriter writer;
  writer.Number<uint8_t>(9).Number(1.5F).Number(NAN);
  TensorEntry entry = Entry(DType::kF32, writer);
  entry.data = entry.data.Slice(1, sizeof(float));
  EXPECT_EQ(ReadFloats("t", entry), (std::vector<float>{1.5F}));
}

TEST(ReadFloats, RefusesOtherTypesAndValues) {
  ByteWriter writer;
  writer.Number(INFINITY);
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"x.npz", "tensor \"t\"", "infinities or NaN"},
                     [&] { ReadFloats("t", Entry(DType::kF32, writer)); }));
  for (const DType dtype : {DType::kI8, DType::kI16, DType::kF64}) {
    EXPECT_TRUE(Throws(
        ErrorCode::kInvalidModel,
        {"x.npz", "tensor \"t\"", "F32, F16 or BF16", DTypeName(dtype)},
        [&] { ReadFloats("t", Entry(dtype, ByteWriter().Number(0.0))); }));
  }
}

}  // namespace
}  // namespace stepglot
