// Whether a '.' ends a sentence or belongs to the word before it.
#ifndef STEPGLOT_CORE_DOCUMENT_FULL_STOP_H_
#define STEPGLOT_CORE_DOCUMENT_FULL_STOP_H_

#include <cstddef>
#include <string_view>

#include "core/document/abbreviations.h"
#include "core/document/words_around.h"

namespace stepglot {

/// Where a '.' stands.
struct FullStop {
  std::string_view text;
  size_t line = 0;      ///< where its line or cell begins
  size_t sentence = 0;  ///< where its sentence begins
  size_t position = 0;
};

/// Whether the '.', with white space and `next` behind it, belongs to an
/// abbreviation, an initial, an ordinal number or the mark of a list.
bool BelongsToWord(const FullStop& stop, const NextWord& next,
                   const SentenceWords& words);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_FULL_STOP_H_
