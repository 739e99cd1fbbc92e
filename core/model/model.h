// Model: a config, its weights and its tokenizers, opened from one file.
#ifndef STEPGLOT_CORE_MODEL_MODEL_H_
#define STEPGLOT_CORE_MODEL_MODEL_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/model/config.h"
#include "core/model/safetensors.h"
#include "core/model/weight_reader.h"
#include "core/model/weights.h"
#include "core/text/tokenizer.h"

namespace stepglot {

/// What a model is opened from.
struct ModelFiles {
  Bytes weights;  ///< a .safetensors file; kept alive by the model
  std::string_view source_spm;  ///< SentencePiece model, empty when the
                                ///< container holds its own
  std::string_view
      target_spm;  ///< equal to source_spm when both sides share one
  std::string name = "model";  ///< of the file, for messages
};

/// Bytes that a loaded model occupies.
struct ModelMemory {
  size_t file = 0;       ///< the file itself, which the weights are views of
  size_t converted = 0;  ///< weights that had to be copied or widened
};

/// An opened model. Immutable once loaded: sessions share it.
class Model {
 public:
  /// Opens the native container: one .safetensors file with the config as JSON
  /// in its metadata
  /// ("config") and the SentencePiece models as U8 tensors ("spm", or
  /// "spm.source" and "spm.target").
  /// @throws Error kInvalidModel or kUnsupported, naming file, tensor and
  /// reason.
  static std::shared_ptr<const Model> Load(const ModelFiles& files);

  const ModelConfig& config() const { return config_; }
  const Weights& weights() const { return weights_; }
  const Tokenizer& source_tokenizer() const { return *source_tokenizer_; }
  const Tokenizer& target_tokenizer() const { return *target_tokenizer_; }

  /// The weights in use, by name; for inspection and saving.
  const std::vector<NamedWeight>& named_weights() const {
    return named_weights_;
  }

  /// The serialised SentencePiece models; the same bytes twice when shared.
  const std::string& source_spm() const { return *source_spm_; }
  const std::string& target_spm() const { return *target_spm_; }
  bool shares_spm() const { return source_spm_ == target_spm_; }

  ModelMemory memory() const { return {file_.bytes().size(), owned_.bytes()}; }

 private:
  Model() = default;
  void LoadTokenizers(const ModelFiles& files);

  SafetensorsFile file_;
  ModelConfig config_;
  OwnedFloats owned_;
  Weights weights_;
  std::vector<NamedWeight> named_weights_;
  std::shared_ptr<const std::string> source_spm_;
  std::shared_ptr<const std::string> target_spm_;
  std::shared_ptr<const Tokenizer> source_tokenizer_;
  std::shared_ptr<const Tokenizer> target_tokenizer_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_MODEL_H_
