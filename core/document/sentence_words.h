// SentenceWords: the words by which the ends of a language's sentences are
// known.
#ifndef STEPGLOT_CORE_DOCUMENT_SENTENCE_WORDS_H_
#define STEPGLOT_CORE_DOCUMENT_SENTENCE_WORDS_H_

#include <string_view>

namespace stepglot {

/// The words of one language. Lists are separated by spaces; abbreviations are
/// without the last '.', and without the spaces inside ("z.B" for "z. B."). One
/// with a capital matches only as written, or all in capitals, or with a
/// capital first letter; others match in any case. After a '*' it is the end of
/// longer words.
struct SentenceWords {
  std::string_view languages;  ///< primary subtags

  /// Abbreviations, by what they are bound to; see Binding.
  std::string_view always;
  std::string_view before_name;
  std::string_view before_number;
  std::string_view before_digits;
  std::string_view may_end;

  /// Words that begin sentences and are no names.
  std::string_view starters;

  /// Words before a single letter that is no initial: "vitamin C".
  std::string_view labels;

  /// Capitals that go on after kMayEnd: "5 p.m. Monday".
  std::string_view followers;

  /// What stands before and after ordinal numbers, where these have a '.' and
  /// nouns a capital.
  std::string_view before_ordinal;
  std::string_view after_ordinal;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_SENTENCE_WORDS_H_
