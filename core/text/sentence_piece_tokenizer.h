// SentencePieceTokenizer: splits texts by a SentencePiece model.
#ifndef STEPGLOT_CORE_TEXT_SENTENCE_PIECE_TOKENIZER_H_
#define STEPGLOT_CORE_TEXT_SENTENCE_PIECE_TOKENIZER_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizer.h"

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace stepglot {

/// A piece of a text, by name.
struct LocatedPiece {
  std::string piece;  ///< "▁cat"; of an unknown one, its characters
  int id = 0;         ///< SentencePiece's own
  TextRange range;    ///< as in LocatedId
};

/// One SentencePiece model, whose ids are the network's ids.
class SentencePieceTokenizer : public Tokenizer {
 public:
  /// @param model  a serialised SentencePiece ModelProto.
  /// @param where  name of the file or tensor, for messages.
  /// @throws Error kInvalidModel when SentencePiece refuses it.
  SentencePieceTokenizer(std::string_view model, const std::string& where);
  ~SentencePieceTokenizer() override;

  std::vector<int> Encode(std::string_view text) const override;
  std::vector<LocatedId> EncodeLocated(std::string_view text) const override;
  std::string Decode(std::span<const int> ids) const override;
  LocatedText DecodePieces(std::span<const std::string> pieces) const override;
  bool IsText(int id) const override;
  std::string Piece(int id) const override;
  int Id(std::string_view piece) const override;
  bool IsByte(int id) const override;
  int size() const override;

  /// The pieces of a text, for a vocabulary whose ids are others.
  std::vector<LocatedPiece> Split(std::string_view text) const;

  /// Ids of the special pieces, or -1.
  int eos() const;
  int unk() const;

 private:
  bool IsControl(const std::string& piece) const;

  std::unique_ptr<sentencepiece::SentencePieceProcessor> processor_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_SENTENCE_PIECE_TOKENIZER_H_
