// Maps the network's names to those of Hugging Face's Marian models.
#include "core/model/formats/hugging_face_weights.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

constexpr const char* kShared = "model.shared.weight";
constexpr const char* kSource = "model.encoder.embed_tokens.weight";
constexpr const char* kTarget = "model.decoder.embed_tokens.weight";
constexpr const char* kOutput = "lm_head.weight";

// Tables that are often tied to each other.
constexpr const char* kTables[] = {kShared, kSource, kTarget, kOutput};

// Bytes that are compared at a time.
constexpr uint64_t kChunk = 1 << 20;

bool IsTable(const std::string& name) {
  return std::find(std::begin(kTables), std::end(kTables), name) !=
         std::end(kTables);
}

// Positions are given by a formula.
bool IsPositions(const std::string& name) {
  return name == "model.encoder.embed_positions.weight" ||
         name == "model.decoder.embed_positions.weight";
}

bool AreSame(const TensorEntry& a, const TensorEntry& b) {
  if (a.dtype != b.dtype || a.shape != b.shape) return false;
  for (uint64_t begin = 0; begin < a.data.size; begin += kChunk) {
    const uint64_t size = std::min(kChunk, a.data.size - begin);
    const Bytes first = a.data.Slice(begin, size).Read();
    const Bytes second = b.data.Slice(begin, size).Read();
    if (!std::ranges::equal(first.span(), second.span())) return false;
  }
  return true;
}

}  // namespace

HuggingFaceWeights::HuggingFaceWeights(SafetensorsFile file,
                                       const ModelConfig& config)
    : file_(std::move(file)) {
  AddEmbeddings(config);
  AddLayers("encoder", config.encoder_layers);
  AddLayers("decoder", config.decoder_layers);
}

// Of tensors that are tied only one is in the file, and not always the same.
void HuggingFaceWeights::AddEmbeddings(const ModelConfig& config) {
  const bool tied_output =
      config.tied_embeddings == TiedEmbeddings::kAll ||
      config.tied_embeddings == TiedEmbeddings::kTargetOutput;
  names_["embedding.weight"] =
      tied_output ? FirstOf({kShared, kSource, kTarget, kOutput})
                  : FirstOf({kShared, kSource, kTarget});
  names_["encoder.embedding.weight"] = kSource;
  names_["decoder.embedding.weight"] =
      tied_output ? FirstOf({kTarget, kOutput}) : kTarget;
  names_["output.weight"] = kOutput;
  names_["output.bias"] = "final_logits_bias";
}

// The first name that the file has, else the first.
std::string HuggingFaceWeights::FirstOf(
    std::initializer_list<const char*> names) const {
  for (const char* name : names) {
    if (file_.Find(name) != nullptr) return name;
  }
  return *names.begin();
}

void HuggingFaceWeights::AddLayers(const std::string& side, int layers) {
  for (int i = 0; i < layers; ++i) {
    const std::string layer = side + ".layers." + std::to_string(i) + ".";
    const std::string in_file = "model." + layer;
    AddAttention(layer + "self_attn", in_file + "self_attn");
    AddLinear(layer + "self_attn_norm", in_file + "self_attn_layer_norm");
    if (side == "decoder") {
      AddAttention(layer + "cross_attn", in_file + "encoder_attn");
      AddLinear(layer + "cross_attn_norm", in_file + "encoder_attn_layer_norm");
    }
    AddLinear(layer + "ffn.inner", in_file + "fc1");
    AddLinear(layer + "ffn.outer", in_file + "fc2");
    AddLinear(layer + "ffn_norm", in_file + "final_layer_norm");
  }
}

// A matrix or a norm, with its bias.
void HuggingFaceWeights::AddLinear(const std::string& name,
                                   const std::string& in_file) {
  names_[name + ".weight"] = in_file + ".weight";
  names_[name + ".bias"] = in_file + ".bias";
}

void HuggingFaceWeights::AddAttention(const std::string& name,
                                      const std::string& in_file) {
  AddLinear(name + ".q", in_file + ".q_proj");
  AddLinear(name + ".k", in_file + ".k_proj");
  AddLinear(name + ".v", in_file + ".v_proj");
  AddLinear(name + ".o", in_file + ".out_proj");
}

std::optional<StoredWeight> HuggingFaceWeights::Find(
    const std::string& name) const {
  const TensorEntry* tensor = file_.Find(NameInFile(name));
  if (tensor == nullptr) return std::nullopt;
  StoredWeight stored;
  stored.name = NameInFile(name);
  stored.dtype = tensor->dtype;
  stored.shape = tensor->shape;
  stored.data = tensor->data;
  // The one vector that is kept as a row.
  if (name == "output.bias" && stored.shape.size() == 2 &&
      stored.shape.front() == 1) {
    stored.shape.erase(stored.shape.begin());
  }
  return stored;
}

std::string HuggingFaceWeights::NameInFile(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? name : found->second;
}

void HuggingFaceWeights::CheckAllUsed(const std::set<std::string>& used) const {
  for (const auto& [name, tensor] : file_.tensors()) {
    if (used.contains(name) || IsPositions(name)) continue;
    if (IsTable(name)) {
      CheckCopy(name, tensor, used);
      continue;
    }
    Refuse(ErrorCode::kUnsupported, file_.where(),
           "holds tensor \"" + name + "\", for which Stepglot has no place");
  }
}

// A table that is not used has to be a copy of one that is.
void HuggingFaceWeights::CheckCopy(const std::string& name,
                                   const TensorEntry& tensor,
                                   const std::set<std::string>& used) const {
  std::string others;
  for (const char* other : kTables) {
    if (!used.contains(other)) continue;
    if (AreSame(tensor, *file_.Find(other))) return;
    others += (others.empty() ? "\"" : " and \"") + std::string(other) + "\"";
  }
  Refuse(ErrorCode::kUnsupported, file_.where(),
         "holds tensor \"" + name + "\" with other values than " + others +
             ", which config.json ties it to (tie_word_embeddings, "
             "share_encoder_decoder_embeddings)");
}

}  // namespace stepglot
