// OpenCharacter: which bytes complete a UTF-8 sequence that has begun.
#ifndef STEPGLOT_CORE_TEXT_OPEN_CHARACTER_H_
#define STEPGLOT_CORE_TEXT_OPEN_CHARACTER_H_

#include <cstdint>
#include <string_view>

namespace stepglot {

/// The bytes that are due after those of an unfinished character. Ranges are
/// narrower after E0, ED, F0 and F4, so that neither overlong forms nor
/// surrogates nor values above U+10FFFF come out (RFC 3629).
struct OpenCharacter {
  int due = 0;           ///< bytes that are missing; 0 when none is open
  uint8_t least = 0x80;  ///< of the next byte
  uint8_t most = 0xBF;

  bool is_open() const { return due > 0; }
  bool Takes(uint8_t byte) const { return byte >= least && byte <= most; }
};

/// The character that a byte begins: none for an ASCII character, and for a
/// byte that begins no character.
OpenCharacter OpenedBy(uint8_t byte);

/// Whether a byte can stand where no character is open.
bool IsFirstByte(uint8_t byte);

/// The character in which a run of bytes ends; bytes before it do not matter,
/// ill-formed ones neither.
OpenCharacter OpenAtEndOf(std::string_view bytes);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_OPEN_CHARACTER_H_
