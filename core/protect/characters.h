// Classes of ASCII bytes, and how far a run of them goes.
#ifndef STEPGLOT_CORE_PROTECT_CHARACTERS_H_
#define STEPGLOT_CORE_PROTECT_CHARACTERS_H_

#include <cstddef>
#include <string_view>

namespace stepglot::ascii {

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
inline bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool IsLetter(char c) { return IsLower(c) || IsUpper(c); }
inline bool IsAlphanumeric(char c) { return IsLetter(c) || IsDigit(c); }

/// What identifiers are made of; also any byte of a character beyond ASCII.
inline bool IsWord(char c) {
  return IsAlphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

inline bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

inline bool IsOneOf(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

/// How many bytes from `begin` satisfy a predicate, without a gap.
template <typename Predicate>
size_t RunLength(std::string_view text, size_t begin, Predicate is) {
  size_t end = begin;
  while (end < text.size() && is(text[end])) ++end;
  return end - begin;
}

/// The byte at a place, or NUL beyond the end.
inline char At(std::string_view text, size_t place) {
  return place < text.size() ? text[place] : '\0';
}

}  // namespace stepglot::ascii

#endif  // STEPGLOT_CORE_PROTECT_CHARACTERS_H_
