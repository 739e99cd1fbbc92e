// Alternatives: what else could follow a prefix of a translation.
#ifndef STEPGLOT_CORE_TRANSLATE_ALTERNATIVES_H_
#define STEPGLOT_CORE_TRANSLATE_ALTERNATIVES_H_

#include <vector>

#include "core/document/source_reader.h"
#include "core/search/options.h"
#include "core/translate/translation.h"

namespace stepglot {

/// A token that could follow the prefix, and what comes after it.
struct Alternative {
  Candidate token;
  Translation translation;  ///< prefix and token included
};

/// The most probable tokens after a prefix, each completed by its own search.
/// @param source   one sequence, whatever its length.
/// @param prefix   target ids; may be empty.
/// @param count    from 1 to 64; fewer are returned when fewer are possible.
/// @param options  of the completions; sampling is refused.
/// @return best first.
/// @throws Error as Session does.
std::vector<Alternative> FindAlternatives(const SourceReader& reader,
                                          const Source& source,
                                          const std::vector<int>& prefix,
                                          int count,
                                          const SearchOptions& options);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_ALTERNATIVES_H_
