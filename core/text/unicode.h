// What Unicode says of characters: their kinds, cases and forms.
#ifndef STEPGLOT_CORE_TEXT_UNICODE_H_
#define STEPGLOT_CORE_TEXT_UNICODE_H_

#include <string>
#include <string_view>

namespace stepglot {

/// General category L: letters of any script.
bool IsLetter(char32_t c);

/// General category M: combining marks.
bool IsMark(char32_t c);

/// General category Nd: decimal digits of any script.
bool IsDigit(char32_t c);

/// A letter, a mark, or a number of any kind.
bool IsAlphanumeric(char32_t c);

bool IsUpperCase(char32_t c);  ///< capitals and title-case letters

/// Small letters. Georgian ones, which Unicode calls lower case, are not: they
/// begin sentences.
bool IsLowerCase(char32_t c);

/// The small letter of a capital; any other character itself.
char32_t ToLowerCase(char32_t c);

/// General category S: currency, mathematical and other symbols.
bool IsSymbol(char32_t c);

/// Pictures: Extended_Pictographic, such as emoji, and the halves of flags.
bool IsPictograph(char32_t c);

/// What shows nothing and means nothing in running text: the soft hyphen,
/// zero-width characters, marks of direction, variation selectors, and controls
/// that are no white space.
bool IsInvisible(char32_t c);

/// Normal form C: letters and their accents in one character where there is
/// one. Bytes that are no UTF-8 stay as they are.
std::string Composed(std::string_view text);

/// Normal form KC: also full width, ligatures and presentation forms become
/// plain characters.
std::string CompatibilityForm(std::string_view text);

/// Whether a character is another form of plain ones, as full width is.
bool IsCompatibilityForm(char32_t c);

/// The letters without their accents.
std::string WithoutMarks(std::string_view text);

/// One character in capitals; "SS" for the German sharp s.
std::string UpperCase(char32_t c);

/// One character in small letters.
std::string LowerCase(char32_t c);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_UNICODE_H_
