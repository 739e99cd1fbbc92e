// Checks and widens tensors; knows the native container's tensor names.
#include "core/model/weight_reader.h"

#include <bit>
#include <cstring>

#include "core/error.h"

namespace stepglot {
namespace {

uint16_t LoadU16(const uint8_t* bytes) {
  uint16_t value = 0;
  std::memcpy(&value, bytes, sizeof(value));
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

// Infinity and NaN are the values whose exponent bits are all set.
bool AllFinite(const float* values, int64_t size) {
  constexpr uint32_t kExponent = 0x7F800000U;
  bool finite = true;
  for (int64_t i = 0; i < size; ++i) {
    finite &= (std::bit_cast<uint32_t>(values[i]) & kExponent) != kExponent;
  }
  return finite;
}

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
  return {ReadLinear(reader, name + ".inner", config.ffn, config.d_model,
                     config.linear_bias),
          ReadLinear(reader, name + ".outer", config.d_model, config.ffn,
                     config.linear_bias)};
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
  layer.self_attention = ReadAttention(reader, name + "self_attn", config);
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

float* OwnedFloats::Allocate(size_t size) {
  arrays_.push_back(std::make_unique_for_overwrite<float[]>(size));
  bytes_ += size * sizeof(float);
  return arrays_.back().get();
}

void WeightReader::Fail(const std::string& name,
                        const std::string& reason) const {
  throw Error(ErrorCode::kInvalidModel,
              file_.where() + ": tensor \"" + name + "\": " + reason);
}

const TensorView& WeightReader::Get(const std::string& name,
                                    const std::vector<int64_t>& shape) const {
  const TensorView* tensor = file_.Find(name);
  if (tensor == nullptr)
    Fail(name, "missing, expected shape " + ShapeText(shape));
  if (tensor->shape != shape) {
    Fail(name, "expected shape " + ShapeText(shape) + ", found " +
                   ShapeText(tensor->shape));
  }
  return *tensor;
}

const float* WeightReader::Floats(const std::string& name,
                                  const TensorView& tensor) {
  const int64_t size = tensor.size();
  const float* floats = nullptr;
  if (tensor.dtype == DType::kF32 && IsAligned(tensor.bytes.data())) {
    floats = reinterpret_cast<const float*>(tensor.bytes.data());
  } else if (tensor.dtype == DType::kF32) {
    float* copy = owned_.Allocate(size);
    std::memcpy(copy, tensor.bytes.data(), tensor.bytes.size());
    floats = copy;
  } else if (tensor.dtype == DType::kF16 || tensor.dtype == DType::kBF16) {
    float* copy = owned_.Allocate(size);
    const auto widen = tensor.dtype == DType::kF16 ? FromFloat16 : FromBFloat16;
    for (int64_t i = 0; i < size; ++i)
      copy[i] = widen(LoadU16(tensor.bytes.data() + 2 * i));
    floats = copy;
  } else {
    Fail(name, std::string("expected F32, F16 or BF16, found ") +
                   DTypeName(tensor.dtype));
  }
  if (!AllFinite(floats, size)) Fail(name, "holds infinities or NaN");
  return floats;
}

Matrix WeightReader::ReadMatrix(const std::string& name, int rows,
                                int columns) {
  const TensorView& tensor = Get(name, {rows, columns});
  Matrix matrix;
  matrix.rows = rows;
  matrix.columns = columns;
  if (tensor.dtype == DType::kI8) {
    matrix.i8 = reinterpret_cast<const int8_t*>(tensor.bytes.data());
    const std::string scale_name = ScaleName(name);
    matrix.scales = Floats(scale_name, Get(scale_name, {rows}));
  } else {
    matrix.f32 = Floats(name, tensor);
  }
  names_.push_back({name, true, matrix});
  return matrix;
}

const float* WeightReader::ReadVector(const std::string& name, int size) {
  Matrix row;
  row.rows = 1;
  row.columns = size;
  row.f32 = Floats(name, Get(name, {size}));
  names_.push_back({name, false, row});
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

std::string ScaleName(const std::string& name) { return name + ".scale"; }

}  // namespace stepglot
