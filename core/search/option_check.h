// Checks the options of a call against the model that it is for.
#ifndef STEPGLOT_CORE_SEARCH_OPTION_CHECK_H_
#define STEPGLOT_CORE_SEARCH_OPTION_CHECK_H_

#include "core/model/config/config.h"
#include "core/search/options.h"

namespace stepglot {

/// @return the same options.
/// @throws Error kInvalidArgument naming the option, its range and what was
/// found.
SearchOptions CheckOptions(const SearchOptions& options,
                           const ModelConfig& config);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_OPTION_CHECK_H_
