// The table of well-formed sequences (RFC 3629, section 4).
#include "core/text/open_character.h"

#include <cstddef>

namespace stepglot {
namespace {

bool IsContinuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

OpenCharacter OpenedBy(uint8_t byte) {
  if (byte < 0xC2 || byte > 0xF4) return {};
  OpenCharacter character;
  character.due = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
  if (byte == 0xE0) character.least = 0xA0;
  if (byte == 0xED) character.most = 0x9F;
  if (byte == 0xF0) character.least = 0x90;
  if (byte == 0xF4) character.most = 0x8F;
  return character;
}

bool IsFirstByte(uint8_t byte) {
  return byte < 0x80 || OpenedBy(byte).is_open();
}

OpenCharacter OpenAtEndOf(std::string_view bytes) {
  size_t first = bytes.size();
  while (first > 0 && IsContinuation(bytes[first - 1])) --first;
  if (first == 0) return {};
  OpenCharacter character = OpenedBy(bytes[first - 1]);
  for (const char c : bytes.substr(first)) {
    if (!character.is_open() || !character.Takes(c)) return {};
    character = {character.due - 1};
  }
  return character;
}

}  // namespace stepglot
