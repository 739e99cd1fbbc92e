// Fills models with random weights.
#include "tests/core/support/random_model.h"

#include <string>
#include <utility>

#include "tests/core/support/random.h"

namespace stepglot {
namespace {

// Adds random tensors to a container.
class Builder {
 public:
  Builder(const ModelConfig& config, uint64_t seed) : random_(seed) {
    file_.config = config;
  }

  void Matrix(const std::string& name, int64_t rows, int64_t columns) {
    file_.SetFloats(name + ".weight", {rows, columns},
                    random_.Floats(static_cast<size_t>(rows * columns)));
  }

  void Vector(const std::string& name, int64_t size) {
    file_.SetFloats(name, {size}, random_.Floats(static_cast<size_t>(size)));
  }

  void Linear(const std::string& name, int64_t out, int64_t in) {
    Matrix(name, out, in);
    Vector(name + ".bias", out);
  }

  void Norm(const std::string& name) {
    Vector(name + ".weight", file_.config.d_model);
    if (file_.config.norm_type == NormType::kLayer)
      Vector(name + ".bias", file_.config.d_model);
  }

  void Attention(const std::string& name) {
    const int d = file_.config.d_model;
    for (const char* part : {".q", ".k", ".v", ".o"}) Linear(name + part, d, d);
  }

  void Layer(const std::string& name, bool is_decoder) {
    const int d = file_.config.d_model;
    if (is_decoder && file_.config.decoder_cell == DecoderCell::kSsru) {
      Matrix(name + "ssru.candidate", d, d);
      Linear(name + "ssru.forget", d, d);
    } else {
      Attention(name + "self_attn");
    }
    Norm(name + "self_attn_norm");
    if (is_decoder) {
      Attention(name + "cross_attn");
      Norm(name + "cross_attn_norm");
    }
    Linear(name + "ffn.inner", file_.config.ffn, d);
    Linear(name + "ffn.outer", d, file_.config.ffn);
    if (file_.config.feed_forward == FeedForwardType::kGated)
      Linear(name + "ffn.gate", file_.config.ffn, d);
    Norm(name + "ffn_norm");
  }

  void Side(const std::string& side, int layers, int positions) {
    for (int i = 0; i < layers; ++i) {
      Layer(side + ".layers." + std::to_string(i) + ".", side == "decoder");
    }
    if (file_.config.embedding_norm) Norm(side + ".embedding_norm");
    if (file_.config.final_norm) Norm(side + ".norm");
    if (file_.config.position_layout == PositionLayout::kTable)
      Matrix(side + ".positions", positions, file_.config.d_model);
  }

  void Embeddings() {
    const ModelConfig& config = file_.config;
    const TiedEmbeddings tied = config.tied_embeddings;
    const int d = config.d_model;
    if (tied == TiedEmbeddings::kAll || tied == TiedEmbeddings::kSourceTarget) {
      Matrix("embedding", config.source_vocab_size, d);
    } else {
      Matrix("encoder.embedding", config.source_vocab_size, d);
      Matrix("decoder.embedding", config.target_vocab_size, d);
    }
    if (tied == TiedEmbeddings::kSourceTarget || tied == TiedEmbeddings::kNone)
      Matrix("output", config.target_vocab_size, d);
    if (config.output_bias) Vector("output.bias", config.target_vocab_size);
  }

  ModelFile Take() { return std::move(file_); }

 private:
  Random random_;
  ModelFile file_;
};

}  // namespace

std::vector<uint8_t> RandomModelSpm() {
  return ModelFile::Read("tiny-marian").tensors.at("spm").bytes;
}

ModelConfig SmallMarianConfig() {
  ModelConfig config;
  config.d_model = 4;
  config.ffn = 6;
  config.heads = 2;
  config.encoder_layers = 1;
  config.decoder_layers = 2;
  config.source_vocab_size = config.target_vocab_size = kRandomModelPieces;
  config.norm_eps = 1e-6F;
  config.position_layout = PositionLayout::kConcatenated;
  config.position_exponent = PositionExponent::kJOverHalfDMinus1;
  config.embedding_scale = 2;
  config.output_bias = true;
  config.unk = 1;
  config.eos = 0;
  config.decoder_start = kZeroEmbedding;
  config.suppressed = {1};
  config.max_source_length = config.max_target_length = 512;
  return config;
}

ModelFile RandomModel(const ModelConfig& config, uint64_t seed) {
  Builder builder(config, seed);
  builder.Embeddings();
  builder.Side("encoder", config.encoder_layers, config.max_source_length);
  builder.Side("decoder", config.decoder_layers, config.max_target_length);
  ModelFile file = builder.Take();
  const std::vector<uint8_t> spm = RandomModelSpm();
  file.tensors["spm"] = {DType::kU8, {static_cast<int64_t>(spm.size())}, spm};
  return file;
}

}  // namespace stepglot
