// Decodes UTF-8 (RFC 3629).
#include "core/text/utf8.h"

#include <cstdint>

namespace stepglot {

CodePoint ReadCodePoint(std::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  const CodePoint invalid{kReplacementCharacter, 1};
  if (first < 0xC2 || first > 0xF4 || length > text.size()) return invalid;
  char32_t value = first & (0xFFU >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return invalid;
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kSmallest[length] || value > 0x10FFFF || surrogate)
    return invalid;
  return {value, length};
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = ReadCodePoint(text);
    if (c.value == kReplacementCharacter && c.bytes == 1) return false;
    text.remove_prefix(c.bytes);
  }
  return true;
}

bool IsSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace stepglot
