// Writes a model's description.
#include "core/model/description.h"

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "core/model/config/config_json.h"
#include "core/model/extras/target_tokens.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

Json DescribeWeight(const NamedWeight& weight) {
  const Matrix& values = weight.values;
  const size_t size = static_cast<size_t>(values.rows) * values.columns;
  const Json shape = weight.is_matrix ? Json{values.rows, values.columns}
                                      : Json::array({values.columns});
  return {{"name", weight.name},
          {"dtype", values.quantized() ? "I8" : "F32"},
          {"shape", shape},
          {"bytes", values.quantized() ? size + values.rows * sizeof(float)
                                       : size * sizeof(float)}};
}

const char* WeightTypeName(const std::vector<NamedWeight>& weights) {
  bool int8 = false;
  bool float32 = false;
  for (const NamedWeight& weight : weights) {
    if (!weight.is_quantizable) continue;
    (weight.values.quantized() ? int8 : float32) = true;
  }
  return int8 && float32 ? "mixed" : int8 ? "int8" : "float32";
}

}  // namespace

std::string DescribeModel(const Model& model) {
  const ModelConfig& config = model.config();
  Json tensors = Json::array();
  size_t parameters = 0;
  for (const NamedWeight& weight : model.named_weights()) {
    tensors.push_back(DescribeWeight(weight));
    parameters +=
        static_cast<size_t>(weight.values.rows) * weight.values.columns;
  }
  const ModelMemory memory = model.memory();
  const Json description = {
      {"sourceLanguage", config.source_language},
      {"targetLanguage", config.target_language},
      {"format", model.format()},
      {"input", model.source_tokenizer().TakesText() ? "text" : "pieces"},
      {"shortlist", model.shortlist() != nullptr},
      {"lexicon", model.lexicon() != nullptr},
      {"targetTokens", TargetTokens(model.source_tokenizer())},
      {"weightType", WeightTypeName(model.named_weights())},
      {"parameters", parameters},
      {"maxSourceLength", config.max_source_length},
      {"maxTargetLength", config.max_target_length},
      {"bytes", {{"file", memory.file}, {"converted", memory.converted}}},
      {"config", ModelConfigObject(config)},
      {"tensors", std::move(tensors)},
  };
  return description.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace stepglot
