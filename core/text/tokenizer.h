// Tokenizer: text to ids and back.
#ifndef STEPGLOT_CORE_TEXT_TOKENIZER_H_
#define STEPGLOT_CORE_TEXT_TOKENIZER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text_range.h"

namespace stepglot {

/// Marks a piece that begins a word, U+2581.
inline constexpr std::string_view kWordStart = "\xE2\x96\x81";

/// A piece of a text, with where it stands there.
struct LocatedId {
  int id = 0;
  /// Without white space at its edges. The pieces of one character's bytes all
  /// have the whole character.
  TextRange range;
  /// Of an id that stands for pieces which the vocabulary lacks: which one it
  /// was, where that is known; else empty.
  std::string unknown_piece;
};

/// Pieces joined to text, with where each of them stands there.
struct LocatedText {
  std::string text;
  std::vector<TextRange> ranges;  ///< one per piece; as in LocatedId
};

/// Text to ids of the network and back. Immutable; safe to share.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;

  /// Whether texts can be split; else only pieces and ids are taken.
  virtual bool TakesText() const { return true; }

  /// Ids of a text, without bos and eos. Text that is not valid UTF-8 has its
  /// bad bytes replaced by U+FFFD.
  /// @throws Error kInvalidArgument when the text cannot be split.
  virtual std::vector<int> Encode(std::string_view text) const = 0;

  /// The same ids, with the bytes of the text that each stands for.
  virtual std::vector<LocatedId> EncodeLocated(std::string_view text) const = 0;

  /// The text that ids stand for. Ids that are not IsText are left out.
  virtual std::string Decode(std::span<const int> ids) const = 0;

  /// The text of pieces, as Decode makes it of their ids. A piece that the
  /// vocabulary lacks stands for itself; control pieces are left out.
  virtual LocatedText DecodePieces(
      std::span<const std::string> pieces) const = 0;

  /// False for ids that stand for nothing in a text: control ids (bos, eos,
  /// pad) and those that have no piece.
  virtual bool IsText(int id) const = 0;

  /// The piece of an id, for example "▁the"; empty for an id without one.
  virtual std::string Piece(int id) const = 0;

  /// The id of a piece, or -1.
  virtual int Id(std::string_view piece) const = 0;

  /// True when the id stands for one byte of a UTF-8 sequence ("<0xE2>").
  virtual bool IsByte(int id) const = 0;

  /// Number of pieces.
  virtual int size() const = 0;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_TOKENIZER_H_
