// Walks through tags, varints and lengths.
#include "core/text/protobuf.h"

#include "core/error.h"

namespace stepglot {
namespace {

// Wire types of a tag's lowest three bits.
constexpr int kVarint = 0;
constexpr int kFixed64 = 1;
constexpr int kLengthDelimited = 2;
constexpr int kFixed32 = 5;

}  // namespace

std::optional<ProtobufField> ProtobufMessage::Next() {
  if (rest_.empty()) return std::nullopt;
  // SentencePiece's reader drops what a tag has above 32 bits.
  const auto tag = static_cast<uint32_t>(Varint());
  ProtobufField field{tag >> 3, {}, 0};
  switch (tag & 7) {
    case kVarint:
      field.varint = Varint();
      break;
    case kFixed64:
      Take(8);
      break;
    case kLengthDelimited:
      field.bytes = Take(Varint());
      break;
    case kFixed32:
      Take(4);
      break;
    default:
      Fail();
  }
  return field;
}

void ProtobufMessage::Fail() const {
  Refuse(ErrorCode::kInvalidModel, where_,
         "not a usable SentencePiece model: damaged protocol buffer");
}

std::string_view ProtobufMessage::Take(uint64_t size) {
  if (size > rest_.size()) Fail();
  const std::string_view bytes = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return bytes;
}

uint64_t ProtobufMessage::Varint() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(Take(1)[0]);
    value |= uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  Fail();
}

}  // namespace stepglot
