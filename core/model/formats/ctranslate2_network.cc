// Reads the switches of a network from its attributes and from which variables
// there are.
#include "core/model/formats/ctranslate2_network.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/model/formats/ctranslate2_weights.h"

namespace stepglot {
namespace {

constexpr int kDefaultHeads = 8;
constexpr int kBigHeads = 16;
constexpr uint32_t kLastRevision = 7;

// Limits where position tables have more rows than texts need, or where
// positions are computed.
constexpr int64_t kMaxSourceRows = 1024;
constexpr int64_t kMaxTargetRows = 512;
constexpr int kUnlimitedLength = 512;

// What other networks of the library have, by parts of variables' names.
void CheckFeatures(const CTranslate2File& file) {
  constexpr std::pair<std::string_view, const char*> kFeatures[] = {
      {"relative_position", "relative positions"},
      {"relative_attention", "relative positions"},
      {"rotary", "rotary positions"},
      {"linear_0_noact", "gated feed-forward layers"},
      {"embeddings_1/", "inputs with several features"},
      {"encoder_1/", "several encoders"},
      {"project_in", "projected embeddings"},
      {"project_out", "projected embeddings"},
      {"head_dim", "heads of another width"},
      {"num_heads_kv", "attention with shared keys"},
      {"queries_scale", "another scale of attention"},
      {"layer_norm_use_rms", "RMS norms"},
      {"weight_zero", "quantisation with zero points"}};
  for (const auto& [name, variable] : file.variables()) {
    for (const auto& [part, feature] : kFeatures) {
      if (name.find(part) != std::string::npos) {
        Refuse(ErrorCode::kUnsupported, file.where(),
               std::string(feature) + " (variable \"" + name + "\")");
      }
    }
  }
  for (const char* flag :
       {"decoder/scale_outputs", "decoder/alibi",
        "encoder/multi_query_attention", "decoder/multi_query_attention"}) {
    if (file.Number(flag).value_or(0) != 0)
      Refuse(ErrorCode::kUnsupported, file.where(), flag);
  }
  if (!file.Has("encoder/layer_0/self_attention/layer_norm/beta") &&
      file.Has("encoder/layer_0/self_attention/layer_norm/gamma"))
    Refuse(ErrorCode::kUnsupported, file.where(), "RMS norms");
}

// Heads of networks that do not state them.
int HeadsOfSpec(const CTranslate2File& file) {
  const std::string& spec = file.spec();
  if (file.version() == 1 || spec == "TransformerBase") return kDefaultHeads;
  if (spec == "TransformerBig") return kBigHeads;
  if (spec.ends_with("Relative")) {
    Refuse(ErrorCode::kUnsupported, file.where(),
           "relative positions (" + spec + ")");
  }
  if (spec != "TransformerSpec") {
    Refuse(ErrorCode::kUnsupported, file.where(),
           "a network of kind \"" + spec + "\", which does not translate");
  }
  if (file.revision() > kLastRevision) {
    Refuse(ErrorCode::kUnsupported, file.where(),
           "revision " + std::to_string(file.revision()) +
               " of TransformerSpec; the last one known is " +
               std::to_string(kLastRevision));
  }
  return kDefaultHeads;
}

// An attribute of the network: of each side, or before revision 5 of both at
// once.
double Attribute(const CTranslate2File& file, const std::string& name,
                 double fallback) {
  const double both = file.Number(name).value_or(fallback);
  const double source = file.Number("encoder/" + name).value_or(both);
  const double target = file.Number("decoder/" + name).value_or(both);
  if (source != target) {
    Refuse(ErrorCode::kUnsupported, file.where(),
           "encoder and decoder with different \"" + name + "\"");
  }
  return source;
}

// Whether both sides have a variable of that name.
bool OnBothSides(const CTranslate2File& file, const std::string& name) {
  const bool source = file.Has("encoder/" + name);
  if (source != file.Has("decoder/" + name)) {
    Refuse(ErrorCode::kUnsupported, file.where(),
           "\"" + name + "\" on one side only");
  }
  return source;
}

int Layers(const CTranslate2File& file, const std::string& side) {
  int layers = 0;
  while (file.Has(side + "/layer_" + std::to_string(layers) +
                  "/self_attention/linear_0/weight")) {
    ++layers;
  }
  return layers;
}

const TensorEntry& Matrix(const CTranslate2File& file,
                          const std::string& name) {
  const TensorEntry* matrix = file.Find(name);
  if (matrix == nullptr) {
    Refuse(ErrorCode::kInvalidModel, file.where(),
           "variable \"" + name + "\" is missing");
  }
  if (matrix->shape.size() != 2) {
    Refuse(ErrorCode::kInvalidModel, file.where(),
           "variable \"" + name + "\": expected a matrix, found " +
               ShapeText(matrix->shape));
  }
  return *matrix;
}

// Dimensions beyond this are out of any range that the config allows.
int Dimension(int64_t size) {
  return static_cast<int>(std::min<int64_t>(size, INT32_MAX));
}

Activation ActivationOf(const CTranslate2File& file) {
  constexpr std::pair<int, Activation> kActivations[] = {
      {0, Activation::kRelu},
      {1, Activation::kGeluTanh},
      {2, Activation::kSwish},
      {3, Activation::kGelu},
      {4, Activation::kGeluSigmoid}};
  const double code = Attribute(file, "activation", 0);
  for (const auto& [known, activation] : kActivations) {
    if (code == known) return activation;
  }
  Refuse(ErrorCode::kUnsupported, file.where(),
         "activation number " + std::to_string(code));
}

// What a side's embeddings are multiplied by: a factor, or a flag for the usual
// one.
float EmbeddingScale(const CTranslate2File& file, const std::string& side,
                     int d_model) {
  const float usual = std::sqrt(static_cast<float>(d_model));
  const std::string name = side + "/scale_embeddings";
  if (const std::optional<double> scale = file.Number(name)) {
    if (file.Find(name)->dtype != DType::kI8) return static_cast<float>(*scale);
    return *scale != 0 ? usual : 1;
  }
  for (const char* embeddings : {"/embeddings/", "/embeddings_0/"}) {
    const std::optional<double> flag =
        file.Number(side + embeddings + "multiply_by_sqrt_depth");
    if (flag) return *flag != 0 ? usual : 1;
  }
  return usual;
}

void ReadPositions(const CTranslate2File& file, ModelConfig& config) {
  const std::string name = "position_encodings/encodings";
  if (!OnBothSides(file, name)) {
    // As in OpenNMT-tf, which counts positions from 1.
    config.position_layout = PositionLayout::kConcatenated;
    config.position_exponent = PositionExponent::kJOverHalfDMinus1;
    config.position_offset = 1;
    config.max_source_length = kUnlimitedLength;
    config.max_target_length = kUnlimitedLength;
    return;
  }
  config.position_layout = PositionLayout::kTable;
  const auto rows = [&](const std::string& side, int64_t most) {
    return Dimension(
        std::min(Matrix(file, side + "/" + name).shape.front(), most));
  };
  config.max_source_length = rows("encoder", kMaxSourceRows);
  config.max_target_length = rows("decoder", kMaxTargetRows);
}

// Whether two parts of the file are the same place or hold the same bytes.
bool AreEqual(const FilePart& a, const FilePart& b) {
  constexpr uint64_t kChunk = uint64_t{1} << 16;
  if (a.size != b.size) return false;
  if (a.offset == b.offset) return true;
  for (uint64_t at = 0; at < a.size; at += kChunk) {
    const uint64_t size = std::min(kChunk, a.size - at);
    if (a.Slice(at, size).Read().text() != b.Slice(at, size).Read().text())
      return false;
  }
  return true;
}

// Whether two matrices have the same values; the converters of some versions
// store what is tied as often as it is used.
bool AreTied(const CTranslate2File& file, const std::string& a,
             const std::string& b) {
  const TensorEntry* first = file.Find(a);
  const TensorEntry* second = file.Find(b);
  return first != nullptr && second != nullptr &&
         first->dtype == second->dtype && first->shape == second->shape &&
         file.Multipliers(a) == file.Multipliers(b) &&
         AreEqual(first->data, second->data);
}

TiedEmbeddings TyingOf(const CTranslate2File& file) {
  const bool output = AreTied(file, kTargetEmbeddingName, kOutputName);
  if (AreTied(file, SourceEmbeddingName(file), kTargetEmbeddingName))
    return output ? TiedEmbeddings::kAll : TiedEmbeddings::kSourceTarget;
  return output ? TiedEmbeddings::kTargetOutput : TiedEmbeddings::kNone;
}

}  // namespace

ModelConfig CTranslate2Network(const CTranslate2File& file) {
  ModelConfig config;
  const int heads = HeadsOfSpec(file);
  CheckFeatures(file);
  const TensorEntry& source = Matrix(file, SourceEmbeddingName(file));
  const TensorEntry& target = Matrix(file, kTargetEmbeddingName);
  config.source_vocab_size = Dimension(source.shape[0]);
  config.target_vocab_size = Dimension(target.shape[0]);
  config.d_model = Dimension(source.shape[1]);
  const std::string inner = "encoder/layer_0/ffn/linear_0/weight";
  config.ffn = Dimension(Matrix(file, inner).shape[0]);
  config.heads = static_cast<int>(
      std::clamp<double>(Attribute(file, "num_heads", heads), 0, INT32_MAX));
  config.encoder_layers = Layers(file, "encoder");
  config.decoder_layers = Layers(file, "decoder");

  config.norm = Attribute(file, "pre_norm", 1) != 0 ? NormPlacement::kPre
                                                    : NormPlacement::kPost;
  config.final_norm = OnBothSides(file, "layer_norm/gamma");
  config.embedding_norm = OnBothSides(file, "layernorm_embedding/gamma");
  config.activation = ActivationOf(file);
  ReadPositions(file, config);
  config.embedding_scale = EmbeddingScale(file, "encoder", config.d_model);
  if (EmbeddingScale(file, "decoder", config.d_model) !=
      config.embedding_scale) {
    Refuse(ErrorCode::kUnsupported, file.where(),
           "embeddings that encoder and decoder scale differently");
  }
  config.tied_embeddings = TyingOf(file);
  config.linear_bias = file.Has("encoder/layer_0/self_attention/linear_0/bias");
  config.output_bias = file.Has("decoder/projection/bias");
  return config;
}

}  // namespace stepglot
