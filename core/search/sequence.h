// Sequence: what a search is asked to decode.
#ifndef STEPGLOT_CORE_SEARCH_SEQUENCE_H_
#define STEPGLOT_CORE_SEARCH_SEQUENCE_H_

#include <cstdint>
#include <vector>

#include "core/model/config/config.h"
#include "core/search/options.h"

namespace stepglot {

/// One of the sequences that a search decodes.
struct Sequence {
  int source = 0;           ///< which of the sources it translates
  std::vector<int> prefix;  ///< ids that its target begins with; the end token
                            ///< may be the last: then nothing is left to choose
  uint64_t number = 0;      ///< for random draws and in messages
  int max_length = 0;       ///< tokens that it may have, or 0 for what the
                            ///< options and its source's length say
};

/// @throws Error kInvalidArgument, with the sequence's number, for a prefix
/// with an id that the model lacks, or an end token before its last one.
void CheckPrefix(const Sequence& sequence, const ModelConfig& config);

/// The tokens that a sequence may have, its prefix included.
/// @param source_length  ids of its source.
/// @throws Error kInvalidArgument for a prefix that is longer.
int MaxLength(const Sequence& sequence, int source_length,
              const SearchOptions& options, const ModelConfig& config);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SEQUENCE_H_
