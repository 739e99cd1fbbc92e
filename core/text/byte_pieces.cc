// Finds byte pieces by their names.
#include "core/text/byte_pieces.h"

#include <algorithm>
#include <string>

namespace stepglot {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

std::string NameOf(int byte) {
  return std::string("<0x") + kDigits[byte / 16] + kDigits[byte % 16] + '>';
}

}  // namespace

std::optional<uint8_t> ByteOfPiece(std::string_view piece) {
  if (piece.size() != 6 || !piece.starts_with("<0x") || piece.back() != '>')
    return std::nullopt;
  const size_t high = kDigits.find(piece[3]);
  const size_t low = kDigits.find(piece[4]);
  if (high == kDigits.npos || low == kDigits.npos) return std::nullopt;
  return static_cast<uint8_t>(high * 16 + low);
}

std::vector<BytePiece> BytePiecesOf(const Tokenizer& tokenizer) {
  std::vector<BytePiece> pieces;
  for (int byte = 0; byte < 256; ++byte) {
    const int id = tokenizer.Id(NameOf(byte));
    if (tokenizer.IsByte(id))
      pieces.push_back({id, static_cast<uint8_t>(byte)});
  }
  std::sort(pieces.begin(), pieces.end(),
            [](const BytePiece& a, const BytePiece& b) { return a.id < b.id; });
  return pieces;
}

}  // namespace stepglot
