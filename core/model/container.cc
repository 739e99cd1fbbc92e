// Quantises and serialises models.
#include "core/model/container.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <list>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>

#include "core/model/config/config_json.h"
#include "core/model/formats/native.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

constexpr float kInt8Max = 127.0F;

template <typename T>
std::span<const uint8_t> BytesOf(const T* data, size_t size) {
  return {reinterpret_cast<const uint8_t*>(data), size * sizeof(T)};
}

// Collects the tensors of one file and owns those that were converted for it.
class ContainerBuilder {
 public:
  void AddFloats(const std::string& name, std::vector<int64_t> shape,
                 const float* data) {
    size_t size = 1;
    for (const int64_t dimension : shape) size *= dimension;
    tensors_.push_back(
        {name, DType::kF32, std::move(shape), BytesOf(data, size)});
  }

  /// Bytes that outlive this object.
  void AddBytes(const std::string& name, std::span<const uint8_t> bytes) {
    if (bytes.empty()) return;
    const auto size = static_cast<int64_t>(bytes.size());
    tensors_.push_back({name, DType::kU8, {size}, bytes});
  }

  void AddPieces(const std::string& name,
                 const std::vector<std::string>& pieces) {
    if (pieces.empty()) return;
    const std::string& text = texts_.emplace_back(
        Json(pieces).dump(-1, ' ', false, Json::error_handler_t::replace));
    AddBytes(name, BytesOf(text.data(), text.size()));
  }

  void AddMatrix(const std::string& name, const Matrix& matrix,
                 WeightType type) {
    if (type == WeightType::kFloat32) {
      AddFloats(name, {matrix.rows, matrix.columns},
                matrix.quantized() ? Dequantize(matrix) : matrix.f32);
    } else if (matrix.quantized()) {
      AddInt8(name, matrix, matrix.i8, matrix.scales);
    } else {
      AddQuantized(name, matrix);
    }
  }

  std::vector<uint8_t> Write(
      const std::map<std::string, std::string>& metadata) {
    return WriteSafetensors(std::move(tensors_), metadata);
  }

 private:
  void AddInt8(const std::string& name, const Matrix& shape,
               const int8_t* values, const float* scales) {
    const size_t size = static_cast<size_t>(shape.rows) * shape.columns;
    tensors_.push_back(
        {name, DType::kI8, {shape.rows, shape.columns}, BytesOf(values, size)});
    AddFloats(ScaleName(name), {shape.rows}, scales);
  }

  void AddQuantized(const std::string& name, const Matrix& matrix) {
    const size_t columns = matrix.columns;
    std::vector<int8_t>& values = int8s_.emplace_back(matrix.rows * columns);
    std::vector<float>& scales = floats_.emplace_back(matrix.rows);
    for (int r = 0; r < matrix.rows; ++r) {
      const float* row = matrix.f32 + r * columns;
      float largest = 0;
      for (size_t c = 0; c < columns; ++c)
        largest = std::max(largest, std::fabs(row[c]));
      // A row of zeros (or of subnormals, whose scale would be zero) may have
      // any scale.
      scales[r] = largest >= FLT_MIN * kInt8Max ? largest / kInt8Max : 1.0F;
      for (size_t c = 0; c < columns; ++c) {
        const float scaled =
            std::clamp(row[c] / scales[r], -kInt8Max, kInt8Max);
        values[r * columns + c] = static_cast<int8_t>(std::lrint(scaled));
      }
    }
    AddInt8(name, matrix, values.data(), scales.data());
  }

  const float* Dequantize(const Matrix& matrix) {
    const size_t columns = matrix.columns;
    std::vector<float>& values = floats_.emplace_back(matrix.rows * columns);
    for (int r = 0; r < matrix.rows; ++r) {
      for (size_t c = 0; c < columns; ++c) {
        values[r * columns + c] =
            static_cast<float>(matrix.i8[r * columns + c]) * matrix.scales[r];
      }
    }
    return values.data();
  }

  // Lists, because the tensors point into their elements.
  std::list<std::vector<float>> floats_;
  std::list<std::vector<int8_t>> int8s_;
  std::list<std::string> texts_;
  std::vector<NamedTensor> tensors_;
};

// What both sides share is written once.
void AddVocabularies(ContainerBuilder& builder, const Model& model) {
  const VocabularyParts& source = model.source_vocabulary();
  const VocabularyParts& target = model.target_vocabulary();
  if (source.spm.text() == target.spm.text()) {
    builder.AddBytes(kSpmTensor, source.spm.span());
  } else {
    builder.AddBytes(SourceName(kSpmTensor), source.spm.span());
    builder.AddBytes(TargetName(kSpmTensor), target.spm.span());
  }
  if (source.pieces == target.pieces) {
    builder.AddPieces(kVocabularyTensor, source.pieces);
  } else {
    builder.AddPieces(SourceName(kVocabularyTensor), source.pieces);
    builder.AddPieces(TargetName(kVocabularyTensor), target.pieces);
  }
}

}  // namespace

std::vector<uint8_t> WriteContainer(const Model& model, WeightType type) {
  ContainerBuilder builder;
  for (const NamedWeight& weight : model.named_weights()) {
    if (weight.is_matrix) {
      builder.AddMatrix(weight.name, weight.values,
                        weight.is_quantizable ? type : WeightType::kFloat32);
    } else {
      builder.AddFloats(weight.name, {weight.values.columns},
                        weight.values.f32);
    }
  }
  AddVocabularies(builder, model);
  builder.AddBytes(kShortlistTensor, model.shortlist_bytes().span());
  builder.AddBytes(kLexiconTensor, model.lexicon_bytes().span());
  return builder.Write(
      {{"format", "stepglot"}, {"config", ModelConfigToJson(model.config())}});
}

}  // namespace stepglot
