// Wraps the SentencePiece library.
#include "core/text/tokenizer.h"

#include <sentencepiece_processor.h>

#include "core/error.h"
#include "core/text/character_map.h"

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

}  // namespace

Tokenizer::Tokenizer(std::string_view model, const std::string& where)
    : processor_(std::make_unique<sentencepiece::SentencePieceProcessor>()) {
  sentencepiece::logging::SetMinLogLevel(kLogErrors);
  if (model.empty())
    throw Error(ErrorCode::kInvalidModel,
                where + ": empty SentencePiece model");
  CheckCharacterMaps(model, where);
  const auto status = processor_->LoadFromSerializedProto(View(model));
  if (!status.ok()) {
    throw Error(
        ErrorCode::kInvalidModel,
        where + ": not a usable SentencePiece model: " + status.ToString());
  }
}

Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

std::vector<int> Tokenizer::Encode(std::string_view text) const {
  std::vector<int> ids;
  const auto status = processor_->Encode(View(text), &ids);
  if (!status.ok()) {
    throw Error(ErrorCode::kInvalidArgument,
                "the text cannot be tokenized: " + status.ToString());
  }
  return ids;
}

std::string Tokenizer::Decode(std::span<const int> ids) const {
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

bool Tokenizer::IsText(int id) const {
  return id >= 0 && id < size() && !processor_->IsControl(id);
}

std::string Tokenizer::Piece(int id) const {
  return id >= 0 && id < size() ? processor_->IdToPiece(id) : std::string();
}

int Tokenizer::Id(std::string_view piece) const {
  const int id = processor_->PieceToId(View(piece));
  // SentencePiece answers with the unknown id for what it does not know.
  return processor_->IdToPiece(id) == piece ? id : -1;
}

bool Tokenizer::IsByte(int id) const {
  return id >= 0 && id < size() && processor_->IsByte(id);
}

int Tokenizer::size() const { return processor_->GetPieceSize(); }

}  // namespace stepglot
