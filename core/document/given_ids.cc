// Looks pieces up and checks ids against the vocabulary.
#include "core/document/given_ids.h"

#include <utility>

#include "core/error.h"

namespace stepglot {

GivenIds::GivenIds(std::string what, const Tokenizer& tokenizer,
                   std::optional<int> unk, int vocabulary)
    : what_(std::move(what)),
      tokenizer_(&tokenizer),
      unk_(unk),
      vocabulary_(vocabulary) {}

int GivenIds::Id(const std::string& piece, int index) const {
  const int id = tokenizer_->Id(piece);
  if (id >= 0) return id;
  if (!unk_) {
    Refuse(index,
           "the vocabulary has no piece \"" + piece + "\" and no unknown id");
  }
  return *unk_;
}

void GivenIds::Check(int id, int index) const {
  if (id >= 0 && id < vocabulary_) return;
  Refuse(index, "id " + std::to_string(id) + " is outside the vocabulary of " +
                    std::to_string(vocabulary_));
}

void GivenIds::Refuse(int index, const std::string& reason) const {
  throw Error(ErrorCode::kInvalidArgument,
              what_ + " " + std::to_string(index) + ": " + reason);
}

}  // namespace stepglot
