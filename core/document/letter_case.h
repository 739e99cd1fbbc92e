// Upper and lower case of single letters.
#ifndef STEPGLOT_CORE_DOCUMENT_LETTER_CASE_H_
#define STEPGLOT_CORE_DOCUMENT_LETTER_CASE_H_

namespace stepglot {

/// Whether a letter of the Latin, Greek, Cyrillic or Armenian script is lower
/// case. Georgian letters, which Unicode calls lower case, are not: they begin
/// sentences.
bool IsLower(char32_t c);

/// Whether a letter of these scripts is upper case.
bool IsUpper(char32_t c);

/// The lower-case letter of an upper-case one; any other character itself.
char32_t ToLower(char32_t c);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_LETTER_CASE_H_
