// Writes CTranslate2's models.
#include "tests/core/support/ctranslate2_model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "tests/core/support/byte_writer.h"
#include "tests/core/support/watched_file.h"

namespace stepglot {
namespace {

StoredTensor FloatTensor(std::vector<int64_t> shape,
                         const std::vector<float>& values) {
  return {DType::kF32, std::move(shape), ByteWriter().Numbers(values).bytes()};
}

std::vector<float> Floats(const StoredTensor& tensor) {
  std::vector<float> values(tensor.bytes.size() / sizeof(float));
  std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
  return values;
}

bool IsWeight(const std::string& name) { return name.ends_with("/weight"); }

// Copies a container's tensors under CTranslate2's names.
class Converter {
 public:
  Converter(const ModelFile& native, CTranslate2Model& model)
      : native_(native), model_(model) {}

  // Puts tensors of the container one below the other.
  void Add(const std::string& name, const std::vector<std::string>& parts) {
    std::vector<float> values;
    std::vector<int64_t> shape;
    for (const std::string& part : parts) {
      if (!native_.tensors.contains(part)) return;
      const std::vector<float> more = native_.Floats(part);
      values.insert(values.end(), more.begin(), more.end());
      const std::vector<int64_t>& own = native_.tensors.at(part).shape;
      if (shape.empty()) {
        shape = own;
      } else {
        shape[0] += own[0];
      }
    }
    model_.SetFloats(name, shape, values);
  }

  void AddLinear(const std::string& name,
                 const std::vector<std::string>& parts) {
    for (const std::string end : {"weight", "bias"}) {
      std::vector<std::string> tensors;
      for (const std::string& part : parts) tensors.push_back(part + "." + end);
      Add(name + "/" + end, tensors);
    }
  }

  void AddNorm(const std::string& name, const std::string& native) {
    Add(name + "/gamma", {native + ".weight"});
    Add(name + "/beta", {native + ".bias"});
  }

  void AddLayer(const std::string& name, const std::string& native) {
    const std::string self = native + ".self_attn";
    const std::string cross = native + ".cross_attn";
    AddLinear(name + "/self_attention/linear_0",
              {self + ".q", self + ".k", self + ".v"});
    AddLinear(name + "/self_attention/linear_1", {self + ".o"});
    AddNorm(name + "/self_attention/layer_norm", self + "_norm");
    AddLinear(name + "/attention/linear_0", {cross + ".q"});
    AddLinear(name + "/attention/linear_1", {cross + ".k", cross + ".v"});
    AddLinear(name + "/attention/linear_2", {cross + ".o"});
    AddNorm(name + "/attention/layer_norm", cross + "_norm");
    AddLinear(name + "/ffn/linear_0", {native + ".ffn.inner"});
    AddLinear(name + "/ffn/linear_1", {native + ".ffn.outer"});
    AddNorm(name + "/ffn/layer_norm", native + ".ffn_norm");
  }

  // The tables that exist; what is tied is stored as often as it is used.
  void AddEmbeddings() {
    const bool is_shared = native_.tensors.contains("embedding.weight");
    const auto table = [&](const std::string& side) {
      return is_shared ? "embedding.weight" : side + ".embedding.weight";
    };
    Add("encoder/embeddings_0/weight", {table("encoder")});
    Add("decoder/embeddings/weight", {table("decoder")});
    const bool has_output = native_.tensors.contains("output.weight");
    Add("decoder/projection/weight",
        {has_output ? "output.weight" : table("decoder")});
    Add("decoder/projection/bias", {"output.bias"});
  }

 private:
  const ModelFile& native_;
  CTranslate2Model& model_;
};

int8_t ActivationCode(Activation activation) {
  constexpr Activation kCodes[] = {Activation::kRelu, Activation::kGeluTanh,
                                   Activation::kSwish, Activation::kGelu,
                                   Activation::kGeluSigmoid};
  return static_cast<int8_t>(
      std::find(std::begin(kCodes), std::end(kCodes), activation) - kCodes);
}

uint8_t TypeCode(DType dtype) {
  constexpr DType kCodes[] = {DType::kF32, DType::kI8,  DType::kI16,
                              DType::kI32, DType::kF16, DType::kBF16};
  return static_cast<uint8_t>(
      std::find(std::begin(kCodes), std::end(kCodes), dtype) - kCodes);
}

void WriteName(ByteWriter& file, const std::string& name) {
  file.Number(static_cast<uint16_t>(name.size() + 1)).Text(name);
  file.Number<uint8_t>(0);
}

void WriteVariable(ByteWriter& file, const StoredTensor& tensor,
                   bool has_types) {
  file.Number(static_cast<uint8_t>(tensor.shape.size()));
  for (const int64_t size : tensor.shape)
    file.Number(static_cast<uint32_t>(size));
  const size_t item = DTypeSize(tensor.dtype);
  if (has_types) {
    file.Number(TypeCode(tensor.dtype));
    file.Number(static_cast<uint32_t>(tensor.bytes.size()));
  } else {
    file.Number(static_cast<uint8_t>(item));
    file.Number(static_cast<uint32_t>(tensor.bytes.size() / item));
  }
  file.Bytes(tensor.bytes);
}

}  // namespace

CTranslate2Model CTranslate2Model::Of(const ModelFile& native) {
  const ModelConfig& config = native.config;
  CTranslate2Model model;
  Converter converter(native, model);
  converter.AddEmbeddings();
  for (const std::string side : {"encoder", "decoder"}) {
    const int layers =
        side == "encoder" ? config.encoder_layers : config.decoder_layers;
    for (int i = 0; i < layers; ++i) {
      const std::string number = std::to_string(i);
      converter.AddLayer(side + "/layer_" + number, side + ".layers." + number);
    }
    converter.AddNorm(side + "/layer_norm", side + ".norm");
    converter.AddNorm(side + "/layernorm_embedding", side + ".embedding_norm");
    converter.Add(side + "/position_encodings/encodings",
                  {side + ".positions.weight"});
    model.variables[side + "/num_heads"] = {
        DType::kI16,
        {},
        ByteWriter().Number(static_cast<int16_t>(config.heads)).bytes()};
    model.SetFlag(side + "/pre_norm", config.norm == NormPlacement::kPre);
    model.SetFlag(side + "/activation", ActivationCode(config.activation));
    model.SetFloats(side + "/scale_embeddings", {}, {config.embedding_scale});
  }
  model.SetFlag("decoder/start_from_zero_embedding",
                config.decoder_start == kZeroEmbedding);
  model.SetFlag("decoder/alignment_heads", 1);
  model.SetFlag("decoder/alignment_layer", -1);
  for (const char* feature :
       {"encoder/multi_query_attention", "decoder/alibi",
        "decoder/alibi_use_positive_positions", "decoder/scale_alibi"}) {
    model.SetFlag(feature, 0);
  }
  return model;
}

void CTranslate2Model::SetFlag(const std::string& name, int8_t value) {
  variables[name] = {DType::kI8, {}, {static_cast<uint8_t>(value)}};
}

void CTranslate2Model::SetFloats(const std::string& name,
                                 std::vector<int64_t> shape,
                                 const std::vector<float>& values) {
  variables[name] = FloatTensor(std::move(shape), values);
}

void CTranslate2Model::SetText(const std::string& name,
                               const std::string& text) {
  variables[name] = {DType::kI8,
                     {static_cast<int64_t>(text.size())},
                     {text.begin(), text.end()}};
}

void CTranslate2Model::QuantiseToInt8() {
  for (const auto& [name, tensor] : std::map(variables)) {
    if (!IsWeight(name)) continue;
    const std::vector<float> values = Floats(tensor);
    const auto rows = static_cast<size_t>(tensor.shape[0]);
    const size_t columns = values.size() / rows;
    std::vector<float> scales;
    std::vector<int8_t> integers;
    for (size_t row = 0; row < rows; ++row) {
      float peak = 0;
      for (size_t i = 0; i < columns; ++i)
        peak = std::max(peak, std::abs(values[row * columns + i]));
      scales.push_back(peak == 0 ? 1 : 127 / peak);
      for (size_t i = 0; i < columns; ++i) {
        integers.push_back(static_cast<int8_t>(
            std::lround(values[row * columns + i] * scales.back())));
      }
    }
    variables[name] = {DType::kI8, tensor.shape,
                       ByteWriter().Numbers(integers).bytes()};
    SetFloats(name + "_scale", {tensor.shape[0]}, scales);
  }
}

void CTranslate2Model::QuantiseToInt16(float scale, bool stores_scale) {
  for (const auto& [name, tensor] : std::map(variables)) {
    if (!IsWeight(name)) continue;
    ByteWriter integers;
    for (const float value : Floats(tensor))
      integers.Number(static_cast<int16_t>(std::lround(value * scale)));
    variables[name] = {DType::kI16, tensor.shape, integers.bytes()};
    if (stores_scale) SetFloats(name + "_scale", {}, {scale});
  }
}

void CTranslate2Model::Narrow(DType dtype) {
  ModelFile file;
  for (auto& [name, tensor] : variables) {
    if (tensor.dtype != DType::kF32) continue;
    file.tensors[name] = tensor;
    file.Narrow(name, dtype);
    tensor = file.tensors[name];
  }
}

std::vector<uint8_t> CTranslate2Model::Write() const {
  ByteWriter file;
  file.Number(version);
  if (version >= 2) {
    WriteName(file, spec);
    file.Number(revision);
  }
  file.Number(static_cast<uint32_t>(variables.size()));
  for (const auto& [name, tensor] : variables) {
    WriteName(file, name);
    WriteVariable(file, tensor, version >= 4);
  }
  if (version >= 3) {
    file.Number(static_cast<uint32_t>(aliases.size()));
    for (const auto& [alias, target] : aliases) {
      WriteName(file, alias);
      WriteName(file, target);
    }
  }
  return file.bytes();
}

std::string TokenLines(int size, int id_of_unk) {
  std::string lines = "<blank>\n<s>\n</s>\n";
  for (int id = 3; id < size; ++id) {
    if (id == id_of_unk && id + 1 == size) break;
    lines += id == id_of_unk ? "<unk>\n" : "t" + std::to_string(id) + "\n";
  }
  return lines;
}

ModelConfig SmallOpenNmtConfig() {
  ModelConfig config;
  config.d_model = 4;
  config.ffn = 6;
  config.heads = 2;
  config.encoder_layers = 1;
  config.decoder_layers = 2;
  config.source_vocab_size = config.target_vocab_size = 12;
  config.norm = NormPlacement::kPre;
  config.final_norm = true;
  config.position_layout = PositionLayout::kTable;
  config.embedding_scale = 2;
  config.output_bias = true;
  config.pad = 0;
  config.bos = 1;
  config.eos = 2;
  config.unk = 3;
  config.source_eos = false;
  config.decoder_start = 1;
  config.max_source_length = 9;
  config.max_target_length = 7;
  return config;
}

std::vector<FilePointer> CTranslate2Folder(const CTranslate2Model& model,
                                           const ModelConfig& config) {
  return {Watch("m/model.bin", model.Write()),
          WatchText("m/shared_vocabulary.txt",
                    TokenLines(config.target_vocab_size, *config.unk))};
}

}  // namespace stepglot
