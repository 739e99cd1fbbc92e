// The white space between sentences, which languages do not share.
#ifndef STEPGLOT_CORE_DOCUMENT_GAPS_H_
#define STEPGLOT_CORE_DOCUMENT_GAPS_H_

#include <string>
#include <string_view>

namespace stepglot {

/// Whether a language puts no space between sentences, as Chinese and Japanese
/// do. Thai, Lao, Khmer, Burmese and Tibetan have none between words only.
/// @param language  BCP 47; an empty one puts spaces.
bool JoinsSentences(std::string_view language);

/// Whether a language puts no spaces between words.
bool JoinsWords(std::string_view language);

/// What a translation has between two sentences that have `gap` between them in
/// the source: a space where the source has nothing and the target language
/// wants one; nothing for a single space where that wants none. All other white
/// space stays, and all of it when the target language is unknown or both have
/// the same habit.
std::string TargetGap(std::string_view gap, std::string_view source_language,
                      std::string_view target_language);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_GAPS_H_
