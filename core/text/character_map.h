// Checks the character maps of a SentencePiece model before the library walks
// them.
#ifndef STEPGLOT_CORE_TEXT_CHARACTER_MAP_H_
#define STEPGLOT_CORE_TEXT_CHARACTER_MAP_H_

#include <string>
#include <string_view>

namespace stepglot {

/// Throws Error(kInvalidModel) when a character map inside the serialized
/// SentencePiece `model` would make SentencePiece 0.1.97 read outside of it
/// (CVE-2026-1260), or when the model is not a protocol buffer. `where` names
/// the model in the message.
///
/// A map is a u32 with the bytes of a double-array trie (Darts-clone), the
/// trie's u32 units, and the replacements, NUL-ended, that the trie's values
/// point to.
void CheckCharacterMaps(std::string_view model, const std::string& where);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_CHARACTER_MAP_H_
