// Tests the safetensors reader on sound and hostile files, and the writer.
#include "core/model/weights/safetensors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/header_file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

SafetensorsFile Parse(std::vector<uint8_t> file) {
  return SafetensorsFile::Parse(InMemory("x.safetensors", std::move(file)));
}

// A header entry such as "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}.
std::string Entry(const std::string& name, const std::string& dtype,
                  const std::string& shape, const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":" + dtype + ",\"shape\":" + shape +
         ",\"data_offsets\":" + offsets + "}";
}

std::string Header(const std::string& first, const std::string& second = "") {
  return "{" + first + (second.empty() ? "" : "," + second) + "}";
}

testing::AssertionResult Refused(std::vector<uint8_t> file,
                                 std::vector<std::string> parts,
                                 ErrorCode code = ErrorCode::kInvalidModel) {
  parts.emplace_back("x.safetensors");
  return Throws(code, parts, [&] { Parse(std::move(file)); });
}

testing::AssertionResult RefusedHeader(const std::string& header,
                                       size_t data_size,
                                       const std::vector<std::string>& parts) {
  return Refused(FileWithHeader(header, data_size), parts);
}

TEST(Safetensors, ReadsTensorsOfAllTypesAndMetadata) {
  struct Type {
    DType dtype;
    const char* name;
    size_t size;
  };
  const Type types[] = {{DType::kF32, "F32", 4},   {DType::kF16, "F16", 2},
                        {DType::kBF16, "BF16", 2}, {DType::kI8, "I8", 1},
                        {DType::kU8, "U8", 1},     {DType::kBool, "BOOL", 1},
                        {DType::kI16, "I16", 2},   {DType::kU16, "U16", 2},
                        {DType::kI32, "I32", 4},   {DType::kU32, "U32", 4},
                        {DType::kI64, "I64", 8},   {DType::kU64, "U64", 8},
                        {DType::kF64, "F64", 8}};
  for (const Type& type : types) {
    const std::string end = std::to_string(6 * type.size);
    const auto file = Parse(
        FileWithHeader(Header("\"__metadata__\":{\"key\":\"value\"}",
                              Entry("a", "\"" + std::string(type.name) + "\"",
                                    "[2,3]", "[0," + end + "]")),
                       6 * type.size));
    const TensorEntry* tensor = file.Find("a");
    ASSERT_NE(tensor, nullptr);
    EXPECT_EQ(tensor->dtype, type.dtype);
    EXPECT_EQ(DTypeName(tensor->dtype), std::string(type.name));
    EXPECT_EQ(DTypeSize(tensor->dtype), type.size);
    EXPECT_EQ(tensor->shape, (std::vector<int64_t>{2, 3}));
    EXPECT_EQ(tensor->data.size, 6 * type.size);
    EXPECT_EQ(*file.Metadata("key"), "value");
  }
}

TEST(Safetensors, KnowsScalarsEmptyTensorsAndPaddedHeaders) {
  const auto file =
      Parse(FileWithHeader(Header(Entry("scalar", "\"F32\"", "[]", "[0,4]"),
                                  Entry("none", "\"F32\"", "[0,7]", "[4,4]")) +
                               "    ",
                           4));
  EXPECT_EQ(file.Find("scalar")->data.size, 4U);
  EXPECT_EQ(file.Find("none")->data.size, 0U);
  EXPECT_EQ(file.Find("missing"), nullptr);
  EXPECT_EQ(file.Metadata("missing"), nullptr);
  EXPECT_TRUE(Parse(FileWithHeader("{}", 0)).tensors().empty());
}

TEST(Safetensors, ViewsAreTheFilesOwnBytes) {
  const Bytes bytes(FileWithHeader(Header(Entry("a", "\"U8\"", "[3]", "[0,3]")),
                                   std::vector<uint8_t>{7, 8, 9}));
  const auto file =
      SafetensorsFile::Parse(std::make_shared<const MemoryFile>("x", bytes));
  const Bytes view = file.Find("a")->data.Read();
  EXPECT_EQ(view.span().data(), bytes.span().data() + bytes.size() - 3);
  EXPECT_EQ(view.span()[2], 9);
}

TEST(Safetensors, ShortFilesAreRefused) {
  for (size_t size = 0; size < 10; ++size) {
    EXPECT_TRUE(Refused(std::vector<uint8_t>(size), {"not a safetensors file"}))
        << size;
  }
}

TEST(Safetensors, OversizedHeadersAreRefused) {
  for (const uint64_t length :
       {uint64_t{3}, uint64_t{1} << 31, uint64_t{1} << 63, ~uint64_t{0},
        ~uint64_t{0} - 7, uint64_t{100'000'001}}) {
    EXPECT_TRUE(Refused(FileWithHeader("{}", std::vector<uint8_t>(), &length),
                        {"claims " + std::to_string(length) + " bytes", "10"}));
  }
}

TEST(Safetensors, HeadersThatAreNoObjectAreRefused) {
  for (const char* header : {"[]", "  {}", "\"{}\"", "\n{}", "12"}) {
    EXPECT_TRUE(RefusedHeader(header, 0, {"not a JSON object"})) << header;
  }
  for (const char* header : {"{ ", "{]", "{}x", "{\"a\"}", "{\"a\":1e999}",
                             "{\"\xFF\":1}", "{'a':1}", "{\"a\":NaN}"}) {
    EXPECT_TRUE(RefusedHeader(header, 0, {"not valid JSON"})) << header;
  }
}

TEST(Safetensors, DeepNestingIsRefused) {
  for (const std::string& open : {std::string("["), std::string("{\"a\":")}) {
    std::string header = "{\"t\":";
    for (int i = 0; i < 100'000; ++i) header += open;
    EXPECT_TRUE(RefusedHeader(header, 0, {"not valid JSON"}));
  }
  const std::string deep(100'000, '[');
  const std::string closed = deep + std::string(100'000, ']');
  EXPECT_TRUE(RefusedHeader("{\"t\":" + closed + "}", 0,
                            {"tensor \"t\"", "not an object"}));
  EXPECT_TRUE(RefusedHeader(Header(Entry("t", "\"U8\"", closed, "[0,0]")), 0,
                            {"\"t\"", "shape"}));
}

TEST(Safetensors, DuplicateKeysAreRefused) {
  const std::string entry = Entry("a", "\"U8\"", "[1]", "[0,1]");
  EXPECT_TRUE(RefusedHeader(Header(entry, entry), 1, {"\"a\"", "twice"}));
  EXPECT_TRUE(
      RefusedHeader("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[1],"
                    "\"data_offsets\":[0,1]}}",
                    1, {"\"dtype\"", "twice"}));
  EXPECT_TRUE(RefusedHeader("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0,
                            {"\"k\"", "twice"}));
  // The same key in two objects is no duplicate.
  EXPECT_NO_THROW(
      Parse(FileWithHeader(Header(Entry("a", "\"U8\"", "[1]", "[0,1]"),
                                  Entry("b", "\"U8\"", "[1]", "[1,2]")),
                           2)));
}

TEST(Safetensors, BadEntriesAreRefusedByName) {
  const auto refused = [](const std::string& dtype, const std::string& shape,
                          const std::string& offsets,
                          std::vector<std::string> parts) {
    parts.emplace_back("tensor \"weird\"");
    return RefusedHeader(Header(Entry("weird", dtype, shape, offsets)), 8,
                         parts);
  };
  EXPECT_TRUE(refused("7", "[8]", "[0,8]", {"dtype should be a text"}));
  EXPECT_TRUE(refused("null", "[8]", "[0,8]", {"dtype should be a text"}));
  EXPECT_TRUE(refused("\"U8\"", "8", "[0,8]", {"shape should be an array"}));
  EXPECT_TRUE(
      refused("\"U8\"", "[8]", "{}", {"data_offsets should be an array"}));
  for (const char* number : {"-8", "8.0", "8e0", "\"8\"", "true", "null", "[8]",
                             "18446744073709551615", "9223372036854775808"}) {
    const std::string list = "[" + std::string(number) + "]";
    EXPECT_TRUE(refused("\"U8\"", list, "[0,8]",
                        {"shape", "non-negative whole numbers"}))
        << number;
    const std::string range = "[0," + std::string(number) + "]";
    EXPECT_TRUE(
        refused("\"U8\"", "[8]", range, {"data_offsets", "whole numbers"}))
        << number;
  }
  for (const char* range : {"[]", "[0]", "[0,4,8]", "[8,0]", "[5,4]"}) {
    EXPECT_TRUE(refused("\"U8\"", "[8]", range, {"not a range"})) << range;
  }
  EXPECT_TRUE(refused("\"U8\"", "[9]", "[0,9]", {"byte 9 of 8", "truncated"}));
  EXPECT_TRUE(
      refused("\"U8\"", "[8]", "[0,9223372036854775807]", {"truncated"}));
  EXPECT_TRUE(
      refused("\"U8\"", "[7]", "[0,8]", {"U8 [7] needs 7 bytes", "give 8"}));
  EXPECT_TRUE(refused("\"F32\"", "[8]", "[0,8]", {"F32 [8] needs 32 bytes"}));
  EXPECT_TRUE(refused("\"F32\"", "[]", "[0,8]", {"F32 [] needs 4 bytes"}));
}

TEST(Safetensors, UnknownTypesAreUnsupportedByName) {
  for (const char* dtype : {"F8_E4M3", "f32", "", "F32 "}) {
    const std::string header =
        Header(Entry("a", "\"" + std::string(dtype) + "\"", "[8]", "[0,8]"));
    EXPECT_TRUE(Refused(FileWithHeader(header, 8),
                        {"tensor \"a\"", "\"" + std::string(dtype) + "\""},
                        ErrorCode::kUnsupported));
  }
}

TEST(Safetensors, OverflowingShapesAreRefused) {
  for (const char* shape :
       {"[9223372036854775807]", "[4294967296,4294967296]",
        "[4611686018427387904,2]", "[2147483648,2147483648,2147483648]",
        "[65536,65536,65536,65536]"}) {
    EXPECT_TRUE(RefusedHeader(Header(Entry("big", "\"F32\"", shape, "[0,8]")),
                              8, {"tensor \"big\"", "overflows"}))
        << shape;
  }
  // A product of zero overflows nothing, whatever the order.
  EXPECT_TRUE(RefusedHeader(
      Header(Entry("big", "\"F32\"", "[0,4294967296,4294967296]", "[0,8]")), 8,
      {"needs 0 bytes"}));
}

TEST(Safetensors, TensorsMustTileTheData) {
  const auto two = [](const std::string& first, const std::string& second) {
    return Header(Entry("a", "\"U8\"", "[4]", first),
                  Entry("b", "\"U8\"", "[4]", second));
  };
  EXPECT_NO_THROW(Parse(FileWithHeader(two("[4,8]", "[0,4]"), 8)));
  EXPECT_TRUE(RefusedHeader(two("[0,4]", "[0,4]"), 8, {"overlap at byte 0"}));
  EXPECT_TRUE(RefusedHeader(two("[0,4]", "[3,7]"), 8, {"overlap at byte 3"}));
  EXPECT_TRUE(
      RefusedHeader(two("[0,4]", "[5,9]"), 9, {"between tensors at 4"}));
  EXPECT_TRUE(
      RefusedHeader(two("[1,5]", "[5,9]"), 9, {"between tensors at 0"}));
  EXPECT_TRUE(RefusedHeader(two("[0,4]", "[4,8]"), 9, {"end at byte 8 of 9"}));
  EXPECT_TRUE(RefusedHeader("{}", 1, {"end at byte 0 of 1"}));
}

TEST(Safetensors, MetadataMustBeTexts) {
  EXPECT_TRUE(RefusedHeader("{\"__metadata__\":[]}", 0,
                            {"__metadata__ is not an object"}));
  EXPECT_TRUE(RefusedHeader("{\"__metadata__\":{\"k\":1}}", 0,
                            {"\"k\" is not a text"}));
}

TEST(WriteSafetensors, RoundTripsAndAlignsEveryTensor) {
  const std::vector<uint8_t> bytes = {1, 2,  3,  4,  5,  6,  7,  8,
                                      9, 10, 11, 12, 13, 14, 15, 16};
  const auto tensor = [&](const char* name, DType dtype, int64_t size) {
    return NamedTensor{
        name, dtype, {size}, std::span(bytes).first(size * DTypeSize(dtype))};
  };
  const auto file = Parse(WriteSafetensors(
      {tensor("odd", DType::kU8, 3), tensor("half", DType::kF16, 3),
       tensor("wide", DType::kF64, 1), tensor("single", DType::kF32, 3)},
      {{"note", "\"quoted\" ü"}}));
  EXPECT_EQ(*file.Metadata("note"), "\"quoted\" ü");
  ASSERT_EQ(file.tensors().size(), 4U);
  for (const auto& [name, entry] : file.tensors()) {
    const Bytes read = entry.data.Read();
    EXPECT_TRUE(
        std::equal(read.span().begin(), read.span().end(), bytes.begin()))
        << name;
    EXPECT_EQ(entry.data.offset % DTypeSize(entry.dtype), 0U) << name;
  }
}

}  // namespace
}  // namespace stepglot
