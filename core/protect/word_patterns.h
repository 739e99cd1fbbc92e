// Patterns that begin like a word: addresses, files, identifiers, serial
// numbers.
#ifndef STEPGLOT_CORE_PROTECT_WORD_PATTERNS_H_
#define STEPGLOT_CORE_PROTECT_WORD_PATTERNS_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/protect/marked_patterns.h"

namespace stepglot {

/// What begins at the first byte of a word, or at a '/', '~', '.', '\\', '_'
/// or '+' after white space: web and mail addresses, paths, names of files,
/// identifiers, versions, serial and phone numbers, and words of more letters
/// than any word has.
/// @param at  where; below text.size().
std::optional<Match> MatchWord(std::string_view text, size_t at);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_PROTECT_WORD_PATTERNS_H_
