// What else could stand at a place of a translation.
#ifndef STEPGLOT_CORE_TRANSLATE_ALTERNATIVES_H_
#define STEPGLOT_CORE_TRANSLATE_ALTERNATIVES_H_

#include <memory>
#include <string>
#include <vector>

#include "core/document/source.h"
#include "core/model/model.h"
#include "core/search/options.h"
#include "core/translate/translation.h"

namespace stepglot {

/// A token that could stand after the prefix, and what then follows.
struct Alternative {
  Candidate token;
  Translation translation;  ///< prefix and token included
};

/// The most probable tokens after a prefix, each completed by a search of its
/// own.
/// @param source   one sequence, whatever its length.
/// @param prefix   target ids; may be empty.
/// @param count    from 1 to 64; fewer are returned when fewer are possible.
/// @param options  of the completions; sampling is refused.
/// @return best first.
/// @throws Error as Session does.
std::vector<Alternative> FindAlternatives(
    const std::shared_ptr<const Model>& model, const Source& source,
    const std::vector<int>& prefix, int count, const SearchOptions& options,
    const std::string& target_token = "");

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_ALTERNATIVES_H_
