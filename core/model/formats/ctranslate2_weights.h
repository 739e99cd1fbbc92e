// CTranslate2Weights: the weights of a CTranslate2 model under the network's
// names.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_WEIGHTS_H_
#define STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_WEIGHTS_H_

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/model/config/config.h"
#include "core/model/formats/ctranslate2_file.h"
#include "core/model/weights/weight_source.h"

namespace stepglot {

/// Where a file keeps the embeddings; older ones do not number them.
std::string SourceEmbeddingName(const CTranslate2File& file);
inline constexpr const char* kTargetEmbeddingName = "decoder/embeddings/weight";
inline constexpr const char* kOutputName = "decoder/projection/weight";

class CTranslate2Weights : public WeightSource {
 public:
  /// @param config  the layers, which embeddings are one, and the rows of the
  /// position tables that are wanted.
  CTranslate2Weights(CTranslate2File file, const ModelConfig& config);

  std::optional<StoredWeight> Find(const std::string& name) const override;
  std::string NameInFile(const std::string& name) const override;
  void CheckAllUsed(const std::set<std::string>& used) const override;

 private:
  // A variable, or one of the equal parts of its rows.
  struct Place {
    std::string name;
    int part = 0;
    int parts = 1;
    int first_rows = 0;  // more than these are left out; 0 for none
  };

  void AddEmbeddings(const ModelConfig& config);
  void AddLayer(const std::string& name, const std::string& in_file,
                bool is_decoder);
  void AddLinear(const std::string& name, const Place& place);
  void AddNorm(const std::string& name, const std::string& in_file);
  bool IsKnown(const std::string& name, const TensorEntry& variable,
               const std::set<std::string>& used) const;

  CTranslate2File file_;
  std::map<std::string, Place> places_;
  std::set<std::string> copies_;  // variables that another one stands for
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_WEIGHTS_H_
