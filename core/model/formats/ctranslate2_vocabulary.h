// CTranslate2Vocabulary: the tokens of one side of a CTranslate2 model.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_VOCABULARY_H_
#define STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_VOCABULARY_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/formats/file_set.h"

namespace stepglot {

/// The tokens of one side in the order of their ids.
class CTranslate2Vocabulary {
 public:
  /// From {source,target,shared}_vocabulary.{json,txt}.
  /// @param unk  added at the end when the file lacks it, as the network counts
  /// it.
  /// @throws Error kInvalidModel for no file, or a damaged one.
  CTranslate2Vocabulary(const FileSet& files, Side side,
                        const std::string& unk);

  const std::vector<std::string>& tokens() const { return tokens_; }

  /// The first id of a token.
  std::optional<int> Id(std::string_view token) const;

  /// The file's name.
  const std::string& where() const { return where_; }

 private:
  std::string where_;
  std::vector<std::string> tokens_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_CTRANSLATE2_VOCABULARY_H_
