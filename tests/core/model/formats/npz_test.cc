// Tests the reader of .npz archives on sound and damaged ones.
#include "core/model/formats/npz.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/marian_model.h"
#include "tests/core/support/zip_file.h"

namespace stepglot {
namespace {

std::string Header(const std::string& descr, const std::string& shape,
                   const std::string& order = "False") {
  return "{'descr': '" + descr + "', 'fortran_order': " + order +
         ", 'shape': (" + shape + "), }        \n";
}

std::vector<uint8_t> Npz(const std::vector<uint8_t>& array,
                         bool deflated = false) {
  ZipFile zip;
  zip.members.emplace_back("a.npy", array, deflated);
  return zip.Write();
}

std::vector<uint8_t> Npz(const std::string& header, size_t bytes,
                         uint8_t version = 1) {
  return Npz(NpyFile(header, std::vector<uint8_t>(bytes, 7), version));
}

TensorMap Open(std::vector<uint8_t> file) {
  return OpenNpz(InMemory("m.npz", std::move(file)));
}

testing::AssertionResult Refused(std::vector<uint8_t> file,
                                 std::vector<std::string> parts,
                                 ErrorCode code = ErrorCode::kInvalidModel) {
  parts.emplace_back("m.npz: array \"a\": ");
  return Throws(code, parts, [&] { Open(std::move(file)); });
}

TEST(Npz, FindsArrays) {
  ZipFile zip;
  zip.members.emplace_back(
      "encoder_l1_ffn_W1.npy",
      NpyFile(Header("<f4", "2, 3"), std::vector<uint8_t>(24, 1)));
  zip.members.emplace_back(
      "special:model.yml.npy",
      NpyFile(Header("|S5", ""), std::vector<uint8_t>(5, 'x')));
  zip.members.emplace_back("README", "no array");
  const TensorMap found = Open(zip.Write());
  ASSERT_EQ(found.size(), 2U);
  const TensorEntry& matrix = found.at("encoder_l1_ffn_W1");
  EXPECT_EQ(matrix.dtype, DType::kF32);
  EXPECT_EQ(matrix.shape, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(matrix.data.Read().size(), 24U);
  const TensorEntry& text = found.at("special:model.yml");
  EXPECT_EQ(text.dtype, DType::kU8);
  EXPECT_EQ(text.data.Read().text(), "xxxxx");
}

TEST(Npz, KnowsTypesShapesAndVersions) {
  EXPECT_EQ(Open(Npz(Header("<f2", "3,"), 6)).at("a").dtype, DType::kF16);
  EXPECT_EQ(Open(Npz(Header("|i1", "3,"), 3)).at("a").dtype, DType::kI8);
  EXPECT_EQ(Open(Npz(Header("|u1", "3"), 3)).at("a").dtype, DType::kU8);
  EXPECT_EQ(Open(Npz(Header("<u1", "3"), 3)).at("a").dtype, DType::kU8);
  // Marian's own settings.
  EXPECT_EQ(Open(Npz(Header("<i1", "3,"), 3)).at("a").dtype, DType::kI8);
  EXPECT_EQ(Open(Npz(Header("|S4", "2,"), 8)).at("a").shape,
            (std::vector<int64_t>{2, 4}));
  EXPECT_TRUE(Open(Npz(Header("<f4", ""), 4)).at("a").shape.empty());
  for (const uint8_t version : {uint8_t{1}, uint8_t{2}, uint8_t{3}}) {
    EXPECT_EQ(Open(Npz(Header("<f4", "1, 2"), 8, version)).at("a").shape,
              (std::vector<int64_t>{1, 2}));
  }
  const std::string other_order =
      "{\"shape\":(2,),\"fortran_order\":False,\"descr\":\"<f4\"}";
  EXPECT_EQ(Open(Npz(other_order, 8)).at("a").data.size, 8U);
}

TEST(Npz, UnpacksDeflatedArrays) {
  const TensorMap found = Open(
      Npz(NpyFile(Header("|u1", "64,"), std::vector<uint8_t>(64, 'y')), true));
  EXPECT_EQ(found.at("a").data.Read().text(), std::string(64, 'y'));
}

TEST(Npz, OthersAreUnsupportedByName) {
  EXPECT_TRUE(Refused(Npz(Header("<f8", "1,"), 8), {"\"<f8\""},
                      ErrorCode::kUnsupported));
  EXPECT_TRUE(Refused(Npz(Header(">f4", "1,"), 4), {"\">f4\""},
                      ErrorCode::kUnsupported));
  EXPECT_TRUE(
      Refused(Npz(Header("|S", "1,"), 4), {"\"|S\""}, ErrorCode::kUnsupported));
  EXPECT_TRUE(Refused(Npz(Header("|S-4", "1,"), 4), {"\"|S-4\""},
                      ErrorCode::kUnsupported));
  EXPECT_TRUE(Refused(Npz(Header("<f4", "1, 2", "True"), 8), {"fortran_order"},
                      ErrorCode::kUnsupported));
  EXPECT_TRUE(Refused(Npz(Header("<f4", "1,"), 4, 4), {"version 4"},
                      ErrorCode::kUnsupported));
}

TEST(Npz, DamagedHeadersAreRefused) {
  EXPECT_TRUE(Refused(Npz(std::vector<uint8_t>(11)), {"not a .npy file"}));
  EXPECT_TRUE(Refused(Npz(std::vector<uint8_t>(64)), {"not a .npy file"}));
  for (const char* header :
       {"", "{", "{}x", "[]", "{'descr'}", "{'descr': }", "{'descr': '<f4}",
        "{'a': (1, 2}", "{'a': 1 'b': 2}", "{'a': 1, 'a': 1}", "{: 1}}"}) {
    EXPECT_TRUE(Refused(Npz(header, 4), {"header"})) << header;
  }
  EXPECT_TRUE(Refused(Npz("{'descr': '<f4', 'shape': (1,)}", 4),
                      {"no \"fortran_order\""}));
  for (const char* shape : {"x", "-1", "1.5", "99999999999999999999"}) {
    EXPECT_TRUE(Refused(Npz(Header("<f4", shape), 4), {"shape"})) << shape;
  }
}

TEST(Npz, SizesMustMatch) {
  EXPECT_TRUE(
      Refused(Npz(Header("<f4", "2, 3"), 23), {"F32 [2, 3]", "23 bytes"}));
  EXPECT_TRUE(Refused(Npz(Header("<f4", "2, 3"), 25), {"25 bytes"}));
  EXPECT_TRUE(Refused(Npz(Header("<f4", "9223372036854775807, 2"), 8),
                      {"does not fill"}));
  EXPECT_TRUE(Refused(Npz(Header("<f4", "4294967296, 4294967296"), 0),
                      {"does not fill"}));
  std::vector<uint8_t> array = NpyFile(Header("<f4", "1,"), {1, 2, 3, 4}, 2);
  array[10] = array[11] = 0xFF;
  EXPECT_TRUE(Refused(Npz(array), {"truncated", "header"}));
}

TEST(Npz, EveryTruncationOfAnArrayIsRefused) {
  const std::vector<uint8_t> array =
      NpyFile(Header("<f4", "1, 2"), std::vector<uint8_t>(8), 1);
  for (size_t size = 0; size < array.size(); ++size) {
    EXPECT_TRUE(Refused(Npz({array.begin(), array.begin() + size}), {}))
        << size;
  }
}

TEST(Npz, FlippedBitsAreRefusedOrHarmless) {
  const std::vector<uint8_t> sound = Npz(Header("<f4", "1, 2"), 8);
  for (size_t bit = 0; bit < sound.size() * 8; ++bit) {
    std::vector<uint8_t> file = sound;
    file[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    try {
      for (const auto& [name, tensor] : Open(std::move(file)))
        (void)tensor.data.Read();
    } catch (const Error&) {
      // Damage that shows.
    }
  }
}

}  // namespace
}  // namespace stepglot
