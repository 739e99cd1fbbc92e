// Opens the native container.
#include "core/model/model.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

constexpr const char* kConfigKey = "config";

using SharedText = std::shared_ptr<const std::string>;

constexpr const char* kSharedSpm = "spm";
constexpr const char* kSourceSpm = "spm.source";
constexpr const char* kTargetSpm = "spm.target";

// A tensor that nothing uses means that file and config do not belong together.
void CheckAllUsed(const SafetensorsFile& file,
                  const std::vector<NamedWeight>& weights) {
  std::set<std::string> used = {kSharedSpm, kSourceSpm, kTargetSpm};
  for (const NamedWeight& weight : weights) {
    used.insert(weight.name);
    if (weight.values.quantized()) used.insert(ScaleName(weight.name));
  }
  for (const auto& [name, tensor] : file.tensors()) {
    if (used.contains(name)) continue;
    throw Error(ErrorCode::kInvalidModel,
                file.where() + ": tensor \"" + name +
                    "\": the config calls for no such tensor");
  }
}

SharedText SpmTensor(const SafetensorsFile& file, const char* name) {
  const TensorView* tensor = file.Find(name);
  if (tensor == nullptr) return nullptr;
  if (tensor->dtype != DType::kU8 || tensor->shape.size() != 1) {
    throw Error(ErrorCode::kInvalidModel,
                file.where() + ": tensor \"" + name +
                    "\": expected U8 of rank 1, found " +
                    DTypeName(tensor->dtype) + " " + ShapeText(tensor->shape));
  }
  return std::make_shared<const std::string>(tensor->bytes.begin(),
                                             tensor->bytes.end());
}

std::shared_ptr<const Tokenizer> OpenTokenizer(const std::string& spm,
                                               int vocab_size,
                                               const std::string& where) {
  auto tokenizer = std::make_shared<const Tokenizer>(spm, where);
  if (tokenizer->size() > vocab_size) {
    throw Error(ErrorCode::kInvalidModel,
                where + ": the SentencePiece model has " +
                    std::to_string(tokenizer->size()) +
                    " pieces, the vocabulary only " +
                    std::to_string(vocab_size));
  }
  return tokenizer;
}

}  // namespace

std::shared_ptr<const Model> Model::Load(const ModelFiles& files) {
  std::shared_ptr<Model> model(new Model());
  model->file_ = SafetensorsFile::Parse(files.weights, files.name);
  const std::string* config = model->file_.Metadata(kConfigKey);
  if (config == nullptr) {
    throw Error(
        ErrorCode::kInvalidModel,
        files.name + ": no \"config\" in __metadata__: not a Stepglot model");
  }
  model->config_ = ParseModelConfig(*config, files.name);
  WeightReader reader(model->file_, model->owned_);
  model->weights_ = ReadWeights(reader, model->config_);
  model->named_weights_ = reader.TakeNames();
  CheckAllUsed(model->file_, model->named_weights_);
  model->LoadTokenizers(files);
  return model;
}

void Model::LoadTokenizers(const ModelFiles& files) {
  const SharedText shared = SpmTensor(file_, kSharedSpm);
  if (!files.source_spm.empty()) {
    source_spm_ = std::make_shared<const std::string>(files.source_spm);
    const bool same =
        files.target_spm.empty() || files.target_spm == files.source_spm;
    target_spm_ = same ? source_spm_
                       : std::make_shared<const std::string>(files.target_spm);
  } else if (shared) {
    source_spm_ = target_spm_ = shared;
  } else {
    source_spm_ = SpmTensor(file_, kSourceSpm);
    target_spm_ = SpmTensor(file_, kTargetSpm);
  }
  if (!source_spm_ || !target_spm_) {
    throw Error(ErrorCode::kInvalidModel,
                files.name +
                    ": no SentencePiece model: expected a U8 tensor \"spm\", "
                    "or \"spm.source\" and "
                    "\"spm.target\", or a vocabulary file beside the weights");
  }
  if (shares_spm()) {
    const int rows =
        std::min(config_.source_vocab_size, config_.target_vocab_size);
    source_tokenizer_ =
        OpenTokenizer(*source_spm_, rows, files.name + " (shared vocabulary)");
    target_tokenizer_ = source_tokenizer_;
    return;
  }
  source_tokenizer_ = OpenTokenizer(*source_spm_, config_.source_vocab_size,
                                    files.name + " (source vocabulary)");
  target_tokenizer_ = OpenTokenizer(*target_spm_, config_.target_vocab_size,
                                    files.name + " (target vocabulary)");
}

}  // namespace stepglot
