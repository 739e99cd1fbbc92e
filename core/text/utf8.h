// Reads UTF-8 one code point at a time.
#ifndef STEPGLOT_CORE_TEXT_UTF8_H_
#define STEPGLOT_CORE_TEXT_UTF8_H_

#include <cstddef>
#include <string_view>

namespace stepglot {

/// One code point and the bytes that it takes.
struct CodePoint {
  char32_t value = 0;
  size_t bytes = 1;
};

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// The code point at the start of a non-empty text. A byte that starts no valid
/// sequence (also overlong forms and surrogates) reads as U+FFFD of length 1.
CodePoint ReadCodePoint(std::string_view text);

/// Whether all of the text is valid UTF-8.
bool IsUtf8(std::string_view text);

/// White space: Unicode's White_Space property.
bool IsSpace(char32_t c);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_UTF8_H_
