// The words on both sides of a character that may end a sentence.
#ifndef STEPGLOT_CORE_DOCUMENT_WORDS_AROUND_H_
#define STEPGLOT_CORE_DOCUMENT_WORDS_AROUND_H_

#include <cstddef>
#include <string_view>

namespace stepglot {

/// What comes after white space.
struct NextWord {
  enum class Kind { kNothing, kUpper, kLower, kDigit, kOther };

  Kind kind = Kind::kNothing;  ///< of its first character
  std::string_view text;       ///< letters and digits
  bool has_stop = false;       ///< whether a '.' comes right behind it
  bool is_quoted = false;      ///< a quote, '¿' or '¡' opens before it
  bool is_bracketed = false;   ///< an opening bracket stands before it
};

/// @param position  of the white space.
/// @return nothing at the end of the line, or of a cell.
NextWord NextWordAt(std::string_view text, size_t position);

/// The word that ends at `end`, back to white space, an opening bracket, a
/// quote, an apostrophe, a slash or `begin`.
std::string_view WordBefore(std::string_view text, size_t begin, size_t end);

/// Ends a line or one of the cells in it.
bool EndsCell(char32_t c);

/// The code points of a text, counted up to 100.
size_t CountCharacters(std::string_view text);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_WORDS_AROUND_H_
