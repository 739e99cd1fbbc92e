// Checks options against a model.
#include "core/search/options.h"

#include <string>

#include "core/error.h"

namespace stepglot {
namespace {

[[noreturn]] void Refuse(const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, what);
}

}  // namespace

SearchOptions CheckOptions(const SearchOptions& options,
                           const ModelConfig& config) {
  if (options.max_length < 1) {
    Refuse("max length should be at least 1, found " +
           std::to_string(options.max_length));
  }
  if (!(options.max_length_factor > 0)) {
    Refuse("max length factor should be above 0, found " +
           std::to_string(options.max_length_factor));
  }
  if (options.top_k < 0 || options.top_k > config.target_vocab_size) {
    Refuse("top-k should be from 0 to the vocabulary's " +
           std::to_string(config.target_vocab_size) + ", found " +
           std::to_string(options.top_k));
  }
  return options;
}

}  // namespace stepglot
