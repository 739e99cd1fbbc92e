// Spells the pieces of a vocabulary.
#include "core/model/extras/piece_letters.h"

#include <string>
#include <string_view>

#include "core/text/utf8.h"

namespace stepglot {

PieceLetters::PieceLetters(const Lexicon& lexicon, const Tokenizer& tokenizer,
                           std::optional<int> unk, int ids) {
  begins_.reserve(ids + 1);
  for (int id = 0; id < ids; ++id) {
    if (id >= tokenizer.size() || id == unk || !tokenizer.IsText(id) ||
        tokenizer.IsByte(id)) {
      letters_.push_back(Lexicon::kNoLetter);
    } else {
      const std::string piece = tokenizer.Piece(id);
      for (std::string_view rest = piece; !rest.empty();) {
        const CodePoint character = ReadCodePoint(rest);
        letters_.push_back(lexicon.Letter(character.value));
        rest.remove_prefix(character.bytes);
      }
    }
    begins_.push_back(static_cast<uint32_t>(letters_.size()));
  }
}

}  // namespace stepglot
