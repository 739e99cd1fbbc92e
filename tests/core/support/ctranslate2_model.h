// CTranslate2Model: a model.bin as tests write it, sound or damaged.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_CTRANSLATE2_MODEL_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_CTRANSLATE2_MODEL_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/files/file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {

/// The parts of a model; all may be changed.
struct CTranslate2Model {
  uint32_t version = 6;
  std::string spec = "TransformerSpec";
  uint32_t revision = 7;
  std::map<std::string, StoredTensor> variables;
  std::vector<std::pair<std::string, std::string>> aliases;

  /// The model of a container, with the attributes of a recent version and
  /// without aliases.
  static CTranslate2Model Of(const ModelFile& native);

  void SetFlag(const std::string& name, int8_t value);
  void SetFloats(const std::string& name, std::vector<int64_t> shape,
                 const std::vector<float>& values);
  void SetText(const std::string& name, const std::string& text);

  /// Rounds matrices to integers with scales beside them: int8 by rows, or
  /// int16 with one scale, which may be left out if it is 1000.
  void QuantiseToInt8();
  void QuantiseToInt16(float scale, bool stores_scale);

  /// Cuts all floats down to F16 or BF16.
  void Narrow(DType dtype);

  std::vector<uint8_t> Write() const;
};

/// A list of that many tokens, one a line; <unk> is left to the reader where
/// `id_of_unk` is the last.
std::string TokenLines(int size, int id_of_unk);

/// Sizes of a model of a few kilobytes as OpenNMT-py's are once converted.
ModelConfig SmallOpenNmtConfig();

/// Any model as model.bin with shared_vocabulary.txt.
std::vector<FilePointer> CTranslate2Folder(const CTranslate2Model& model,
                                           const ModelConfig& config);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_CTRANSLATE2_MODEL_H_
