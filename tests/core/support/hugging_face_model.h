// HuggingFaceModel: a folder of a Hugging Face Marian model as tests write it.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_HUGGING_FACE_MODEL_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_HUGGING_FACE_MODEL_H_

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {

/// The parts of a folder; all may be changed, those that are null are left out.
struct HuggingFaceModel {
  nlohmann::json config;
  nlohmann::json generation;
  nlohmann::json tokenizer;
  nlohmann::json vocabulary;
  nlohmann::json target_vocabulary;
  std::map<std::string, StoredTensor> tensors;
  bool has_spm = true;

  /// The folder of a container whose switches the format has.
  static HuggingFaceModel Of(const ModelFile& native);

  std::vector<uint8_t> Weights() const;
  std::vector<FilePointer> Folder() const;
};

/// A model of a few kilobytes with the format's switches: pad is the last id.
ModelConfig SmallHuggingFaceConfig();

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_HUGGING_FACE_MODEL_H_
