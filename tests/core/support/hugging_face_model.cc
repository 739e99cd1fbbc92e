// Writes Hugging Face's Marian models.
#include "tests/core/support/hugging_face_model.h"

#include <cstdint>
#include <regex>
#include <utility>

#include "core/model/weights/safetensors.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

// By regular expressions, one after the other.
std::string HuggingFaceName(const std::string& name) {
  const std::pair<const char*, const char*> changes[] = {
      {"^embedding\\.weight$", "model.shared.weight"},
      {"^(encoder|decoder)\\.embedding\\.weight$",
       "model.$1.embed_tokens.weight"},
      {"^output\\.weight$", "lm_head.weight"},
      {"^output\\.bias$", "final_logits_bias"},
      {"^(encoder|decoder)\\.layers", "model.$1.layers"},
      {"cross_attn", "encoder_attn"},
      {"attn\\.o\\.", "attn.out_proj."},
      {"attn\\.([qkv])\\.", "attn.$1_proj."},
      {"attn_norm", "attn_layer_norm"},
      {"ffn_norm", "final_layer_norm"},
      {"ffn\\.inner", "fc1"},
      {"ffn\\.outer", "fc2"}};
  std::string result = name;
  for (const auto& [from, to] : changes)
    result = std::regex_replace(result, std::regex(from), to);
  return result;
}

Json SmallVocabulary(int size) {
  Json vocabulary = {{"</s>", 0}, {"<unk>", 1}, {"<pad>", size - 1}};
  for (int id = 2; id < size - 1; ++id)
    vocabulary["p" + std::to_string(id)] = id;
  return vocabulary;
}

}  // namespace

HuggingFaceModel HuggingFaceModel::Of(const ModelFile& native) {
  const ModelConfig& config = native.config;
  const TiedEmbeddings tied = config.tied_embeddings;
  HuggingFaceModel model;
  model.config = {
      {"model_type", "marian"},
      {"d_model", config.d_model},
      {"encoder_layers", config.encoder_layers},
      {"decoder_layers", config.decoder_layers},
      {"encoder_attention_heads", config.heads},
      {"decoder_attention_heads", config.heads},
      {"encoder_ffn_dim", config.ffn},
      {"decoder_ffn_dim", config.ffn},
      {"activation_function",
       config.activation == Activation::kRelu ? "relu" : "swish"},
      {"vocab_size", config.source_vocab_size},
      {"decoder_vocab_size", config.target_vocab_size},
      {"share_encoder_decoder_embeddings",
       tied == TiedEmbeddings::kAll || tied == TiedEmbeddings::kSourceTarget},
      {"tie_word_embeddings",
       tied == TiedEmbeddings::kAll || tied == TiedEmbeddings::kTargetOutput},
      {"scale_embedding", config.embedding_scale != 1},
      {"max_position_embeddings", config.max_source_length},
      {"normalize_before", true},  // the library ignores it
      {"eos_token_id", config.eos},
      {"pad_token_id", *config.pad},
      {"decoder_start_token_id", config.decoder_start},
      {"bad_words_ids", Json::array({Json::array({*config.pad})})},
      {"num_beams", 6},
      {"max_length", 512}};
  model.vocabulary = SmallVocabulary(config.source_vocab_size);
  if (config.target_vocab_size != config.source_vocab_size)
    model.target_vocabulary = SmallVocabulary(config.target_vocab_size);
  for (const auto& [name, tensor] : native.tensors) {
    if (name.starts_with("spm")) continue;
    StoredTensor& stored = model.tensors[HuggingFaceName(name)];
    stored = tensor;
    if (name == "output.bias") stored.shape.insert(stored.shape.begin(), 1);
  }
  return model;
}

std::vector<uint8_t> HuggingFaceModel::Weights() const {
  std::vector<NamedTensor> named;
  for (const auto& [name, tensor] : tensors)
    named.push_back({name, tensor.dtype, tensor.shape, tensor.bytes});
  return WriteSafetensors(std::move(named), {{"format", "pt"}});
}

std::vector<FilePointer> HuggingFaceModel::Folder() const {
  std::vector<FilePointer> files = {InMemory("model.safetensors", Weights())};
  const std::pair<const char*, const Json*> texts[] = {
      {"config.json", &config},
      {"generation_config.json", &generation},
      {"tokenizer_config.json", &tokenizer},
      {"vocab.json", &vocabulary},
      {"target_vocab.json", &target_vocabulary}};
  for (const auto& [name, json] : texts) {
    if (json->is_null()) continue;
    const std::string text = json->dump();
    files.push_back(InMemory(name, {text.begin(), text.end()}));
  }
  if (has_spm) {
    files.push_back(InMemory("source.spm", RandomModelSpm()));
    files.push_back(InMemory("target.spm", RandomModelSpm()));
  }
  return files;
}

ModelConfig SmallHuggingFaceConfig() {
  ModelConfig config = SmallMarianConfig();
  config.source_vocab_size = config.target_vocab_size = 12;
  config.norm_eps = 1e-5F;
  config.position_exponent = PositionExponent::kTwoJOverD;
  config.activation = Activation::kSwish;
  config.pad = config.decoder_start = 11;
  config.suppressed = {11};
  config.max_source_length = config.max_target_length = 64;
  return config;
}

}  // namespace stepglot
