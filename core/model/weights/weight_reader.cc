// Brings weights into the network's form; knows the native names.
#include "core/model/weights/weight_reader.h"

#include <cstdint>
#include <cstring>
#include <numeric>
#include <optional>

#include "core/error.h"
#include "core/model/weights/tensor_values.h"

namespace stepglot {
namespace {

bool IsAligned(const uint8_t* bytes) {
  return reinterpret_cast<uintptr_t>(bytes) % alignof(float) == 0;
}

LinearWeights ReadLinear(WeightReader& reader, const std::string& name, int out,
                         int in, bool with_bias) {
  LinearWeights linear;
  linear.weight = reader.ReadMatrix(name + ".weight", out, in);
  if (with_bias) linear.bias = reader.ReadVector(name + ".bias", out);
  return linear;
}

NormWeights ReadNorm(WeightReader& reader, const std::string& name,
                     const ModelConfig& config) {
  NormWeights norm;
  norm.scale = reader.ReadVector(name + ".weight", config.d_model);
  if (config.norm_type == NormType::kLayer)
    norm.bias = reader.ReadVector(name + ".bias", config.d_model);
  return norm;
}

AttentionWeights ReadAttention(WeightReader& reader, const std::string& name,
                               const ModelConfig& config) {
  auto projection = [&](const char* part) {
    return ReadLinear(reader, name + part, config.d_model, config.d_model,
                      config.linear_bias);
  };
  return {projection(".q"), projection(".k"), projection(".v"),
          projection(".o")};
}

FeedForwardWeights ReadFeedForward(WeightReader& reader,
                                   const std::string& name,
                                   const ModelConfig& config) {
  FeedForwardWeights weights;
  weights.inner = ReadLinear(reader, name + ".inner", config.ffn,
                             config.d_model, config.linear_bias);
  weights.outer = ReadLinear(reader, name + ".outer", config.d_model,
                             config.ffn, config.linear_bias);
  if (config.feed_forward == FeedForwardType::kGated) {
    weights.gate = ReadLinear(reader, name + ".gate", config.ffn,
                              config.d_model, config.linear_bias);
  }
  return weights;
}

EncoderLayerWeights ReadEncoderLayer(WeightReader& reader,
                                     const std::string& name,
                                     const ModelConfig& config) {
  EncoderLayerWeights layer;
  layer.self_attention = ReadAttention(reader, name + "self_attn", config);
  layer.self_attention_norm = ReadNorm(reader, name + "self_attn_norm", config);
  layer.feed_forward = ReadFeedForward(reader, name + "ffn", config);
  layer.feed_forward_norm = ReadNorm(reader, name + "ffn_norm", config);
  return layer;
}

DecoderLayerWeights ReadDecoderLayer(WeightReader& reader,
                                     const std::string& name,
                                     const ModelConfig& config) {
  DecoderLayerWeights layer;
  if (config.decoder_cell == DecoderCell::kSsru) {
    layer.ssru = {ReadLinear(reader, name + "ssru.candidate", config.d_model,
                             config.d_model, /*with_bias=*/false),
                  ReadLinear(reader, name + "ssru.forget", config.d_model,
                             config.d_model, /*with_bias=*/true)};
  } else {
    layer.self_attention = ReadAttention(reader, name + "self_attn", config);
  }
  layer.self_attention_norm = ReadNorm(reader, name + "self_attn_norm", config);
  layer.cross_attention = ReadAttention(reader, name + "cross_attn", config);
  layer.cross_attention_norm =
      ReadNorm(reader, name + "cross_attn_norm", config);
  layer.feed_forward = ReadFeedForward(reader, name + "ffn", config);
  layer.feed_forward_norm = ReadNorm(reader, name + "ffn_norm", config);
  return layer;
}

void ReadEmbeddings(WeightReader& reader, const ModelConfig& config,
                    Weights& weights) {
  const TiedEmbeddings tied = config.tied_embeddings;
  const bool one_table =
      tied == TiedEmbeddings::kAll || tied == TiedEmbeddings::kSourceTarget;
  if (one_table) {
    weights.source_embedding = reader.ReadMatrix(
        "embedding.weight", config.source_vocab_size, config.d_model);
    weights.target_embedding = weights.source_embedding;
  } else {
    weights.source_embedding = reader.ReadMatrix(
        "encoder.embedding.weight", config.source_vocab_size, config.d_model);
    weights.target_embedding = reader.ReadMatrix(
        "decoder.embedding.weight", config.target_vocab_size, config.d_model);
  }
  const bool own_output =
      tied == TiedEmbeddings::kSourceTarget || tied == TiedEmbeddings::kNone;
  weights.output.weight =
      own_output ? reader.ReadMatrix("output.weight", config.target_vocab_size,
                                     config.d_model)
                 : weights.target_embedding;
  if (config.output_bias) {
    weights.output.bias =
        reader.ReadVector("output.bias", config.target_vocab_size);
  }
}

}  // namespace

float* WeightMemory::AllocateFloats(size_t size) {
  floats_.push_back(std::make_unique_for_overwrite<float[]>(size));
  converted_bytes_ += size * sizeof(float);
  return floats_.back().get();
}

int8_t* WeightMemory::AllocateInt8s(size_t size) {
  int8s_.push_back(std::make_unique_for_overwrite<int8_t[]>(size));
  converted_bytes_ += size;
  return int8s_.back().get();
}

int32_t* WeightMemory::AllocateInt32s(size_t size) {
  int32s_.push_back(std::make_unique_for_overwrite<int32_t[]>(size));
  converted_bytes_ += size * sizeof(int32_t);
  return int32s_.back().get();
}

const uint8_t* WeightMemory::Keep(Bytes bytes) {
  kept_.push_back(std::move(bytes));
  kept_bytes_ += kept_.back().size();
  return kept_.back().span().data();
}

StoredWeight WeightReader::Get(const std::string& name,
                               const std::vector<int64_t>& shape) {
  std::optional<StoredWeight> stored = source_.Find(name);
  if (!stored) {
    RefuseTensor(where_, source_.NameInFile(name),
                 "missing, expected shape " + ShapeText(shape));
  }
  if (stored->shape != shape) {
    RefuseTensor(where_, stored->name,
                 "expected shape " + ShapeText(shape) + ", found " +
                     ShapeText(stored->shape));
  }
  used_.insert(stored->name);
  return *std::move(stored);
}

const float* WeightReader::Floats(const StoredWeight& stored) {
  const bool is_integer =
      stored.dtype == DType::kI8 || stored.dtype == DType::kI16;
  if (!IsWidenable(stored.dtype) || (is_integer && !stored.has_scales())) {
    RefuseTensor(where_, stored.name,
                 std::string("expected F32, F16 or BF16, found ") +
                     DTypeName(stored.dtype));
  }
  Bytes bytes = stored.data.Read();
  const size_t size = bytes.size() / DTypeSize(stored.dtype);
  const bool is_view = stored.dtype == DType::kF32 && !stored.transposed &&
                       IsAligned(bytes.span().data());
  const float* floats =
      is_view ? reinterpret_cast<const float*>(memory_.Keep(std::move(bytes)))
              : Widened(stored, bytes);
  if (!AllFinite(floats, size))
    RefuseTensor(where_, stored.name, "holds infinities or NaN");
  return floats;
}

// Values in the network's order, integers multiplied by their scales.
const float* WeightReader::Widened(const StoredWeight& stored,
                                   const Bytes& bytes) {
  const auto columns = static_cast<size_t>(stored.shape.back());
  const size_t size = bytes.size() / DTypeSize(stored.dtype);
  const size_t rows = columns == 0 ? 0 : size / columns;
  const float* scales =
      stored.has_scales() ? Scales(stored, static_cast<int>(rows)) : nullptr;
  float* values = memory_.AllocateFloats(size);
  for (size_t row = 0; row < rows; ++row) {
    const float scale = scales == nullptr ? 1.0F : scales[row];
    for (size_t column = 0; column < columns; ++column) {
      const size_t i =
          stored.transposed ? column * rows + row : row * columns + column;
      values[row * columns + column] =
          ElementAt(stored.dtype, bytes.span().data(), i) * scale;
    }
  }
  return values;
}

const int8_t* WeightReader::Int8s(const StoredWeight& stored) {
  Bytes bytes = stored.data.Read();
  if (!stored.transposed)
    return reinterpret_cast<const int8_t*>(memory_.Keep(std::move(bytes)));
  const auto rows = static_cast<size_t>(stored.shape[0]);
  const auto columns = static_cast<size_t>(stored.shape[1]);
  int8_t* values = memory_.AllocateInt8s(rows * columns);
  for (size_t row = 0; row < rows; ++row) {
    for (size_t column = 0; column < columns; ++column) {
      values[row * columns + column] =
          static_cast<int8_t>(bytes.span()[column * rows + row]);
    }
  }
  return values;
}

// One scale for each row.
const float* WeightReader::Scales(const StoredWeight& stored, int rows) {
  if (stored.stored_scales) {
    Bytes bytes = stored.stored_scales->Read();
    if (IsAligned(bytes.span().data())) {
      return reinterpret_cast<const float*>(memory_.Keep(std::move(bytes)));
    }
    float* copy = memory_.AllocateFloats(rows);
    std::memcpy(copy, bytes.span().data(), bytes.size());
    return copy;
  }
  const std::vector<float>& scales = stored.scales;
  if (scales.size() != 1 && scales.size() != static_cast<size_t>(rows)) {
    RefuseTensor(where_, stored.name,
                 "expected " + std::to_string(rows) + " scales, found " +
                     std::to_string(scales.size()));
  }
  if (!AllFinite(scales.data(), scales.size()))
    RefuseTensor(where_, stored.name, "its scales hold infinities or NaN");
  float* copy = memory_.AllocateFloats(rows);
  for (int row = 0; row < rows; ++row)
    copy[row] = scales.size() == 1 ? scales[0] : scales[row];
  return copy;
}

const int32_t* WeightReader::RowSums(const Matrix& matrix) {
  int32_t* sums = memory_.AllocateInt32s(matrix.rows);
  const int8_t* row = matrix.i8;
  for (int r = 0; r < matrix.rows; ++r) {
    sums[r] = std::accumulate(row, row + matrix.columns, 0);
    row += matrix.columns;
  }
  return sums;
}

Matrix WeightReader::ReadMatrix(const std::string& name, int rows,
                                int columns) {
  const StoredWeight stored = Get(name, {rows, columns});
  Matrix matrix;
  matrix.rows = rows;
  matrix.columns = columns;
  if (stored.dtype == DType::kI8) {
    matrix.scales = Scales(stored, rows);
    matrix.i8 = Int8s(stored);
    matrix.sums = RowSums(matrix);
  } else {
    matrix.f32 = Floats(stored);
  }
  names_.push_back({name, true, true, matrix});
  return matrix;
}

const float* WeightReader::ReadTable(const std::string& name, int rows,
                                     int columns) {
  Matrix table;
  table.rows = rows;
  table.columns = columns;
  table.f32 = Floats(Get(name, {rows, columns}));
  names_.push_back({name, true, false, table});
  return table.f32;
}

const float* WeightReader::ReadVector(const std::string& name, int size) {
  Matrix row;
  row.rows = 1;
  row.columns = size;
  row.f32 = Floats(Get(name, {size}));
  names_.push_back({name, false, false, row});
  return row.f32;
}

Weights ReadWeights(WeightReader& reader, const ModelConfig& config) {
  Weights weights;
  ReadEmbeddings(reader, config, weights);
  for (int i = 0; i < config.encoder_layers; ++i) {
    const std::string name = "encoder.layers." + std::to_string(i) + ".";
    weights.encoder.push_back(ReadEncoderLayer(reader, name, config));
  }
  for (int i = 0; i < config.decoder_layers; ++i) {
    const std::string name = "decoder.layers." + std::to_string(i) + ".";
    weights.decoder.push_back(ReadDecoderLayer(reader, name, config));
  }
  if (config.position_layout == PositionLayout::kTable) {
    weights.source_positions = reader.ReadTable(
        "encoder.positions.weight", config.max_source_length, config.d_model);
    weights.target_positions = reader.ReadTable(
        "decoder.positions.weight", config.max_target_length, config.d_model);
  }
  if (config.embedding_norm) {
    weights.encoder_embedding_norm =
        ReadNorm(reader, "encoder.embedding_norm", config);
    weights.decoder_embedding_norm =
        ReadNorm(reader, "decoder.embedding_norm", config);
  }
  if (config.final_norm) {
    weights.encoder_norm = ReadNorm(reader, "encoder.norm", config);
    weights.decoder_norm = ReadNorm(reader, "decoder.norm", config);
  }
  return weights;
}

}  // namespace stepglot
