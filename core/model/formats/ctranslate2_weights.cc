// Maps the network's names to CTranslate2's.
#include "core/model/formats/ctranslate2_weights.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

// Attributes that the config has been made from, or that say nothing about the
// network's numbers, without the part that they belong to.
constexpr std::string_view kAttributes[] = {
    "num_heads", "pre_norm", "activation", "scale_embeddings",
    "multiply_by_sqrt_depth", "start_from_zero_embedding",
    // Facts about the vocabulary.
    "unk_token", "bos_token", "eos_token", "with_source_bos", "with_source_eos",
    "with_target_bos", "user_decoder_start_tokens", "decoder_start_token",
    // How embeddings of several inputs are put together; here is one.
    "embeddings_merge",
    // Which heads the library averages for an alignment; here all are.
    "alignment_layer", "alignment_heads",
    // Features that the config's reader refuses where they are switched on.
    "scale_outputs", "multi_query_attention"};

// A flag that is off. Converters write one for every feature that the library
// has had by then, and a feature that is off changes nothing.
bool IsOff(const TensorEntry& variable) {
  return variable.shape.empty() && variable.dtype == DType::kI8 &&
         variable.data.Read().span().front() == 0;
}

std::string_view LastPart(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

// Cuts out rows [begin, end) and their multipliers.
void KeepRows(StoredWeight& stored, int64_t begin, int64_t end) {
  const int64_t rows = stored.shape.front();
  const auto row_bytes =
      rows == 0 ? 0 : stored.data.size / static_cast<uint64_t>(rows);
  stored.data =
      stored.data.Slice(static_cast<uint64_t>(begin) * row_bytes,
                        static_cast<uint64_t>(end - begin) * row_bytes);
  if (stored.scales.size() > 1) {
    stored.scales = {stored.scales.begin() + begin,
                     stored.scales.begin() + end};
  }
  stored.shape.front() = end - begin;
}

}  // namespace

std::string SourceEmbeddingName(const CTranslate2File& file) {
  const std::string numbered = "encoder/embeddings_0/weight";
  return file.Has(numbered) ? numbered : "encoder/embeddings/weight";
}

CTranslate2Weights::CTranslate2Weights(CTranslate2File file,
                                       const ModelConfig& config)
    : file_(std::move(file)) {
  AddEmbeddings(config);
  for (const std::string side : {"encoder", "decoder"}) {
    const bool is_decoder = side == "decoder";
    const int layers =
        is_decoder ? config.decoder_layers : config.encoder_layers;
    for (int i = 0; i < layers; ++i) {
      const std::string number = std::to_string(i);
      AddLayer(side + ".layers." + number, side + "/layer_" + number,
               is_decoder);
    }
    AddNorm(side + ".norm", side + "/layer_norm");
    AddNorm(side + ".embedding_norm", side + "/layernorm_embedding");
    places_[side + ".positions.weight"] = {
        side + "/position_encodings/encodings", 0, 1,
        is_decoder ? config.max_target_length : config.max_source_length};
  }
}

void CTranslate2Weights::AddEmbeddings(const ModelConfig& config) {
  const std::string source = SourceEmbeddingName(file_);
  places_["embedding.weight"] = {kTargetEmbeddingName};
  places_["encoder.embedding.weight"] = {source};
  places_["decoder.embedding.weight"] = {kTargetEmbeddingName};
  places_["output.weight"] = {kOutputName};
  places_["output.bias"] = {"decoder/projection/bias"};
  const TiedEmbeddings tied = config.tied_embeddings;
  if (tied == TiedEmbeddings::kAll || tied == TiedEmbeddings::kSourceTarget)
    copies_.insert(source);
  if (tied == TiedEmbeddings::kAll || tied == TiedEmbeddings::kTargetOutput)
    copies_.insert(kOutputName);
}

void CTranslate2Weights::AddLayer(const std::string& name,
                                  const std::string& in_file, bool is_decoder) {
  const std::string self = in_file + "/self_attention";
  AddLinear(name + ".self_attn.q", {self + "/linear_0", 0, 3});
  AddLinear(name + ".self_attn.k", {self + "/linear_0", 1, 3});
  AddLinear(name + ".self_attn.v", {self + "/linear_0", 2, 3});
  AddLinear(name + ".self_attn.o", {self + "/linear_1"});
  AddNorm(name + ".self_attn_norm", self + "/layer_norm");
  if (is_decoder) {
    const std::string cross = in_file + "/attention";
    AddLinear(name + ".cross_attn.q", {cross + "/linear_0"});
    AddLinear(name + ".cross_attn.k", {cross + "/linear_1", 0, 2});
    AddLinear(name + ".cross_attn.v", {cross + "/linear_1", 1, 2});
    AddLinear(name + ".cross_attn.o", {cross + "/linear_2"});
    AddNorm(name + ".cross_attn_norm", cross + "/layer_norm");
  }
  AddLinear(name + ".ffn.inner", {in_file + "/ffn/linear_0"});
  AddLinear(name + ".ffn.outer", {in_file + "/ffn/linear_1"});
  AddNorm(name + ".ffn_norm", in_file + "/ffn/layer_norm");
}

void CTranslate2Weights::AddLinear(const std::string& name,
                                   const Place& place) {
  for (const std::string end : {"weight", "bias"}) {
    places_[name + "." + end] = {place.name + "/" + end, place.part,
                                 place.parts};
  }
}

void CTranslate2Weights::AddNorm(const std::string& name,
                                 const std::string& in_file) {
  places_[name + ".weight"] = {in_file + "/gamma"};
  places_[name + ".bias"] = {in_file + "/beta"};
}

std::optional<StoredWeight> CTranslate2Weights::Find(
    const std::string& name) const {
  const auto found = places_.find(name);
  if (found == places_.end()) return std::nullopt;
  const Place& place = found->second;
  const TensorEntry* variable = file_.Find(place.name);
  if (variable == nullptr) return std::nullopt;
  StoredWeight stored;
  stored.name = place.name;
  stored.dtype = variable->dtype;
  stored.shape = variable->shape;
  stored.data = variable->data;
  stored.scales = file_.Multipliers(place.name);
  if (stored.shape.empty()) return stored;  // refused for its shape
  const int64_t rows = stored.shape.front();
  // What does not come in equal parts is left whole, to be refused for its
  // shape.
  if (place.parts > 1 && rows % place.parts == 0) {
    const int64_t size = rows / place.parts;
    KeepRows(stored, place.part * size, (place.part + 1) * size);
  } else if (place.first_rows > 0 && place.first_rows < rows) {
    KeepRows(stored, 0, place.first_rows);
  }
  return stored;
}

std::string CTranslate2Weights::NameInFile(const std::string& name) const {
  const auto place = places_.find(name);
  return place == places_.end() ? name : place->second.name;
}

bool CTranslate2Weights::IsKnown(const std::string& name,
                                 const TensorEntry& variable,
                                 const std::set<std::string>& used) const {
  if (used.contains(name) || copies_.contains(name)) return true;
  constexpr std::string_view kScale = "_scale";
  const bool is_scale = name.ends_with(kScale);
  if (is_scale) {
    const std::string owner = name.substr(0, name.size() - kScale.size());
    if (used.contains(owner) || copies_.contains(owner)) return true;
  }
  if (IsOff(variable)) return true;
  // Attributes are numbers or short texts.
  return variable.shape.size() <= 1 &&
         std::find(std::begin(kAttributes), std::end(kAttributes),
                   LastPart(name)) != std::end(kAttributes);
}

void CTranslate2Weights::CheckAllUsed(const std::set<std::string>& used) const {
  for (const auto& [name, variable] : file_.variables()) {
    if (IsKnown(name, variable, used)) continue;
    Refuse(ErrorCode::kUnsupported, file_.where(),
           "holds variable \"" + name + "\", for which Stepglot has no place");
  }
}

}  // namespace stepglot
