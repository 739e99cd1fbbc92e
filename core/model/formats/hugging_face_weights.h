// HuggingFaceWeights: finds the network's weights under the names of Hugging
// Face's Marian models.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_WEIGHTS_H_
#define STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_WEIGHTS_H_

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/model/config/config.h"
#include "core/model/weights/safetensors.h"
#include "core/model/weights/weight_source.h"

namespace stepglot {

/// Matrices are [out, in], as the network wants them.
class HuggingFaceWeights : public WeightSource {
 public:
  HuggingFaceWeights(SafetensorsFile file, const ModelConfig& config);

  std::optional<StoredWeight> Find(const std::string& name) const override;
  std::string NameInFile(const std::string& name) const override;
  void CheckAllUsed(const std::set<std::string>& used) const override;

 private:
  void AddEmbeddings(const ModelConfig& config);
  void AddLayers(const std::string& side, int layers);
  void AddLinear(const std::string& name, const std::string& in_file);
  void AddAttention(const std::string& name, const std::string& in_file);
  void CheckCopy(const std::string& name, const TensorEntry& tensor,
                 const std::set<std::string>& used) const;
  std::string FirstOf(std::initializer_list<const char*> names) const;

  SafetensorsFile file_;
  std::map<std::string, std::string> names_;  ///< in the file, by the network's
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_HUGGING_FACE_WEIGHTS_H_
