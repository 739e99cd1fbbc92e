// Writes Marian's models.
#include "tests/core/support/marian_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <regex>
#include <stdexcept>
#include <utility>

#include "tests/core/support/byte_writer.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/zip_file.h"

namespace stepglot {
namespace {

// The part of a layer's tensor behind "encoder_l1_".
std::string LayerPart(const std::string& part, const ModelConfig& config,
                      bool is_decoder) {
  const bool has_ssru = is_decoder && config.decoder_cell == DecoderCell::kSsru;
  const bool is_pre = config.norm == NormPlacement::kPre;
  const std::map<std::string, std::string> exact = {
      {"ssru.candidate.weight", "rnn_W"}, {"ssru.forget.weight", "rnn_Wf"},
      {"ssru.forget.bias", "rnn_bf"},     {"ffn.inner.weight", "ffn_W1"},
      {"ffn.inner.bias", "ffn_b1"},       {"ffn.outer.weight", "ffn_W2"},
      {"ffn.outer.bias", "ffn_b2"}};
  if (exact.contains(part)) return exact.at(part);
  std::smatch found;
  if (std::regex_match(part, found,
                       std::regex("(self|cross)_attn\\.(.)\\.(weight|bias)"))) {
    return (found[1] == "self" ? "self_" : "context_") +
           std::string(found[3] == "weight" ? "W" : "b") + found[2].str();
  }
  if (std::regex_match(part, found,
                       std::regex("(\\w+)_norm\\.(weight|bias)"))) {
    const std::map<std::string, std::string> norms = {
        {"self_attn", !has_ssru ? "self_Wo"
                      : is_pre  ? "rnn"
                                : "rnn_ffn"},
        {"cross_attn", "context_Wo"},
        {"ffn", "ffn_ffn"}};
    return norms.at(found[1]) + "_ln_" +
           (found[2] == "weight" ? "scale" : "bias") + (is_pre ? "_pre" : "");
  }
  throw std::runtime_error("no Marian name for " + part);
}

std::string MarianName(const std::string& name, const ModelConfig& config) {
  const std::map<std::string, std::string> exact = {
      {"embedding.weight", "Wemb"},
      {"encoder.embedding.weight", "encoder_Wemb"},
      {"decoder.embedding.weight", "decoder_Wemb"},
      {"output.weight", "decoder_ff_logit_out_W"},
      {"output.bias", "decoder_ff_logit_out_b"},
      {"encoder.positions.weight", "Wpos"},
      {"encoder.norm.weight", "encoder_top_ln_scale"},
      {"encoder.norm.bias", "encoder_top_ln_bias"},
      {"decoder.norm.weight", "decoder_top_ln_scale"},
      {"decoder.norm.bias", "decoder_top_ln_bias"},
      {"encoder.embedding_norm.weight", "encoder_emb_ln_scale_pre"},
      {"encoder.embedding_norm.bias", "encoder_emb_ln_bias_pre"},
      {"decoder.embedding_norm.weight", "decoder_emb_ln_scale_pre"},
      {"decoder.embedding_norm.bias", "decoder_emb_ln_bias_pre"}};
  if (exact.contains(name)) return exact.at(name);
  std::smatch found;
  if (!std::regex_match(name, found,
                        std::regex("(encoder|decoder)\\.layers\\.(.)\\.(.*)")))
    throw std::runtime_error("no Marian name for " + name);
  return found[1].str() + "_l" + std::to_string(std::stoi(found[2]) + 1) + "_" +
         LayerPart(found[3], config, found[1] == "decoder");
}

std::vector<float> Transposed(const std::vector<float>& values, int32_t rows) {
  const int32_t columns = static_cast<int32_t>(values.size()) / rows;
  std::vector<float> result;
  for (int32_t column = 0; column < columns; ++column) {
    for (int32_t row = 0; row < rows; ++row)
      result.push_back(values[row * columns + column]);
  }
  return result;
}

bool IsTable(const std::string& name) {
  return name.find("Wemb") != std::string::npos || name == "Wpos";
}

bool IsQuantised(const std::string& name) {
  return name.find("Wemb") != std::string::npos ||
         std::regex_search(name, std::regex("_W.?$"));
}

std::vector<float> FloatsOf(const MarianTensor& tensor) {
  std::vector<float> values(tensor.bytes.size() / sizeof(float));
  std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
  return values;
}

}  // namespace

MarianModel MarianModel::Of(const ModelFile& native) {
  const ModelConfig& config = native.config;
  MarianModel model;
  const bool is_pre = config.norm == NormPlacement::kPre;
  const bool has_ssru = config.decoder_cell == DecoderCell::kSsru;
  const TiedEmbeddings tied = config.tied_embeddings;
  const auto flag = [](bool value) { return value ? "true" : "false"; };
  model.settings = {
      {"type", "transformer"},
      {"dim-emb", std::to_string(config.d_model)},
      {"transformer-dim-ffn", std::to_string(config.ffn)},
      {"transformer-heads", std::to_string(config.heads)},
      {"enc-depth", std::to_string(config.encoder_layers)},
      {"dec-depth", std::to_string(config.decoder_layers)},
      {"transformer-ffn-depth", "2"},
      {"transformer-ffn-activation",
       config.activation == Activation::kRelu    ? "relu"
       : config.activation == Activation::kSwish ? "swish"
                                                 : "gelu"},
      {"transformer-decoder-autoreg", has_ssru ? "rnn" : "self-attention"},
      {"dec-cell", has_ssru ? "ssru" : "gru"},
      {"transformer-preprocess", is_pre ? "n" : "\"\""},
      {"transformer-postprocess", is_pre ? "da" : "dan"},
      {"transformer-postprocess-emb", config.embedding_norm ? "nd" : "d"},
      {"transformer-postprocess-top", config.final_norm ? "n" : "\"\""},
      {"tied-embeddings-all", flag(tied == TiedEmbeddings::kAll)},
      {"tied-embeddings-src", flag(tied == TiedEmbeddings::kSourceTarget)},
      {"tied-embeddings", flag(tied == TiedEmbeddings::kTargetOutput)},
      {"output-omit-bias", flag(!config.output_bias)},
      {"transformer-tied-layers", "\n  []"},
      {"input-types", "\n  []"},
      {"lemma-dim-emb", "0"},
      {"dim-vocabs", "\n  - " + std::to_string(config.source_vocab_size) +
                         "\n  - " + std::to_string(config.target_vocab_size)}};
  for (const auto& [name, tensor] : native.tensors) {
    // One table of positions serves both sides.
    if (name == "decoder.positions.weight" || name.starts_with("spm")) continue;
    const std::string marian_name = MarianName(name, config);
    std::vector<float> values = native.Floats(name);
    std::vector<int32_t> shape(tensor.shape.begin(), tensor.shape.end());
    if (shape.size() == 1) {
      shape.insert(shape.begin(), 1);
    } else if (!IsTable(marian_name)) {
      values = Transposed(values, shape.front());
      std::reverse(shape.begin(), shape.end());
    }
    model.AddFloats(marian_name, shape, values);
  }
  return model;
}

void MarianModel::AddFloats(const std::string& name, std::vector<int32_t> shape,
                            const std::vector<float>& values) {
  tensors[name] = {MarianTensor::kFloat32, std::move(shape),
                   ByteWriter().Numbers(values).bytes()};
}

void MarianModel::Quantise() {
  const std::map<std::string, MarianTensor> floats = tensors;
  for (const auto& [name, tensor] : floats) {
    if (!IsQuantised(name)) continue;
    std::vector<float> values = FloatsOf(tensor);
    if (!IsTable(name)) values = Transposed(values, tensor.shape.front());
    float largest = 0;
    for (const float value : values)
      largest = std::max(largest, std::fabs(value));
    const float multiplier = 127 / largest;
    ByteWriter bytes;
    for (const float value : values)
      bytes.Number(static_cast<int8_t>(std::lround(value * multiplier)));
    tensors[name] = {MarianTensor::kIntgemm8, tensor.shape,
                     bytes.Number(multiplier).bytes()};
    AddFloats(name + "_QuantMultA", {1}, {20});
  }
  AddFloats("none_QuantMultA", {1}, {20});
}

std::string MarianModel::SettingsText() const {
  std::string text;
  for (const auto& [key, value] : settings) text += key + ": " + value + "\n";
  return text + '\0';
}

std::vector<uint8_t> MarianModel::WriteBin(uint64_t padding) const {
  std::map<std::string, MarianTensor> all = tensors;
  const std::string text = SettingsText();
  if (!settings.empty()) {
    all["special:model.yml"] = {MarianTensor::kInt8,
                                {static_cast<int32_t>(text.size())},
                                {text.begin(), text.end()}};
  }
  ByteWriter file;
  file.Number<uint64_t>(1).Number<uint64_t>(all.size());
  for (const auto& [name, tensor] : all) {
    file.Number<uint64_t>(name.size() + 1).Number(tensor.type);
    file.Number<uint64_t>(tensor.shape.size());
    file.Number<uint64_t>(tensor.bytes.size());
  }
  for (const auto& [name, tensor] : all) file.Text(name).Number('\0');
  for (const auto& [name, tensor] : all) file.Numbers(tensor.shape);
  file.Number(padding).Bytes(std::vector<uint8_t>(padding));
  for (const auto& [name, tensor] : all) file.Bytes(tensor.bytes);
  return file.bytes();
}

std::vector<uint8_t> NpyFile(const std::string& header,
                             const std::vector<uint8_t>& data,
                             uint8_t version) {
  ByteWriter file;
  file.Text("\x93NUMPY").Number(version).Number<uint8_t>(0);
  if (version == 1) {
    file.Number(static_cast<uint16_t>(header.size()));
  } else {
    file.Number(static_cast<uint32_t>(header.size()));
  }
  return file.Text(header).Bytes(data).bytes();
}

std::vector<uint8_t> MarianModel::WriteNpz() const {
  ZipFile zip;
  for (const auto& [name, tensor] : tensors) {
    std::string shape;
    for (const int32_t size : tensor.shape)
      shape += std::to_string(size) + ", ";
    zip.members.emplace_back(
        name + ".npy",
        NpyFile("{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape +
                    "), }\n",
                tensor.bytes));
  }
  const std::string text = SettingsText();
  if (!settings.empty()) {
    zip.members.emplace_back(
        "special:model.yml.npy",
        NpyFile("{'descr': '<i1', 'fortran_order': False, 'shape': (" +
                    std::to_string(text.size()) + ",), }\n",
                {text.begin(), text.end()}));
  }
  return zip.Write();
}

std::vector<FilePointer> MarianFolder(const MarianModel& model) {
  return {InMemory("model.bin", model.WriteBin()),
          InMemory("vocab.spm", RandomModelSpm())};
}

}  // namespace stepglot
