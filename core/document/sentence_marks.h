// The characters at which sentences end and begin.
#ifndef STEPGLOT_CORE_DOCUMENT_SENTENCE_MARKS_H_
#define STEPGLOT_CORE_DOCUMENT_SENTENCE_MARKS_H_

#include <string_view>

namespace stepglot {

/// How a character ends sentences.
enum class Terminator {
  kNone,
  kSpaced,  ///< if white space follows, as '.', '?', '!' and '…' do
  kAlways,  ///< whatever follows, as the stops of Chinese or Hindi do
};

/// @param language  BCP 47; Greek ends questions with ';', Armenian may end
/// sentences with ':'. Empty for none.
Terminator TerminatorOf(char32_t c, std::string_view language);

/// Whether the language that a tag names is this one.
/// @param primary  a primary subtag in lower case.
bool IsLanguage(std::string_view tag, std::string_view primary);

/// Ends a line, and with it what stands in it: '\n' and the like.
bool IsLineBreak(char32_t c);

/// A quote or bracket that opens or closes, or does either by where it stands.
bool IsOpener(char32_t c);
bool IsCloser(char32_t c);

/// Closes in some language and opens in another.
bool IsEitherQuote(char32_t c);

/// A dash before a speaker's words, or between words.
bool IsDash(char32_t c);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SENTENCE_MARKS_H_
