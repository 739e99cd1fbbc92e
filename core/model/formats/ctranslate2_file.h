// CTranslate2File: the variables in a model.bin of CTranslate2.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_FILE_H_
#define STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/files/file_cursor.h"
#include "core/model/weights/tensor.h"

namespace stepglot {

/// A model.bin of versions 1 to 6, of which only the headers have been read.
/// Weights and attributes (numbers, texts) are all variables. Names are those
/// of the later versions also where the file is of version 1.
class CTranslate2File {
 public:
  /// @throws Error kInvalidModel for a damaged file, kUnsupported for another
  /// version.
  static CTranslate2File Parse(const FilePointer& file);

  uint32_t version() const { return version_; }

  /// What kind of network it is, such as "TransformerSpec"; empty in version 1.
  const std::string& spec() const { return spec_; }
  uint32_t revision() const { return revision_; }

  /// Variables and the aliases of variables.
  const TensorMap& variables() const { return variables_; }
  bool Has(std::string_view name) const { return Find(name) != nullptr; }
  const TensorEntry* Find(std::string_view name) const;

  /// An attribute; nothing when the file has none of that name.
  /// @throws Error kInvalidModel when it is no number, or no text.
  std::optional<double> Number(std::string_view name) const;
  std::optional<std::string> Text(std::string_view name) const;

  /// What an integer variable is multiplied by: one number for each row, or one
  /// for all. Empty for floats.
  /// @throws Error kInvalidModel when the file lacks it or it is unusable.
  std::vector<float> Multipliers(const std::string& name) const;

  /// The file's name.
  const std::string& where() const { return where_; }

 private:
  [[noreturn]] void Fail(std::string_view variable,
                         const std::string& reason) const;
  void TakeVariable(FileCursor& cursor);
  void Alias(const std::string& alias, const std::string& target);

  std::string where_;
  uint32_t version_ = 0;
  std::string spec_;
  uint32_t revision_ = 1;
  TensorMap variables_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_FILE_H_
