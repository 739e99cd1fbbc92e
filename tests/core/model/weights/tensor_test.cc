// Tests names, sizes and shapes of tensors.
#include "core/model/weights/tensor.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace stepglot {
namespace {

TEST(DType, HasANameAndASize) {
  const std::vector<std::pair<std::string, size_t>> types = {
      {"F32", 4},  {"F16", 2}, {"BF16", 2}, {"I8", 1},  {"U8", 1},
      {"BOOL", 1}, {"I16", 2}, {"U16", 2},  {"I32", 4}, {"U32", 4},
      {"I64", 8},  {"U64", 8}, {"F64", 8}};
  for (const auto& [name, size] : types) {
    const std::optional<DType> dtype = DTypeOf(name);
    ASSERT_TRUE(dtype) << name;
    EXPECT_EQ(DTypeName(*dtype), name);
    EXPECT_EQ(DTypeSize(*dtype), size) << name;
  }
}

TEST(DType, OtherNamesAreNone) {
  for (const char* name : {"", "f32", "F3", "F320", "F8_E4M3", " F32"})
    EXPECT_FALSE(DTypeOf(name)) << name;
}

std::string Text(const std::vector<int64_t>& shape) { return ShapeText(shape); }

TEST(ShapeText, ListsDimensions) {
  EXPECT_EQ(Text({}), "[]");
  EXPECT_EQ(Text({7}), "[7]");
  EXPECT_EQ(Text({8000, 256, 0}), "[8000, 256, 0]");
}

int64_t BytesOf(DType dtype, const std::vector<int64_t>& shape) {
  return TensorBytes(dtype, shape);
}

TEST(TensorBytes, IsTheProduct) {
  EXPECT_EQ(BytesOf(DType::kF32, {}), 4);
  EXPECT_EQ(BytesOf(DType::kF32, {3, 5}), 60);
  EXPECT_EQ(BytesOf(DType::kI8, {3, 5}), 15);
  EXPECT_EQ(BytesOf(DType::kF64, {3, 0, 5}), 0);
}

TEST(TensorBytes, IsNegativeBeyond63Bits) {
  constexpr int64_t kLargest = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(BytesOf(DType::kI8, {kLargest}), kLargest);
  EXPECT_LT(BytesOf(DType::kF16, {kLargest}), 0);
  EXPECT_LT(BytesOf(DType::kI8, {int64_t{1} << 32, int64_t{1} << 31}), 0);
  EXPECT_LT(BytesOf(DType::kI8, {int64_t{1} << 62, 4, 0}), 0);
  EXPECT_LT(BytesOf(DType::kF32, {int64_t{1} << 40, int64_t{1} << 40}), 0);
}

}  // namespace
}  // namespace stepglot
