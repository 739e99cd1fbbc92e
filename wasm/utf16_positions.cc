// Counts UTF-16 units.
#include "wasm/utf16_positions.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace stepglot {

Utf16Positions::Utf16Positions(std::string_view text)
    : positions_(text.size() + 1) {
  int position = 0;
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = ReadCodePoint(text.substr(i));
    for (size_t byte = 0; byte < c.bytes; ++byte)
      positions_[i + byte] = position;
    i += c.bytes;
    position += c.value > 0xFFFF ? 2 : 1;
  }
  positions_.back() = position;
}

int Utf16Positions::At(size_t byte) const {
  return positions_[std::min(byte, positions_.size() - 1)];
}

}  // namespace stepglot
