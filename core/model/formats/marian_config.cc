// Translates Marian's settings.
#include "core/model/formats/marian_config.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "core/error.h"

namespace stepglot {
namespace {

// Marian's own, for networks without a table of positions any length would do.
constexpr float kNormEps = 1e-6F;
constexpr int kMaxLength = 512;

[[noreturn]] void Refuse(const std::string& where, const std::string& feature) {
  Refuse(ErrorCode::kUnsupported, where, "a Marian model with " + feature);
}

// Texts by what they mean here; any other is refused by name.
template <typename Value>
Value OneOf(const FlatYaml& settings, const std::string& key,
            const std::string& fallback,
            const std::vector<std::pair<std::string, Value>>& known,
            const std::string& where) {
  const std::string text = settings.Text(key, fallback);
  std::string names;
  for (const auto& [name, value] : known) {
    if (text == name) return value;
    names += (names.empty() ? "" : ", ") + name;
  }
  Refuse(where, key + ": \"" + text + "\" (supported: " + names + ")");
}

// What changes the network in ways that have no switch here.
void RefuseOthers(const FlatYaml& settings, const std::string& where) {
  OneOf<bool>(settings, "type", "", {{"transformer", true}}, where);
  for (const char* flag :
       {"transformer-no-projection", "transformer-rnn-projection",
        "transformer-pool", "transformer-no-bias", "transformer-no-affine",
        "right-left", "ulr"}) {
    if (settings.Bool(flag, false)) Refuse(where, std::string(flag) + ": true");
  }
  for (const char* key :
       {"transformer-ffn-depth", "transformer-decoder-ffn-depth"}) {
    const int depth = settings.Int(key, 0);
    if (depth != 0 && depth != 2)
      Refuse(where, key + (": " + std::to_string(depth)) + " (supported: 2)");
  }
  const int decoder_ffn = settings.Int("transformer-decoder-dim-ffn", 0);
  if (decoder_ffn != 0 && decoder_ffn != settings.Int("transformer-dim-ffn"))
    Refuse(where, "another transformer-dim-ffn in the decoder");
  if (settings.Int("lemma-dim-emb", 0) != 0 ||
      !settings.Text("lemma-dependency", "").empty()) {
    Refuse(where, "a factored vocabulary (lemma-dim-emb, lemma-dependency)");
  }
  for (const std::string& type : settings.List("input-types")) {
    if (type != "sequence") Refuse(where, "input-types: " + type);
  }
  const size_t vocabularies = settings.List("dim-vocabs").size();
  if (vocabularies > 2) {
    Refuse(where, std::to_string(vocabularies) +
                      " vocabularies: several source texts (multi-source)");
  }
}

// A string of operations without "d", dropout, which is for training.
std::string Operations(const FlatYaml& settings, const std::string& key,
                       const std::string& fallback) {
  std::string operations = settings.Text(key, fallback);
  std::erase(operations, 'd');
  return operations;
}

// True for "n", a layer norm; false for nothing.
bool HasNorm(const FlatYaml& settings, const std::string& key,
             const std::string& fallback, const std::string& where) {
  const std::string operations = Operations(settings, key, fallback);
  if (!operations.empty() && operations != "n")
    Refuse(where, key + ": \"" + operations + "\"");
  return operations == "n";
}

void ReadNorms(const FlatYaml& settings, ModelConfig& config,
               const std::string& where) {
  const std::string before = Operations(settings, "transformer-preprocess", "");
  const std::string after =
      Operations(settings, "transformer-postprocess", "dan");
  if (before.empty() && after == "an") {
    config.norm = NormPlacement::kPost;
  } else if (before == "n" && after == "a") {
    config.norm = NormPlacement::kPre;
    // Marian norms what asks, not what is asked.
    config.norm_keys = false;
  } else {
    Refuse(where, "transformer-preprocess: \"" + before +
                      "\" and transformer-postprocess: \"" + after +
                      "\" (supported: \"\" and \"dan\", \"n\" and \"da\")");
  }
  config.embedding_norm =
      HasNorm(settings, "transformer-postprocess-emb", "d", where);
  config.final_norm =
      HasNorm(settings, "transformer-postprocess-top", "", where);
  config.norm_eps = kNormEps;
}

TiedEmbeddings Tying(const FlatYaml& settings) {
  const bool all = settings.Bool("tied-embeddings-all", false);
  const bool source = settings.Bool("tied-embeddings-src", false);
  const bool output = settings.Bool("tied-embeddings", false);
  if (all || (source && output)) return TiedEmbeddings::kAll;
  if (source) return TiedEmbeddings::kSourceTarget;
  return output ? TiedEmbeddings::kTargetOutput : TiedEmbeddings::kNone;
}

// Rows of a table. They count, not dim-vocabs: a table may be padded.
int Rows(const TensorMap& tensors, const std::string& name,
         const std::string& where) {
  const auto found = tensors.find(name);
  if (found == tensors.end() || found->second.shape.size() < 2) {
    RefuseTensor(where, name,
                 found == tensors.end() ? "missing"
                                        : "expected a matrix, found shape " +
                                              ShapeText(found->second.shape));
  }
  const int64_t rows = found->second.shape.end()[-2];
  return static_cast<int>(
      std::min<int64_t>(rows, std::numeric_limits<int>::max()));
}

void ReadEmbeddings(const FlatYaml& settings, const TensorMap& tensors,
                    ModelConfig& config, const std::string& where) {
  config.tied_embeddings = Tying(settings);
  const bool one_table =
      config.tied_embeddings == TiedEmbeddings::kAll ||
      config.tied_embeddings == TiedEmbeddings::kSourceTarget;
  config.source_vocab_size =
      Rows(tensors, one_table ? "Wemb" : "encoder_Wemb", where);
  config.target_vocab_size =
      Rows(tensors, one_table ? "Wemb" : "decoder_Wemb", where);
  config.output_bias = !settings.Bool("output-omit-bias", false);
  config.decoder_start = kZeroEmbedding;
  config.max_source_length = config.max_target_length = kMaxLength;
  // The setting's name is not the one that Marian's code asks for: the table
  // tells.
  if (tensors.contains("Wpos")) {
    config.position_layout = PositionLayout::kTable;
    config.max_source_length = config.max_target_length =
        std::min(kMaxLength, Rows(tensors, "Wpos", where));
    return;
  }
  config.position_layout = PositionLayout::kConcatenated;
  config.position_exponent = PositionExponent::kJOverHalfDMinus1;
  config.embedding_scale = std::sqrt(static_cast<float>(config.d_model));
}

DecoderCell ReadCell(const FlatYaml& settings, const std::string& where) {
  const auto cell = OneOf<DecoderCell>(
      settings, "transformer-decoder-autoreg", "self-attention",
      {{"self-attention", DecoderCell::kSelfAttention},
       {"rnn", DecoderCell::kSsru}},
      where);
  if (cell == DecoderCell::kSsru)
    OneOf<bool>(settings, "dec-cell", "gru", {{"ssru", true}}, where);
  return cell;
}

}  // namespace

ModelConfig MarianConfig(const FlatYaml& settings, const TensorMap& tensors,
                         const std::string& where) {
  RefuseOthers(settings, where);
  ModelConfig config;
  config.d_model = settings.Int("dim-emb");
  config.ffn = settings.Int("transformer-dim-ffn");
  config.heads = settings.Int("transformer-heads");
  config.encoder_layers = settings.Int("enc-depth");
  config.decoder_layers = settings.Int("dec-depth");
  config.decoder_cell = ReadCell(settings, where);
  config.activation =
      OneOf<Activation>(settings, "transformer-ffn-activation", "swish",
                        {{"relu", Activation::kRelu},
                         {"swish", Activation::kSwish},
                         {"gelu", Activation::kGeluSigmoid}},
                        where);
  ReadNorms(settings, config, where);
  ReadEmbeddings(settings, tensors, config, where);
  return config;
}

}  // namespace stepglot
