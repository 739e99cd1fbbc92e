// Tests the reader of Marian's binary files on sound and damaged ones.
#include "core/model/formats/marian_bin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/support/byte_writer.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/marian_model.h"

namespace stepglot {
namespace {

MarianTensors Open(std::vector<uint8_t> file) {
  return OpenMarianBin(InMemory("m.bin", std::move(file)));
}

testing::AssertionResult Refused(std::vector<uint8_t> file,
                                 std::vector<std::string> parts,
                                 ErrorCode code = ErrorCode::kInvalidModel) {
  parts.emplace_back("m.bin: ");
  return Throws(code, parts, [&] { Open(std::move(file)); });
}

// A matrix of floats and a quantised one, 2 x 3 each.
MarianModel Small() {
  MarianModel model;
  model.AddFloats("a", {2, 3}, {1, 2, 3, 4, 5, 6});
  model.tensors["b_W"] = {
      MarianTensor::kIntgemm8,
      {2, 3},
      ByteWriter().Text("\x01\x02\x03\x04\x05\x06").Number(63.5F).bytes()};
  return model;
}

MarianModel OfType(uint64_t type, size_t bytes) {
  MarianModel model;
  model.tensors["t"] = {type, {3}, std::vector<uint8_t>(bytes)};
  return model;
}

TEST(MarianBin, FindsTensorsAndMultipliers) {
  for (const uint64_t padding : {0, 1, 200}) {
    const MarianTensors found = Open(Small().WriteBin(padding));
    ASSERT_EQ(found.tensors.size(), 2U);
    const TensorEntry& a = found.tensors.at("a");
    EXPECT_EQ(a.dtype, DType::kF32);
    EXPECT_EQ(a.shape, (std::vector<int64_t>{2, 3}));
    float values[6];
    ASSERT_EQ(a.data.size, sizeof(values));
    std::memcpy(values, a.data.Read().span().data(), sizeof(values));
    EXPECT_EQ(values[5], 6);
    const TensorEntry& b = found.tensors.at("b_W");
    EXPECT_EQ(b.dtype, DType::kI8);
    EXPECT_EQ(b.data.Read().text(), "\x01\x02\x03\x04\x05\x06");
    EXPECT_EQ(found.multipliers,
              (std::map<std::string, float>{{"b_W", 63.5F}}));
  }
}

TEST(MarianBin, BlobsMayBePadded) {
  MarianModel model = Small();
  for (auto& [name, tensor] : model.tensors) tensor.bytes.resize(256, 9);
  const MarianTensors found = Open(model.WriteBin());
  EXPECT_EQ(found.tensors.at("a").data.size, 24U);
  EXPECT_EQ(found.multipliers.at("b_W"), 63.5F);
}

TEST(MarianBin, KnowsItsTypes) {
  struct Type {
    uint64_t code;
    DType dtype;
    size_t bytes;
  };
  for (const Type& type :
       {Type{0x404, DType::kF32, 12}, Type{0x402, DType::kF16, 6},
        Type{0x101, DType::kI8, 3}, Type{0x104, DType::kI32, 12},
        Type{0x204, DType::kU32, 12}}) {
    const auto found = Open(OfType(type.code, type.bytes).WriteBin());
    EXPECT_EQ(found.tensors.at("t").dtype, type.dtype);
    EXPECT_TRUE(found.multipliers.empty());
    EXPECT_TRUE(Refused(
        OfType(type.code, type.bytes - 1).WriteBin(),
        {"tensor \"t\"", DTypeName(type.dtype), "[3]", "does not fit"}));
  }
  for (const Type& type :
       {Type{0x4101, DType::kI8, 3}, Type{0x10001, DType::kI8, 3},
        Type{0x4102, DType::kI16, 6}, Type{0x10002, DType::kI16, 6}}) {
    MarianModel model = OfType(type.code, type.bytes);
    EXPECT_TRUE(Refused(model.WriteBin(), {"tensor \"t\"", "does not fit"}));
    model.tensors["t"].bytes =
        ByteWriter().Bytes(model.tensors["t"].bytes).Number(2.0F).bytes();
    const auto found = Open(model.WriteBin());
    EXPECT_EQ(found.tensors.at("t").dtype, type.dtype);
    EXPECT_EQ(found.multipliers.at("t"), 2);
  }
}

TEST(MarianBin, OtherTypesAreUnsupportedByName) {
  EXPECT_TRUE(Refused(OfType(0x1902, 64).WriteBin(),
                      {"\"t\"", "fbgemm", "0x1902"}, ErrorCode::kUnsupported));
  EXPECT_TRUE(Refused(OfType(0x11001, 64).WriteBin(),
                      {"\"t\"", "one kind of processor", "0x11001"},
                      ErrorCode::kUnsupported));
  EXPECT_TRUE(Refused(OfType(0x408, 64).WriteBin(),
                      {"\"t\"", "element type", "0x408"},
                      ErrorCode::kUnsupported));
}

TEST(MarianBin, OtherVersionsAreUnsupported) {
  std::vector<uint8_t> file = Small().WriteBin();
  file[0] = 2;
  EXPECT_TRUE(Refused(file, {"version 2"}, ErrorCode::kUnsupported));
}

TEST(MarianBin, MultipliersMustBeUsable) {
  for (const float value : {0.0F, -1.0F, std::numeric_limits<float>::infinity(),
                            std::numeric_limits<float>::quiet_NaN(),
                            std::numeric_limits<float>::denorm_min()}) {
    MarianModel model = Small();
    std::memcpy(model.tensors["b_W"].bytes.data() + 6, &value, sizeof(value));
    EXPECT_TRUE(Refused(model.WriteBin(), {"\"b_W\"", "multiplier"}));
  }
}

TEST(MarianBin, HostileSizesAreRefused) {
  // The fields of the first tensor's header, and the number of tensors.
  for (const size_t field : {1, 2, 4, 5}) {
    for (const uint64_t value :
         {uint64_t{1} << 31, uint64_t{1} << 32, uint64_t{1} << 58,
          uint64_t{1} << 61, uint64_t{1} << 62, uint64_t{1} << 63,
          ~uint64_t{0}}) {
      std::vector<uint8_t> file = Small().WriteBin();
      std::memcpy(file.data() + 8 * field, &value, sizeof(value));
      EXPECT_TRUE(Refused(file, {})) << field << " " << value;
    }
  }
  MarianModel model = Small();
  model.tensors["a"].shape = {2, -3};
  EXPECT_TRUE(Refused(model.WriteBin(), {"\"a\"", "[2, -3]"}));
  model.tensors["a"].shape = {2147483647, 2147483647, 2147483647};
  EXPECT_TRUE(Refused(model.WriteBin(), {"\"a\"", "does not fit"}));
}

TEST(MarianBin, NamesMustEndOnceAndBeUnique) {
  MarianModel model;
  model.AddFloats(std::string("a\0b", 3), {1}, {1});
  EXPECT_TRUE(Refused(model.WriteBin(), {"name does not end"}));
  std::vector<uint8_t> file = Small().WriteBin();
  const uint64_t none = 0;
  std::memcpy(file.data() + 16, &none, sizeof(none));
  EXPECT_TRUE(Refused(file, {"name does not end"}));
  model = MarianModel();
  model.AddFloats("aa", {1}, {1});
  model.AddFloats("ab", {1}, {1});
  file = model.WriteBin();
  const std::string names("aa\0ab", 5);
  auto found =
      std::search(file.begin(), file.end(), names.begin(), names.end());
  ASSERT_NE(found, file.end());
  found[4] = 'a';
  EXPECT_TRUE(Refused(file, {"\"aa\"", "twice"}));
}

TEST(MarianBin, EveryTruncationIsRefused) {
  const std::vector<uint8_t> file = Small().WriteBin();
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_TRUE(Refused({file.begin(), file.begin() + size}, {})) << size;
  }
}

TEST(MarianBin, FlippedBitsAreRefusedOrHarmless) {
  const std::vector<uint8_t> sound = Small().WriteBin();
  for (size_t bit = 0; bit < sound.size() * 8; ++bit) {
    std::vector<uint8_t> file = sound;
    file[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    try {
      for (const auto& [name, tensor] : Open(std::move(file)).tensors)
        (void)tensor.data.Read();
    } catch (const Error&) {
      // Damage that shows.
    }
  }
}

}  // namespace
}  // namespace stepglot
