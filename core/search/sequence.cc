// Checks prefixes and bounds lengths.
#include "core/search/sequence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "core/error.h"

namespace stepglot {

void CheckPrefix(const Sequence& sequence, const ModelConfig& config) {
  const std::string where =
      "sequence " + std::to_string(sequence.number) + ": ";
  const std::vector<int>& prefix = sequence.prefix;
  for (size_t i = 0; i < prefix.size(); ++i) {
    if (prefix[i] < 0 || prefix[i] >= config.target_vocab_size) {
      throw Error(ErrorCode::kInvalidArgument,
                  where + "id " + std::to_string(prefix[i]) +
                      " of the prefix is outside the vocabulary of " +
                      std::to_string(config.target_vocab_size));
    }
    if (prefix[i] == config.eos && i + 1 < prefix.size()) {
      throw Error(ErrorCode::kInvalidArgument,
                  where + "the end token stands within the prefix, at " +
                      std::to_string(i));
    }
  }
}

int MaxLength(const Sequence& sequence, int source_length,
              const SearchOptions& options, const ModelConfig& config) {
  const int most = std::min(options.max_length, config.max_target_length);
  const auto forced = static_cast<int>(sequence.prefix.size());
  if (forced > most) {
    throw Error(ErrorCode::kInvalidArgument,
                "sequence " + std::to_string(sequence.number) +
                    " has a prefix of " + std::to_string(forced) +
                    " tokens; it may have " + std::to_string(most) + " in all");
  }
  if (sequence.max_length > 0) return std::max(sequence.max_length, forced);
  const double by_source =
      forced + std::ceil(options.max_length_factor * source_length);
  return static_cast<int>(std::clamp<double>(by_source, 1, most));
}

}  // namespace stepglot
