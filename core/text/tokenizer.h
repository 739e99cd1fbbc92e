// Tokenizer: text to ids and back by SentencePiece.
#ifndef STEPGLOT_CORE_TEXT_TOKENIZER_H_
#define STEPGLOT_CORE_TEXT_TOKENIZER_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text_range.h"

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace stepglot {

/// A piece of a text, with where it stands there.
struct LocatedId {
  int id = 0;
  /// Without white space at its edges. The pieces of one character's bytes all
  /// have the whole character.
  TextRange range;
};

/// Pieces joined to text, with where each of them stands there.
struct LocatedText {
  std::string text;
  std::vector<TextRange> ranges;  ///< one per piece; as in LocatedId
};

/// One SentencePiece model whose ids are the network's ids. Immutable; safe to
/// share.
class Tokenizer {
 public:
  /// @param model  a serialised SentencePiece ModelProto.
  /// @param where  name of the file or tensor, for messages.
  /// @throws Error kInvalidModel when SentencePiece refuses it.
  Tokenizer(std::string_view model, const std::string& where);
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  /// Ids of a text, without bos and eos. Text that is not valid UTF-8 has its
  /// bad bytes replaced by U+FFFD, as SentencePiece does.
  std::vector<int> Encode(std::string_view text) const;

  /// The same ids, with the bytes of the text that each stands for.
  std::vector<LocatedId> EncodeLocated(std::string_view text) const;

  /// The text that ids stand for, byte for byte what SentencePiece gives.
  /// Ids that are not IsText are left out.
  std::string Decode(std::span<const int> ids) const;

  /// The text of pieces, as Decode makes it of their ids. A piece that the
  /// vocabulary lacks stands for itself; control pieces are left out.
  LocatedText DecodePieces(std::span<const std::string> pieces) const;

  /// False for ids that stand for nothing in a text: control ids (bos, eos,
  /// pad) and those that have no piece.
  bool IsText(int id) const;

  /// The piece of an id, for example "▁the"; empty for an id without one.
  std::string Piece(int id) const;

  /// The id of a piece, or -1.
  int Id(std::string_view piece) const;

  /// True when the id stands for one byte of a UTF-8 sequence ("<0xE2>").
  bool IsByte(int id) const;

  /// Number of pieces.
  int size() const;

 private:
  bool IsControl(const std::string& piece) const;

  std::unique_ptr<sentencepiece::SentencePieceProcessor> processor_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_TOKENIZER_H_
