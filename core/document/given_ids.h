// GivenIds: checks the pieces and ids that a caller gives instead of text.
#ifndef STEPGLOT_CORE_DOCUMENT_GIVEN_IDS_H_
#define STEPGLOT_CORE_DOCUMENT_GIVEN_IDS_H_

#include <optional>
#include <string>
#include <vector>

#include "core/text/tokenizer.h"

namespace stepglot {

/// One side's vocabulary, asked for what a caller gives.
class GivenIds {
 public:
  /// @param what        what messages call the side, "source" or "target".
  /// @param tokenizer   must outlive this object.
  /// @param unk         stands for the pieces that the vocabulary lacks.
  /// @param vocabulary  number of ids that the network knows.
  GivenIds(std::string what, const Tokenizer& tokenizer, std::optional<int> unk,
           int vocabulary);

  /// The id of a piece.
  /// @param index  the number of the source or target, for messages.
  /// @throws Error kInvalidArgument for an unknown piece without an unknown id.
  int Id(const std::string& piece, int index) const;

  /// @throws Error kInvalidArgument for an id outside the vocabulary.
  void Check(int id, int index) const;

  /// @throws Error kInvalidArgument with the number of the source or target.
  [[noreturn]] void Refuse(int index, const std::string& reason) const;

 private:
  std::string what_;
  const Tokenizer* tokenizer_;
  std::optional<int> unk_;
  int vocabulary_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_GIVEN_IDS_H_
