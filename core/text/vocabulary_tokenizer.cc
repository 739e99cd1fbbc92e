// Looks pieces up and joins them.
#include "core/text/vocabulary_tokenizer.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/error.h"
#include "core/text/byte_pieces.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Joins pieces to a text. Bytes wait until their run is complete, as only then
// it shows which of them are characters.
class PieceJoiner {
 public:
  explicit PieceJoiner(bool marks_words) : marks_words_(marks_words) {}

  /// A piece that is passed over: bytes on both its sides may be of one
  /// character.
  void PassOver() { located_.ranges.push_back({end(), end()}); }

  /// A piece that leaves nothing.
  void AddNothing() {
    FlushBytes();
    PassOver();
  }

  void AddByte(char byte) {
    bytes_ += byte;
    byte_pieces_.push_back(located_.ranges.size());
    PassOver();
  }

  void Add(std::string_view piece) {
    FlushBytes();
    if (!marks_words_ && has_pieces_) located_.text += ' ';
    has_pieces_ = true;
    TextRange range = {end(), end()};
    for (size_t mark = piece.find(kWordStart);
         marks_words_ && mark != piece.npos; mark = piece.find(kWordStart)) {
      located_.text += piece.substr(0, mark);
      // The mark before the first word stands for no blank.
      if (!located_.text.empty() || has_start_) located_.text += ' ';
      has_start_ = true;
      piece.remove_prefix(mark + kWordStart.size());
    }
    located_.text += piece;
    range.end = end();
    while (range.size() > 0 && located_.text[range.begin] == ' ') ++range.begin;
    while (range.size() > 0 && located_.text[range.end - 1] == ' ') --range.end;
    located_.ranges.push_back(range);
  }

  LocatedText Finish() {
    FlushBytes();
    return std::move(located_);
  }

 private:
  size_t end() const { return located_.text.size(); }

  // The pieces of a character's bytes all get its range.
  void FlushBytes() {
    has_pieces_ = has_pieces_ || !bytes_.empty();
    std::string_view rest = bytes_;
    for (size_t piece = 0; !rest.empty();) {
      const CodePoint c = ReadCodePoint(rest);
      const bool is_valid = c.value != kReplacementCharacter || c.bytes > 1;
      const size_t begin = end();
      located_.text += is_valid ? rest.substr(0, c.bytes) : kReplacement;
      rest.remove_prefix(c.bytes);
      for (const size_t last = piece + c.bytes; piece < last; ++piece)
        located_.ranges[byte_pieces_[piece]] = {begin, end()};
    }
    bytes_.clear();
    byte_pieces_.clear();
  }

  bool marks_words_;
  bool has_pieces_ = false;
  bool has_start_ = false;  // a word mark was seen
  std::string bytes_;
  std::vector<size_t> byte_pieces_;  // which pieces these are
  LocatedText located_;
};

}  // namespace

VocabularyTokenizer::VocabularyTokenizer(
    std::vector<std::string> pieces,
    std::shared_ptr<const SentencePieceTokenizer> splitter,
    std::set<int> controls, std::optional<int> unk)
    : pieces_(std::move(pieces)),
      splitter_(std::move(splitter)),
      controls_(std::move(controls)),
      unk_(unk) {
  for (size_t id = 0; id < pieces_.size(); ++id) {
    // Empty pieces are gaps between ids, not pieces of a text.
    if (!pieces_[id].empty())
      ids_.try_emplace(pieces_[id], static_cast<int>(id));
    marks_words_ = marks_words_ || pieces_[id].starts_with(kWordStart);
  }
}

std::vector<int> VocabularyTokenizer::Encode(std::string_view text) const {
  std::vector<int> ids;
  for (const LocatedId& located : EncodeLocated(text))
    ids.push_back(located.id);
  return ids;
}

std::vector<LocatedId> VocabularyTokenizer::EncodeLocated(
    std::string_view text) const {
  if (!TakesText()) {
    throw Error(ErrorCode::kInvalidArgument,
                "this model has no tokenizer: give {pieces} or {ids} instead "
                "of a text");
  }
  std::vector<LocatedId> ids;
  for (const LocatedPiece& located : splitter_->Split(text)) {
    const int id = Id(located.piece);
    if (id >= 0) {
      ids.push_back({id, located.range, {}});
    } else if (unk_) {
      ids.push_back({*unk_, located.range, located.piece});
    } else {
      throw Error(ErrorCode::kInvalidArgument,
                  "the vocabulary has no piece \"" + located.piece +
                      "\" and no unknown id");
    }
  }
  return ids;
}

std::string VocabularyTokenizer::Decode(std::span<const int> ids) const {
  std::vector<std::string> pieces;
  for (const int id : ids) {
    if (IsText(id)) pieces.push_back(pieces_[id]);
  }
  return DecodePieces(pieces).text;
}

LocatedText VocabularyTokenizer::DecodePieces(
    std::span<const std::string> pieces) const {
  PieceJoiner joiner(marks_words_);
  for (const std::string& piece : pieces) {
    const std::optional<uint8_t> byte =
        TakesText() ? ByteOfPiece(piece) : std::nullopt;
    if (IsControl(piece)) {
      joiner.PassOver();
    } else if (piece.empty() || Id(piece) == unk_) {
      joiner.AddNothing();
    } else if (byte) {
      joiner.AddByte(static_cast<char>(*byte));
    } else {
      joiner.Add(piece);
    }
  }
  return joiner.Finish();
}

bool VocabularyTokenizer::IsControl(const std::string& piece) const {
  return controls_.contains(Id(piece));
}

bool VocabularyTokenizer::IsText(int id) const {
  return id >= 0 && id < size() && !controls_.contains(id);
}

std::string VocabularyTokenizer::Piece(int id) const {
  return id >= 0 && id < size() ? pieces_[id] : std::string();
}

int VocabularyTokenizer::Id(std::string_view piece) const {
  const auto found = ids_.find(piece);
  return found == ids_.end() ? -1 : found->second;
}

bool VocabularyTokenizer::IsByte(int id) const {
  return id >= 0 && id < size() && TakesText() &&
         ByteOfPiece(pieces_[id]).has_value();
}

}  // namespace stepglot
