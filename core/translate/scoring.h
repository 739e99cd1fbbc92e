// The probability of translations that are given.
#ifndef STEPGLOT_CORE_TRANSLATE_SCORING_H_
#define STEPGLOT_CORE_TRANSLATE_SCORING_H_

#include <vector>

#include "core/document/source_reader.h"
#include "core/search/options.h"
#include "core/translate/translation.h"

namespace stepglot {

/// Scores translations by forced decoding: the log-probability that the model
/// gives to each token and to the end. They are the bits that a search without
/// penalties gives when it finds the same tokens.
/// @param sources  each one sequence, whatever its length.
/// @param targets  one for each source, without the end token.
/// @param options  cache, shortlist, length normalization and penalty, coverage
/// penalty and alignment are used.
/// @throws Error as Session does.
std::vector<Translation> ScoreTranslations(const SourceReader& reader,
                                           const std::vector<Source>& sources,
                                           const std::vector<Source>& targets,
                                           const SearchOptions& options);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_SCORING_H_
