// MarianWeights: finds the network's weights among Marian's tensors.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_MARIAN_WEIGHTS_H_
#define STEPGLOT_CORE_MODEL_FORMATS_MARIAN_WEIGHTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/config/config.h"
#include "core/model/formats/marian_bin.h"
#include "core/model/weights/weight_source.h"

namespace stepglot {

/// Knows Marian's names and the order of its matrices, [in, out].
class MarianWeights : public WeightSource {
 public:
  /// @param tied_layers  for each decoder layer the layer, counted from 1,
  /// whose weights it uses; empty when each has its own.
  /// @param where        name of the file, for messages.
  MarianWeights(MarianTensors tensors, const ModelConfig& config,
                const std::vector<int>& tied_layers, std::string where);

  std::optional<StoredWeight> Find(const std::string& name) const override;
  std::string NameInFile(const std::string& name) const override;
  void CheckAllUsed(const std::set<std::string>& used) const override;

 private:
  enum class Form {
    kVector,  ///< [1, size]
    kMatrix,  ///< [in, out]
    kTable,   ///< [rows, columns], as the network wants it
  };

  struct Place {
    std::string name;
    Form form = Form::kVector;
    int64_t rows = 0;  ///< how many of a table's are used; 0 for all
  };

  void AddEmbeddings(const ModelConfig& config);
  void AddLayers(const std::string& side, const ModelConfig& config,
                 const std::vector<int>& names);
  void AddLinear(const std::string& name, const std::string& weight,
                 const std::string& bias);
  void AddAttention(const std::string& name, const std::string& in_file);
  void AddFeedForward(const std::string& name, const std::string& in_file);
  void AddNorm(const std::string& name, const std::string& in_file,
               const std::string& suffix);

  MarianTensors tensors_;
  std::map<std::string, Place> places_;  ///< by the network's names
  std::string where_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_MARIAN_WEIGHTS_H_
