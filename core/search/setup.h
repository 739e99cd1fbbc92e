// What a search and each of its beams are set up with.
#ifndef STEPGLOT_CORE_SEARCH_SETUP_H_
#define STEPGLOT_CORE_SEARCH_SETUP_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/config/config.h"
#include "core/search/character_rules.h"
#include "core/search/options.h"
#include "core/search/score.h"
#include "core/search/spelling.h"
#include "core/search/token_rules.h"

namespace stepglot {

/// What is the same for all sequences of a search.
struct SearchSetup {
  /// @param tokenizer  the target's; must outlive this object.
  SearchSetup(const SearchOptions& options, const ModelConfig& config,
              const Tokenizer& tokenizer)
      : options(options),
        eos(config.eos),
        score(options),
        tokens(options, config),
        characters(tokenizer, options, config) {}

  SearchOptions options;
  int eos;
  HypothesisScore score;
  TokenRules tokens;
  CharacterRules characters;
};

/// What is particular to one sequence of a search.
struct BeamSetup {
  int max_length = 0;       ///< tokens
  std::vector<int> prefix;  ///< forced ids; may end with the end token
  uint64_t number = 0;      ///< of the sequence, for random draws
  /// What the lexicon penalty is for; empty without a penalty.
  std::optional<Spelling> spelling = {};
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SETUP_H_
