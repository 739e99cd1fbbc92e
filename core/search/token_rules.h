// TokenRules: which tokens may follow a hypothesis.
#ifndef STEPGLOT_CORE_SEARCH_TOKEN_RULES_H_
#define STEPGLOT_CORE_SEARCH_TOKEN_RULES_H_

#include <span>
#include <vector>

#include "core/nn/logit_row.h"
#include "core/search/options.h"

namespace stepglot {

/// Changes logits by what has been said already: the repetition penalty first,
/// then everything that must not follow becomes minus infinity, so that the
/// rest shares the probability.
class TokenRules {
 public:
  TokenRules(const SearchOptions& options, const ModelConfig& config);

  /// Whether Apply reads the hypothesis.
  bool needs_hypothesis() const;

  /// @param hypothesis  ids so far; may be empty unless needs_hypothesis().
  /// @param length      number of ids so far.
  /// @param logits      in and out; nothing may be left.
  void Apply(std::span<const int> hypothesis, int length,
             const LogitRow& logits) const;

  /// The rules for a token that is forced: only ids that the model never
  /// generates are ruled out, and never the forced one.
  void ApplyForced(int forced, const LogitRow& logits) const;

 private:
  void PenalizeRepetition(std::span<const int> hypothesis,
                          const LogitRow& logits) const;
  void BlockRepeatedNgrams(std::span<const int> hypothesis,
                           const LogitRow& logits) const;
  void BlockSequences(std::span<const int> hypothesis,
                      const LogitRow& logits) const;

  int eos_;
  int min_length_;
  float repetition_penalty_;
  int no_repeat_ngram_;
  std::vector<int> never_;  ///< ids that are never generated
  std::vector<std::vector<int>> sequences_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_TOKEN_RULES_H_
