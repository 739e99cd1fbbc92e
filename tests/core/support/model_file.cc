// Takes containers apart and puts them together.
#include "tests/core/support/model_file.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <utility>

#include "core/model/config/config_json.h"
#include "core/model/config/config_reader.h"
#include "tests/core/support/data_file.h"

namespace stepglot {
namespace {

int64_t ElementsOf(const std::vector<int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t{1},
                         std::multiplies<>());
}

// The nearest float16 towards zero of a value in the normal range, else a zero
// or a subnormal.
uint16_t ToFloat16(float value) {
  const auto sign = static_cast<uint16_t>(std::signbit(value) ? 0x8000 : 0);
  const float magnitude = std::fabs(value);
  if (magnitude < 0x1p-14F)
    return sign | static_cast<uint16_t>(magnitude * 0x1p24F);
  const uint32_t bits = std::bit_cast<uint32_t>(magnitude);
  return sign | static_cast<uint16_t>((bits >> 13) - (112U << 10));
}

}  // namespace

ModelFile ModelFile::Parse(std::vector<uint8_t> container) {
  const auto file = SafetensorsFile::Parse(
      InMemory("test.safetensors", std::move(container)));
  ModelFile result;
  result.config = ParseModelConfig(*file.Metadata("config"), file.where());
  for (const auto& [name, tensor] : file.tensors()) {
    const Bytes bytes = tensor.data.Read();
    result.tensors[name] = {
        tensor.dtype, tensor.shape, {bytes.span().begin(), bytes.span().end()}};
  }
  return result;
}

ModelFile ModelFile::Read(const std::string& name) {
  return Parse(ReadDataFile(name + ".safetensors"));
}

std::vector<float> ModelFile::Floats(const std::string& tensor) const {
  const std::vector<uint8_t>& bytes = tensors.at(tensor).bytes;
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

void ModelFile::SetFloats(const std::string& tensor, std::vector<int64_t> shape,
                          std::span<const float> values) {
  std::vector<uint8_t> bytes(values.size_bytes());
  std::memcpy(bytes.data(), values.data(), bytes.size());
  tensors[tensor] = {DType::kF32, std::move(shape), std::move(bytes)};
}

void ModelFile::Narrow(const std::string& tensor, DType dtype) {
  StoredTensor& stored = tensors.at(tensor);
  std::vector<uint8_t> bytes;
  for (const float value : Floats(tensor)) {
    const auto bits =
        dtype == DType::kF16
            ? ToFloat16(value)
            : static_cast<uint16_t>(std::bit_cast<uint32_t>(value) >> 16);
    bytes.push_back(static_cast<uint8_t>(bits & 0xFF));
    bytes.push_back(static_cast<uint8_t>(bits >> 8));
  }
  stored.dtype = dtype;
  stored.bytes = std::move(bytes);
}

void ModelFile::Crop(int64_t from, int64_t to) {
  for (auto& [name, tensor] : tensors) {
    if (tensor.dtype != DType::kF32) continue;
    const std::vector<float> values = Floats(name);
    const int64_t columns = tensor.shape.back();
    std::vector<int64_t> shape = tensor.shape;
    for (int64_t& dimension : shape)
      dimension = dimension == from ? to : dimension;
    std::vector<float> cropped;
    for (int64_t i = 0; i < ElementsOf(shape); ++i) {
      cropped.push_back(values[i / shape.back() * columns + i % shape.back()]);
    }
    SetFloats(name, shape, cropped);
  }
}

void ModelFile::ForbidEos() { AddToLogit(config.eos, -1e4F); }

void ModelFile::FavorEos() { AddToLogit(config.eos, 2.5F); }

void ModelFile::AddToLogit(int id, float value) {
  const int64_t vocabulary = config.target_vocab_size;
  std::vector<float> bias(vocabulary);
  if (tensors.contains("output.bias")) bias = Floats("output.bias");
  bias[id] += value;
  config.output_bias = true;
  SetFloats("output.bias", {vocabulary}, bias);
}

std::vector<uint8_t> ModelFile::Write() const {
  std::vector<NamedTensor> named;
  for (const auto& [name, tensor] : tensors) {
    named.push_back({name, tensor.dtype, tensor.shape, tensor.bytes});
  }
  return WriteSafetensors(
      std::move(named),
      {{"format", "stepglot"}, {"config", ModelConfigToJson(config)}});
}

std::shared_ptr<const Model> ModelFile::Load(const LoadOptions& options) const {
  return LoadBytes(Write(), options);
}

std::shared_ptr<const Model> LoadBytes(std::vector<uint8_t> container,
                                       const LoadOptions& options) {
  return Model::Load({InMemory("test.safetensors", std::move(container))},
                     options);
}

FilePointer InMemory(const std::string& name, std::vector<uint8_t> bytes) {
  return std::make_shared<const MemoryFile>(name, Bytes(std::move(bytes)));
}

FilePointer TextFile(const std::string& name, const std::string& text) {
  return InMemory(name, {text.begin(), text.end()});
}

ModelFile SmallestModel() {
  ModelFile file = ModelFile::Read("tiny-post");
  std::erase_if(file.tensors, [](const auto& entry) {
    return entry.first.find("layers.1.") != std::string::npos;
  });
  file.config.decoder_layers = 1;
  file.config.d_model = 4;
  file.config.ffn = 6;
  file.config.heads = 2;
  file.Crop(40, 4);
  file.Crop(72, 6);
  return file;
}

}  // namespace stepglot
