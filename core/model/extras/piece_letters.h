// PieceLetters: the letters of each piece of a vocabulary.
#ifndef STEPGLOT_CORE_MODEL_EXTRAS_PIECE_LETTERS_H_
#define STEPGLOT_CORE_MODEL_EXTRAS_PIECE_LETTERS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/model/extras/lexicon.h"
#include "core/text/tokenizer.h"

namespace stepglot {

/// What the pieces of a vocabulary add to a word, by a lexicon's alphabet.
class PieceLetters {
 public:
  /// @param unk  id that stands for what the vocabulary lacks, if there is one.
  /// @param ids  size of the network's vocabulary, at least the tokenizer's.
  PieceLetters(const Lexicon& lexicon, const Tokenizer& tokenizer,
               std::optional<int> unk, int ids);

  /// The letters of a piece in turn; Lexicon::kNoLetter stands for whatever
  /// parts words: other characters, the mark of a word's beginning, and as a
  /// whole each id that is unknown, no text or only a byte of one.
  std::span<const uint8_t> of(int id) const {
    return std::span(letters_).subspan(begins_[id],
                                       begins_[id + 1] - begins_[id]);
  }

 private:
  std::vector<uint8_t> letters_;
  std::vector<uint32_t> begins_ = {0};  // [ids + 1]
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_EXTRAS_PIECE_LETTERS_H_
