// VocabularyTokenizer: a list of pieces, with or without SentencePiece to split
// texts into them.
#ifndef STEPGLOT_CORE_TEXT_VOCABULARY_TOKENIZER_H_
#define STEPGLOT_CORE_TEXT_VOCABULARY_TOKENIZER_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/sentence_piece_tokenizer.h"
#include "core/text/tokenizer.h"

namespace stepglot {

/// The pieces of a network whose ids are not SentencePiece's own.
///
/// Pieces are joined to text as SentencePiece does it, U+2581 being a blank and
/// a blank at the start left out, when the vocabulary has pieces that begin
/// with U+2581; otherwise by blanks. The unknown piece leaves nothing.
class VocabularyTokenizer : public Tokenizer {
 public:
  /// @param pieces    in the order of their ids; of equal ones the first
  /// counts, and empty ones stand for nothing.
  /// @param splitter  splits texts, or null: then only pieces are taken.
  /// @param controls  ids that stand for nothing in a text.
  /// @param unk       id of what the vocabulary lacks; without one, such texts
  /// are refused.
  VocabularyTokenizer(std::vector<std::string> pieces,
                      std::shared_ptr<const SentencePieceTokenizer> splitter,
                      std::set<int> controls, std::optional<int> unk);
  VocabularyTokenizer(const VocabularyTokenizer&) = delete;
  VocabularyTokenizer& operator=(const VocabularyTokenizer&) = delete;

  bool TakesText() const override { return splitter_ != nullptr; }
  std::vector<int> Encode(std::string_view text) const override;
  std::vector<LocatedId> EncodeLocated(std::string_view text) const override;
  std::string Decode(std::span<const int> ids) const override;
  LocatedText DecodePieces(std::span<const std::string> pieces) const override;
  bool IsText(int id) const override;
  std::string Piece(int id) const override;
  int Id(std::string_view piece) const override;
  bool IsByte(int id) const override;
  int size() const override { return static_cast<int>(pieces_.size()); }

 private:
  bool IsControl(const std::string& piece) const;

  std::vector<std::string> pieces_;
  std::map<std::string_view, int> ids_;  ///< views of pieces_
  std::shared_ptr<const SentencePieceTokenizer> splitter_;
  std::set<int> controls_;
  std::optional<int> unk_;
  bool marks_words_ = false;  ///< some piece begins with U+2581
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_VOCABULARY_TOKENIZER_H_
