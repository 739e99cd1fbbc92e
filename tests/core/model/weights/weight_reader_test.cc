// Tests how tensors of all types and alignments become float32 and int8
// weights.
#include "core/model/weights/weight_reader.h"

#include <gtest/gtest.h>

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/model/formats/native.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/header_file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

std::vector<uint8_t> Halves(const std::vector<uint16_t>& values) {
  std::vector<uint8_t> bytes(values.size() * 2);
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

std::vector<uint8_t> Floats(const std::vector<float>& values) {
  std::vector<uint8_t> bytes(values.size() * sizeof(float));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

// A file of the vector "v", preceded by `padding` bytes that put it at another
// alignment.
SafetensorsFile FileWithVector(const std::string& dtype, size_t size,
                               std::vector<uint8_t> data, size_t padding = 0) {
  const auto range = [](size_t begin, size_t end) {
    return "[" + std::to_string(begin) + "," + std::to_string(end) + "]";
  };
  std::string header =
      "{\"v\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + std::to_string(size) +
      "],\"data_offsets\":" + range(padding, padding + data.size()) + "}," +
      "\"padding\":{\"dtype\":\"U8\",\"shape\":[" + std::to_string(padding) +
      "],\"data_offsets\":" + range(0, padding) + "}}";
  header.resize((header.size() + 7) / 8 * 8, ' ');
  data.insert(data.begin(), padding, 0);
  return SafetensorsFile::Parse(
      InMemory("x.safetensors", FileWithHeader(header, data)));
}

std::vector<float> ReadVector(const SafetensorsFile& file, int size) {
  const auto source = NativeWeightSource(file);
  WeightMemory owned;
  WeightReader reader(*source, owned, "x.safetensors");
  const float* values = reader.ReadVector("v", size);
  return {values, values + size};
}

TEST(WeightReader, WidensFloat16) {
  const std::vector<uint16_t> bits = {0x3C00, 0xC000, 0x0000, 0x8000,
                                      0x0001, 0x8001, 0x03FF, 0x0400,
                                      0x7BFF, 0xFBFF, 0x3555, 0x3C01};
  const std::vector<float> values = {
      1,          -2,       0,     -0.0F,  0x1p-24F,    -0x1p-24F,
      0x3FFp-24F, 0x1p-14F, 65504, -65504, 0x1.554p-2F, 0x1.004p0F};
  EXPECT_TRUE(SameBits(ReadVector(FileWithVector("F16", 12, Halves(bits)), 12),
                       values));
}

TEST(WeightReader, WidensBFloat16) {
  const std::vector<uint16_t> bits = {0x3F80, 0xC000, 0x0000, 0x8000,
                                      0x0001, 0x7F7F, 0x3EAB};
  const std::vector<float> values = {1,         -2,          0,         -0.0F,
                                     0x1p-133F, 0x1.FEp127F, 0x1.56p-2F};
  EXPECT_TRUE(
      SameBits(ReadVector(FileWithVector("BF16", 7, Halves(bits)), 7), values));
}

TEST(WeightReader, AlignedFloatsAreViewsAndOthersCopies) {
  const std::vector<float> values = {1.5F, -FLT_MAX, FLT_TRUE_MIN};
  for (size_t padding = 0; padding <= 8; ++padding) {
    const SafetensorsFile file =
        FileWithVector("F32", 3, Floats(values), padding);
    const auto source = NativeWeightSource(file);
    WeightMemory owned;
    WeightReader reader(*source, owned, "x.safetensors");
    const float* read = reader.ReadVector("v", 3);
    EXPECT_TRUE(SameBits({read, 3}, values));
    const bool is_view = reinterpret_cast<const uint8_t*>(read) ==
                         file.Find("v")->data.Read().span().data();
    EXPECT_EQ(is_view, padding % 4 == 0);
    EXPECT_EQ(owned.converted_bytes(), is_view ? 0 : 3 * sizeof(float));
    EXPECT_EQ(owned.kept_bytes(), is_view ? 3 * sizeof(float) : 0);
  }
}

TEST(WeightReader, OddlyPlacedHalvesAreRead) {
  for (size_t padding = 0; padding <= 3; ++padding) {
    const auto file =
        FileWithVector("F16", 2, Halves({0x3C00, 0x4000}), padding);
    EXPECT_TRUE(SameBits(ReadVector(file, 2), std::vector<float>{1, 2}));
  }
}

TEST(WeightReader, InfinitiesAndNanAreRefused) {
  const std::vector<std::string> parts = {"x.safetensors", "tensor \"v\"",
                                          "infinities or NaN"};
  for (const float bad :
       {INFINITY, -INFINITY, NAN, std::bit_cast<float>(0xFF800001U)}) {
    for (const size_t padding : {0, 1}) {
      const auto file = FileWithVector("F32", 3, Floats({1, 2, bad}), padding);
      EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, parts,
                         [&] { ReadVector(file, 3); }));
    }
  }
  for (const uint16_t bad : {0x7C00, 0xFC00, 0x7C01, 0x7E00}) {
    const auto file = FileWithVector("F16", 2, Halves({0, bad}));
    EXPECT_TRUE(
        Throws(ErrorCode::kInvalidModel, parts, [&] { ReadVector(file, 2); }));
  }
  for (const uint16_t bad : {0x7F80, 0xFF80, 0x7FC0}) {
    const auto file = FileWithVector("BF16", 2, Halves({0, bad}));
    EXPECT_TRUE(
        Throws(ErrorCode::kInvalidModel, parts, [&] { ReadVector(file, 2); }));
  }
}

TEST(WeightReader, OtherTypesAndShapesAreRefused) {
  for (const char* dtype : {"I32", "U32"}) {
    const auto file = FileWithVector(dtype, 2, std::vector<uint8_t>(8));
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                       {"tensor \"v\"", "F32, F16 or BF16", dtype},
                       [&] { ReadVector(file, 2); }));
  }
  const auto file = FileWithVector("F32", 2, Floats({1, 2}));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"expected shape [3]", "found [2]"},
                     [&] { ReadVector(file, 3); }));
  const auto source = NativeWeightSource(file);
  WeightMemory owned;
  WeightReader reader(*source, owned, "x.safetensors");
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"expected shape [1, 2]", "found [2]"},
                     [&] { reader.ReadMatrix("v", 1, 2); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"tensor \"w\"", "missing", "[4, 5]"},
                     [&] { reader.ReadMatrix("w", 4, 5); }));
}

// A 2 x 3 int8 matrix and whatever is called its scales.
SafetensorsFile FileWithInt8(const std::string& scale_entry,
                             std::vector<uint8_t> scales) {
  const std::string matrix_range = "[" + std::to_string(scales.size()) + "," +
                                   std::to_string(scales.size() + 6) + "]";
  std::string header =
      "{\"m\":{\"dtype\":\"I8\",\"shape\":[2,3],\"data_offsets\":" +
      matrix_range + "}" +
      (scale_entry.empty() ? "" : ",\"m.scale\":" + scale_entry) + "}";
  header.resize((header.size() + 7) / 8 * 8, ' ');
  scales.insert(scales.end(), {1, 0xFF, 0x80, 0x7F, 0, 5});
  return SafetensorsFile::Parse(
      InMemory("x.safetensors", FileWithHeader(header, scales)));
}

TEST(WeightReader, Int8IsAViewWithItsScales) {
  const auto file =
      FileWithInt8(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})",
                   Floats({0.5F, -0.25F}));
  const auto source = NativeWeightSource(file);
  WeightMemory owned;
  WeightReader reader(*source, owned, "x.safetensors");
  const Matrix matrix = reader.ReadMatrix("m", 2, 3);
  EXPECT_TRUE(matrix.quantized());
  EXPECT_EQ(matrix.f32, nullptr);
  EXPECT_EQ(std::vector<int>(matrix.i8, matrix.i8 + 6),
            (std::vector<int>{1, -1, -128, 127, 0, 5}));
  EXPECT_EQ(matrix.scales[1], -0.25F);
  // The scales, too, where they are aligned.
  const bool is_aligned = reinterpret_cast<uintptr_t>(
                              file.Find("m.scale")->data.Read().span().data()) %
                              alignof(float) ==
                          0;
  EXPECT_EQ(owned.kept_bytes(), is_aligned ? 14U : 6U);
  const std::vector<NamedWeight> names = reader.TakeNames();
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names[0].name, "m");
  EXPECT_TRUE(names[0].is_matrix);
}

TEST(WeightReader, Int8WithoutSoundScalesIsRefused) {
  const auto refused = [](const SafetensorsFile& file,
                          const std::string& part) {
    const auto source = NativeWeightSource(file);
    WeightMemory owned;
    WeightReader reader(*source, owned, "x.safetensors");
    return Throws(ErrorCode::kInvalidModel, {"tensor \"m.scale\"", part},
                  [&] { reader.ReadMatrix("m", 2, 3); });
  };
  EXPECT_TRUE(refused(FileWithInt8("", {}), "missing, expected shape [2]"));
  EXPECT_TRUE(refused(
      FileWithInt8(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})",
                   Floats({1})),
      "expected shape [2]"));
  EXPECT_TRUE(refused(
      FileWithInt8(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})",
                   Floats({1, INFINITY})),
      "infinities"));
  EXPECT_TRUE(
      refused(FileWithInt8(R"({"dtype":"U8","shape":[2],"data_offsets":[0,2]})",
                           {1, 1}),
              "found U8"));
}

// Weights of any form, under names of their own in the file.
class MapSource : public WeightSource {
 public:
  void Add(const std::string& name, StoredWeight weight) {
    weight.name = NameInFile(name);
    weights_[name] = std::move(weight);
  }

  std::optional<StoredWeight> Find(const std::string& name) const override {
    const auto found = weights_.find(name);
    if (found == weights_.end()) return std::nullopt;
    return found->second;
  }
  std::string NameInFile(const std::string& name) const override {
    return "theirs/" + name;
  }
  void CheckAllUsed(const std::set<std::string>&) const override {}

 private:
  std::map<std::string, StoredWeight> weights_;
};

// A [2, 3] matrix, or what `shape` says, of these elements.
template <typename T>
StoredWeight Stored(DType dtype, const std::vector<T>& elements,
                    bool transposed = false, std::vector<float> scales = {},
                    std::vector<int64_t> shape = {2, 3}) {
  std::vector<uint8_t> bytes(elements.size() * sizeof(T));
  std::memcpy(bytes.data(), elements.data(), bytes.size());
  const FilePointer file = InMemory("theirs.npz", std::move(bytes));
  return {"",
          dtype,
          std::move(shape),
          {file, 0, file->size()},
          transposed,
          std::move(scales)};
}

// The values of a matrix, multiplied out.
std::vector<float> ValuesOf(const Matrix& matrix) {
  std::vector<float> values;
  for (int i = 0; i < matrix.rows * matrix.columns; ++i) {
    values.push_back(matrix.quantized() ? static_cast<float>(matrix.i8[i]) *
                                              matrix.scales[i / matrix.columns]
                                        : matrix.f32[i]);
  }
  return values;
}

// Reads one weight as a [2, 3] matrix.
struct ReadWeight {
  explicit ReadWeight(StoredWeight stored) {
    source.Add("m", std::move(stored));
    matrix = reader.ReadMatrix("m", 2, 3);
  }

  MapSource source;
  WeightMemory memory;
  WeightReader reader{source, memory, "model"};
  Matrix matrix;
};

TEST(WeightReader, Int16IsMultipliedByItsScales) {
  const std::vector<int16_t> values = {1, -2, 3, 1000, -32768, 32767};
  const ReadWeight one(Stored(DType::kI16, values, false, {0.5F}));
  EXPECT_FALSE(one.matrix.quantized());
  EXPECT_EQ(ValuesOf(one.matrix),
            (std::vector<float>{0.5F, -1, 1.5F, 500, -16384, 16383.5F}));
  EXPECT_EQ(one.memory.kept_bytes(), 0U);
  const ReadWeight rows(Stored(DType::kI16, values, false, {0.5F, 2}));
  EXPECT_EQ(ValuesOf(rows.matrix),
            (std::vector<float>{0.5F, -1, 1.5F, 2000, -65536, 65534}));
}

TEST(WeightReader, TransposedMatricesAreTurned) {
  // [3, 2] of [2, 3].
  const std::vector<float> expected = {1, 3, 5, 2, 4, 6};
  const ReadWeight f32(
      Stored<float>(DType::kF32, {1, 2, 3, 4, 5, 6}, /*transposed=*/true));
  EXPECT_EQ(ValuesOf(f32.matrix), expected);
  EXPECT_EQ(f32.memory.kept_bytes(), 0U);
  EXPECT_EQ(f32.memory.converted_bytes(), 6 * sizeof(float));
  const ReadWeight f16(Stored<uint16_t>(
      DType::kF16, {0x3C00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600}, true));
  EXPECT_EQ(ValuesOf(f16.matrix), expected);
  const ReadWeight i16(
      Stored<int16_t>(DType::kI16, {2, 4, 6, 8, 10, 12}, true, {0.5F}));
  EXPECT_EQ(ValuesOf(i16.matrix), expected);
  // Scales are those of the turned rows.
  const ReadWeight rows(
      Stored<int16_t>(DType::kI16, {1, 2, 3, 4, 5, 6}, true, {1, 10}));
  EXPECT_EQ(ValuesOf(rows.matrix), (std::vector<float>{1, 3, 5, 20, 40, 60}));
}

TEST(WeightReader, TransposedInt8StaysInt8) {
  const ReadWeight i8(
      Stored<int8_t>(DType::kI8, {1, 2, 3, -4, 5, 6}, true, {1, 10}));
  ASSERT_TRUE(i8.matrix.quantized());
  EXPECT_EQ(ValuesOf(i8.matrix), (std::vector<float>{1, 3, 5, 20, -40, 60}));
  EXPECT_EQ(i8.matrix.sums[0], 1 + 3 + 5);
  EXPECT_EQ(i8.matrix.sums[1], 2 - 4 + 6);
  EXPECT_EQ(i8.memory.kept_bytes(), 0U);
  EXPECT_EQ(i8.memory.converted_bytes(),
            6 + 2 * (sizeof(float) + sizeof(int32_t)));
}

TEST(WeightReader, OneScaleIsThatOfEveryRow) {
  const ReadWeight i8(
      Stored<int8_t>(DType::kI8, {1, 2, 3, 4, 5, 6}, false, {0.25F}));
  ASSERT_TRUE(i8.matrix.quantized());
  EXPECT_EQ(i8.matrix.scales[0], 0.25F);
  EXPECT_EQ(i8.matrix.scales[1], 0.25F);
  EXPECT_EQ(i8.memory.kept_bytes(), 6U);
}

TEST(WeightReader, ScalesMustFitAndBeFinite) {
  const auto refused = [](StoredWeight stored, const std::string& part) {
    return Throws(ErrorCode::kInvalidModel,
                  {"model", "tensor \"theirs/m\"", part},
                  [&] { ReadWeight{std::move(stored)}; });
  };
  const std::vector<int8_t> bytes(6, 1);
  const std::vector<int16_t> words(6, 30000);
  for (const bool transposed : {false, true}) {
    const std::vector<float> three = {1, 1, 1};
    EXPECT_TRUE(refused(Stored(DType::kI8, bytes, transposed, three),
                        "expected 2 scales, found 3"));
    EXPECT_TRUE(refused(Stored(DType::kI16, words, transposed, three),
                        "expected 2 scales, found 3"));
    EXPECT_TRUE(refused(Stored(DType::kI8, bytes, transposed, {}),
                        "expected 2 scales, found 0"));
    for (const float bad : {INFINITY, -INFINITY, NAN}) {
      EXPECT_TRUE(refused(Stored(DType::kI8, bytes, transposed, {1, bad}),
                          "scales hold infinities"));
      EXPECT_TRUE(refused(Stored(DType::kI16, words, transposed, {bad}),
                          "scales hold infinities"));
    }
    // Sound scales may still lead too far.
    EXPECT_TRUE(refused(Stored(DType::kI16, words, transposed, {FLT_MAX}),
                        "holds infinities"));
  }
}

// Without scales, integers say nothing.
TEST(WeightReader, Int16MatricesNeedAScale) {
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"theirs/m", "found I16"}, [] {
    ReadWeight{Stored<int16_t>(DType::kI16, {1, 2, 3, 4, 5, 6})};
  }));
}

TEST(WeightReader, Int8VectorsNeedAScale) {
  MapSource source;
  source.Add("v", Stored<int8_t>(DType::kI8, {1, 2, 3}, false, {}, {3}));
  WeightMemory memory;
  WeightReader reader(source, memory, "model");
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"tensor \"theirs/v\"", "found I8"},
                     [&] { reader.ReadVector("v", 3); }));
  const auto file = FileWithVector("I8", 2, {1, 2});
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"tensor \"v.scale\"", "missing, expected shape [2]"},
                     [&] { ReadVector(file, 2); }));
}

TEST(WeightReader, Int8TablesAreWidenedByTheScalesOfTheFile) {
  const auto file =
      FileWithInt8(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})",
                   Floats({0.5F, -0.25F}));
  const auto source = NativeWeightSource(file);
  WeightMemory memory;
  WeightReader reader(*source, memory, "x.safetensors");
  const float* table = reader.ReadTable("m", 2, 3);
  EXPECT_EQ(std::vector<float>(table, table + 6),
            (std::vector<float>{0.5F, -0.5F, -64, -31.75F, 0, -1.25F}));
}

// What is added is never quantized, however it is stored.
TEST(WeightReader, TablesAreFloats) {
  MapSource source;
  source.Add("t", Stored<int8_t>(DType::kI8, {1, 2, 3, 4, 5, 6}, false, {2}));
  source.Add("m", Stored<float>(DType::kF32, {1, 2, 3, 4, 5, 6}));
  source.Add("v", Stored<int16_t>(DType::kI16, {1, 2, 3}, false, {4}, {3}));
  WeightMemory memory;
  WeightReader reader(source, memory, "model");
  const float* table = reader.ReadTable("t", 2, 3);
  EXPECT_EQ(std::vector<float>(table, table + 6),
            (std::vector<float>{2, 4, 6, 8, 10, 12}));
  reader.ReadMatrix("m", 2, 3);
  const float* vector = reader.ReadVector("v", 3);
  EXPECT_EQ(std::vector<float>(vector, vector + 3),
            (std::vector<float>{4, 8, 12}));
  EXPECT_EQ(reader.used(),
            (std::set<std::string>{"theirs/m", "theirs/t", "theirs/v"}));
  const std::vector<NamedWeight> names = reader.TakeNames();
  ASSERT_EQ(names.size(), 3U);
  EXPECT_EQ(names[0].name, "t");
  EXPECT_TRUE(names[0].is_matrix);
  EXPECT_FALSE(names[0].is_quantizable);
  EXPECT_EQ(names[0].values.rows, 2);
  EXPECT_EQ(names[0].values.columns, 3);
  EXPECT_TRUE(names[1].is_matrix);
  EXPECT_TRUE(names[1].is_quantizable);
  EXPECT_FALSE(names[2].is_matrix);
  EXPECT_FALSE(names[2].is_quantizable);
  EXPECT_EQ(names[2].values.rows, 1);
}

// Complaints are in the words of the file.
TEST(WeightReader, MissingWeightsAreNamedAsTheFileWouldNameThem) {
  const MapSource source;
  WeightMemory memory;
  WeightReader reader(source, memory, "folder");
  EXPECT_TRUE(
      Throws(ErrorCode::kInvalidModel,
             {"folder", "tensor \"theirs/output.bias\"", "missing", "[3]"},
             [&] { reader.ReadVector("output.bias", 3); }));
  EXPECT_TRUE(reader.used().empty());
}

}  // namespace
}  // namespace stepglot
