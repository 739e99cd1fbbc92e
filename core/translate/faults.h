// Faults: what a translation lacks that its source has.
#ifndef STEPGLOT_CORE_TRANSLATE_FAULTS_H_
#define STEPGLOT_CORE_TRANSLATE_FAULTS_H_

#include <string_view>

#include "core/document/source.h"
#include "core/translate/translation.h"

namespace stepglot {

enum class Fault {
  kNone,
  kMarks,    ///< a span's mark is missing, or there twice
  kDigits,   ///< the numbers are others
  kRunaway,  ///< it was cut at the length limit, or repeats itself
  kEmpty,    ///< there is no text
};

/// Whether a translation can have a fault other than that it is empty, so that
/// it has to be looked at before it is shown: the source has spans, capitals or
/// digits, is one word, or is long.
/// @param text  the part of the source that the sequence is of.
bool NeedsLook(const SourceSequence& source, std::string_view text);

/// The worst fault of the translation of a text's segment.
/// @param text  as in NeedsLook.
Fault FaultOf(const SourceSequence& source, std::string_view text,
              const Translation& translation);

/// Whether a text has no white space.
bool IsOneWord(std::string_view text);

/// Whether two texts have the same numbers, in any order; which separators are
/// between their digits is the language's affair.
bool HaveSameNumbers(std::string_view a, std::string_view b);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_FAULTS_H_
