// Maps the network's names to Marian's.
#include "core/model/formats/marian_weights.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

// How Marian ends the names of norms that stand before what they belong to.
constexpr const char* kBefore = "_pre";

bool IsHarmless(const std::string& name) {
  // Multipliers for activations, found by Firefox's training on sample texts.
  // Here every row of activations is quantised by its own maximum as it comes,
  // which is nearer to the float network.
  return name.ends_with("_QuantMultA") || name == "special:model.yml";
}

// Two dimensions, whatever the file's rank: Marian ignores leading ones.
std::vector<int64_t> MatrixShape(std::vector<int64_t> shape) {
  while (shape.size() > 2 && shape.front() == 1) shape.erase(shape.begin());
  while (shape.size() < 2) shape.insert(shape.begin(), 1);
  return shape;
}

}  // namespace

MarianWeights::MarianWeights(MarianTensors tensors, const ModelConfig& config,
                             const std::vector<int>& tied_layers,
                             std::string where)
    : tensors_(std::move(tensors)), where_(std::move(where)) {
  AddEmbeddings(config);
  std::vector<int> own(std::max(config.encoder_layers, config.decoder_layers));
  std::iota(own.begin(), own.end(), 1);
  AddLayers("encoder", config, own);
  AddLayers("decoder", config, tied_layers.empty() ? own : tied_layers);
}

void MarianWeights::AddEmbeddings(const ModelConfig& config) {
  places_["embedding.weight"] = {"Wemb", Form::kTable};
  places_["encoder.embedding.weight"] = {"encoder_Wemb", Form::kTable};
  places_["decoder.embedding.weight"] = {"decoder_Wemb", Form::kTable};
  places_["output.bias"] = {"decoder_ff_logit_out_b", Form::kVector};
  places_["output.weight"] =
      tensors_.tensors.contains("decoder_ff_logit_out_Wt")
          ? Place{"decoder_ff_logit_out_Wt", Form::kTable}
          : Place{"decoder_ff_logit_out_W", Form::kMatrix};
  // One table for both sides.
  places_["encoder.positions.weight"] = {"Wpos", Form::kTable,
                                         config.max_source_length};
  places_["decoder.positions.weight"] = {"Wpos", Form::kTable,
                                         config.max_target_length};
}

void MarianWeights::AddLayers(const std::string& side,
                              const ModelConfig& config,
                              const std::vector<int>& names) {
  const bool is_decoder = side == "decoder";
  const bool has_ssru = is_decoder && config.decoder_cell == DecoderCell::kSsru;
  const bool is_pre = config.norm == NormPlacement::kPre;
  const std::string suffix = is_pre ? kBefore : "";
  const int layers = is_decoder ? config.decoder_layers : config.encoder_layers;
  for (int i = 0; i < layers; ++i) {
    const std::string name = side + ".layers." + std::to_string(i) + ".";
    const std::string in_file = side + "_l" + std::to_string(names[i]) + "_";
    if (has_ssru) {
      AddLinear(name + "ssru.candidate", in_file + "rnn_W", "");
      AddLinear(name + "ssru.forget", in_file + "rnn_Wf", in_file + "rnn_bf");
      AddNorm(name + "self_attn_norm", in_file + (is_pre ? "rnn" : "rnn_ffn"),
              suffix);
    } else {
      AddAttention(name + "self_attn", in_file + "self");
      AddNorm(name + "self_attn_norm", in_file + "self_Wo", suffix);
    }
    if (is_decoder) {
      AddAttention(name + "cross_attn", in_file + "context");
      AddNorm(name + "cross_attn_norm", in_file + "context_Wo", suffix);
    }
    AddFeedForward(name + "ffn", in_file + "ffn");
    AddNorm(name + "ffn_norm", in_file + "ffn_ffn", suffix);
  }
  AddNorm(side + ".embedding_norm", side + "_emb", kBefore);
  AddNorm(side + ".norm", side + "_top", "");
}

void MarianWeights::AddLinear(const std::string& name,
                              const std::string& weight,
                              const std::string& bias) {
  places_[name + ".weight"] = {weight, Form::kMatrix};
  places_[name + ".bias"] = {bias, Form::kVector};
}

void MarianWeights::AddAttention(const std::string& name,
                                 const std::string& in_file) {
  for (const char* part : {"q", "k", "v", "o"}) {
    AddLinear(name + "." + part, in_file + "_W" + part, in_file + "_b" + part);
  }
}

void MarianWeights::AddFeedForward(const std::string& name,
                                   const std::string& in_file) {
  AddLinear(name + ".inner", in_file + "_W1", in_file + "_b1");
  AddLinear(name + ".outer", in_file + "_W2", in_file + "_b2");
}

void MarianWeights::AddNorm(const std::string& name, const std::string& in_file,
                            const std::string& suffix) {
  places_[name + ".weight"] = {in_file + "_ln_scale" + suffix, Form::kVector};
  places_[name + ".bias"] = {in_file + "_ln_bias" + suffix, Form::kVector};
}

std::optional<StoredWeight> MarianWeights::Find(const std::string& name) const {
  const auto place = places_.find(name);
  if (place == places_.end()) return std::nullopt;
  const auto& [in_file, form, rows] = place->second;
  const auto found = tensors_.tensors.find(in_file);
  if (found == tensors_.tensors.end()) return std::nullopt;
  const TensorEntry& tensor = found->second;

  StoredWeight stored;
  stored.name = in_file;
  stored.dtype = tensor.dtype;
  stored.shape = MatrixShape(tensor.shape);
  stored.data = tensor.data;
  const auto multiplier = tensors_.multipliers.find(in_file);
  const bool is_quantised = multiplier != tensors_.multipliers.end();
  if (is_quantised) stored.scales = {1 / multiplier->second};
  // intgemm keeps a matrix [in, out] as [out, in], which is what its kernels
  // read; a table of embeddings it keeps as it is.
  const bool is_turned =
      is_quantised && in_file.find("Wemb") == std::string::npos;
  stored.transposed = (form == Form::kMatrix) != is_turned;
  if (form == Form::kMatrix)
    std::reverse(stored.shape.begin(), stored.shape.end());
  if (form == Form::kVector && stored.shape.front() == 1) {
    stored.shape.erase(stored.shape.begin());
    stored.transposed = false;
  }
  if (rows != 0 && rows < stored.shape.front() && !stored.transposed) {
    stored.data =
        stored.data.Slice(0, stored.data.size / stored.shape.front() * rows);
    stored.shape.front() = rows;
  }
  return stored;
}

std::string MarianWeights::NameInFile(const std::string& name) const {
  const auto place = places_.find(name);
  return place == places_.end() ? name : place->second.name;
}

void MarianWeights::CheckAllUsed(const std::set<std::string>& used) const {
  for (const auto& [name, tensor] : tensors_.tensors) {
    if (used.contains(name) || IsHarmless(name)) continue;
    Refuse(ErrorCode::kUnsupported, where_,
           "holds tensor \"" + name + "\", for which Stepglot has no place");
  }
}

}  // namespace stepglot
