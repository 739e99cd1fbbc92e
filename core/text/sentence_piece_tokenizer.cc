// Wraps the SentencePiece library.
#include "core/text/sentence_piece_tokenizer.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/error.h"
#include "core/text/character_map.h"
#include "core/text/protobuf.h"
#include "core/text/utf8.h"

// SentencePiece reports every model without a normalization map on standard
// error; this function of the library is in none of its public headers.
namespace sentencepiece::logging {
void SetMinLogLevel(int level);
}

namespace stepglot {
namespace {

constexpr int kLogErrors = 2;

// SentencePiece's own type, which is not std::string_view in every build of the
// library.
absl::string_view View(std::string_view text) {
  return {text.data(), text.size()};
}

// Fields of SentencePieceText and its pieces in sentencepiece.proto.
constexpr uint32_t kText = 1;
constexpr uint32_t kPieces = 2;
constexpr uint32_t kPiece = 1;
constexpr uint32_t kId = 2;
constexpr uint32_t kBegin = 4;
constexpr uint32_t kEnd = 5;

LocatedPiece ReadPiece(std::string_view bytes) {
  LocatedPiece piece;
  ProtobufMessage message(bytes, "SentencePiece's result");
  while (const auto field = message.Next()) {
    if (field->number == kPiece) piece.piece = field->bytes;
    if (field->number == kId) piece.id = static_cast<int>(field->varint);
    if (field->number == kBegin) piece.range.begin = field->varint;
    if (field->number == kEnd) piece.range.end = field->varint;
  }
  return piece;
}

// What SentencePiece says of a text's pieces, in its serialised form, the only
// one in its public interface.
struct SegmentedText {
  explicit SegmentedText(std::string_view bytes) {
    ProtobufMessage message(bytes, "SentencePiece's result");
    while (const auto field = message.Next()) {
      if (field->number == kText) text = field->bytes;
      if (field->number == kPieces) pieces.push_back(ReadPiece(field->bytes));
    }
  }

  std::string text;
  std::vector<LocatedPiece> pieces;
};

TextRange WithoutSpaces(std::string_view text, TextRange range) {
  range.end = std::min(range.end, text.size());
  range.begin = std::min(range.begin, range.end);
  while (range.begin < range.end) {
    const CodePoint c = ReadCodePoint(text.substr(range.begin));
    if (!IsSpace(c.value)) break;
    range.begin = std::min(range.begin + c.bytes, range.end);
  }
  while (range.end > range.begin && text[range.end - 1] == ' ') --range.end;
  return range;
}

// Trims the ranges, and gives the pieces of a character's bytes the range of
// the last one, which alone has it in SentencePiece's result.
void FinishRanges(const SentencePieceTokenizer& tokenizer,
                  SegmentedText& segmented) {
  TextRange character;
  for (size_t i = segmented.pieces.size(); i-- > 0;) {
    auto& [piece, id, range] = segmented.pieces[i];
    range = WithoutSpaces(segmented.text, range);
    const bool is_byte = tokenizer.IsByte(id);
    if (is_byte && range.size() == 0 && character.begin == range.begin) {
      range = character;
    }
    character = is_byte ? range : TextRange{};
  }
}

}  // namespace

SentencePieceTokenizer::SentencePieceTokenizer(std::string_view model,
                                               const std::string& where)
    : processor_(std::make_unique<sentencepiece::SentencePieceProcessor>()) {
  sentencepiece::logging::SetMinLogLevel(kLogErrors);
  if (model.empty())
    Refuse(ErrorCode::kInvalidModel, where, "empty SentencePiece model");
  CheckCharacterMaps(model, where);
  const auto status = processor_->LoadFromSerializedProto(View(model));
  if (!status.ok()) {
    Refuse(ErrorCode::kInvalidModel, where,
           "not a usable SentencePiece model: " + status.ToString());
  }
}

SentencePieceTokenizer::~SentencePieceTokenizer() = default;

std::vector<int> SentencePieceTokenizer::Encode(std::string_view text) const {
  std::vector<int> ids;
  const auto status = processor_->Encode(View(text), &ids);
  if (!status.ok()) {
    throw Error(ErrorCode::kInvalidArgument,
                "the text cannot be tokenized: " + status.ToString());
  }
  return ids;
}

std::string SentencePieceTokenizer::Decode(std::span<const int> ids) const {
  std::vector<int> known;
  known.reserve(ids.size());
  for (const int id : ids) {
    if (IsText(id)) known.push_back(id);
  }
  std::string text;
  const auto status = processor_->Decode(known, &text);
  if (!status.ok()) {
    throw Error(ErrorCode::kInvalidArgument,
                "the ids cannot be decoded: " + status.ToString());
  }
  return text;
}

std::vector<LocatedPiece> SentencePieceTokenizer::Split(
    std::string_view text) const {
  const std::string result = processor_->EncodeAsSerializedProto(View(text));
  if (result.empty() && !text.empty()) {
    throw Error(ErrorCode::kInvalidArgument, "the text cannot be tokenized");
  }
  SegmentedText segmented(result);
  FinishRanges(*this, segmented);
  return std::move(segmented.pieces);
}

std::vector<LocatedId> SentencePieceTokenizer::EncodeLocated(
    std::string_view text) const {
  std::vector<LocatedId> ids;
  for (const LocatedPiece& piece : Split(text))
    ids.push_back({piece.id, piece.range, {}});
  return ids;
}

LocatedText SentencePieceTokenizer::DecodePieces(
    std::span<const std::string> pieces) const {
  // As in Decode, control pieces do not keep bytes of one character apart.
  std::vector<std::string> known;
  for (const std::string& piece : pieces) {
    if (!IsControl(piece)) known.push_back(piece);
  }
  SegmentedText segmented(processor_->DecodePiecesAsSerializedProto(known));
  if (segmented.pieces.size() != known.size()) {
    throw Error(ErrorCode::kInvalidArgument, "the pieces cannot be decoded");
  }
  FinishRanges(*this, segmented);
  LocatedText located;
  located.text = std::move(segmented.text);
  size_t next = 0;
  for (const std::string& piece : pieces) {
    if (IsControl(piece)) {
      const size_t place = next < known.size()
                               ? segmented.pieces[next].range.begin
                               : located.text.size();
      located.ranges.push_back({place, place});
    } else {
      located.ranges.push_back(segmented.pieces[next++].range);
    }
  }
  return located;
}

bool SentencePieceTokenizer::IsControl(const std::string& piece) const {
  return processor_->IsControl(processor_->PieceToId(piece));
}

bool SentencePieceTokenizer::IsText(int id) const {
  return id >= 0 && id < size() && !processor_->IsControl(id);
}

std::string SentencePieceTokenizer::Piece(int id) const {
  return id >= 0 && id < size() ? processor_->IdToPiece(id) : std::string();
}

int SentencePieceTokenizer::Id(std::string_view piece) const {
  const int id = processor_->PieceToId(View(piece));
  // SentencePiece answers with the unknown id for what it does not know.
  return processor_->IdToPiece(id) == piece ? id : -1;
}

bool SentencePieceTokenizer::IsByte(int id) const {
  return id >= 0 && id < size() && processor_->IsByte(id);
}

int SentencePieceTokenizer::eos() const { return processor_->eos_id(); }

int SentencePieceTokenizer::unk() const { return processor_->unk_id(); }

int SentencePieceTokenizer::size() const { return processor_->GetPieceSize(); }

}  // namespace stepglot
