// Penalises and rules out tokens.
#include "core/search/token_rules.h"

#include <algorithm>
#include <set>

namespace stepglot {
namespace {

bool EndsWith(std::span<const int> ids, std::span<const int> end) {
  return ids.size() >= end.size() &&
         std::equal(end.begin(), end.end(), ids.end() - end.size());
}

}  // namespace

TokenRules::TokenRules(const SearchOptions& options, const ModelConfig& config)
    : eos_(config.eos),
      min_length_(options.min_length),
      repetition_penalty_(static_cast<float>(options.repetition_penalty)),
      no_repeat_ngram_(options.no_repeat_ngram),
      never_(config.suppressed),
      sequences_(options.suppress) {
  if (options.replace_unknowns) std::erase(never_, *config.unk);
}

bool TokenRules::needs_hypothesis() const {
  return repetition_penalty_ != 1 || no_repeat_ngram_ > 0 ||
         !sequences_.empty();
}

void TokenRules::Apply(std::span<const int> hypothesis, int length,
                       const LogitRow& logits) const {
  PenalizeRepetition(hypothesis, logits);
  for (const int id : never_) logits.RuleOut(id);
  BlockRepeatedNgrams(hypothesis, logits);
  BlockSequences(hypothesis, logits);
  if (length < min_length_) logits.RuleOut(eos_);
}

void TokenRules::ApplyForced(int forced, const LogitRow& logits) const {
  for (const int id : never_) {
    if (id != forced) logits.RuleOut(id);
  }
}

void TokenRules::PenalizeRepetition(std::span<const int> hypothesis,
                                    const LogitRow& logits) const {
  if (repetition_penalty_ == 1) return;
  for (const int id : std::set<int>(hypothesis.begin(), hypothesis.end())) {
    const float logit = logits[id];
    logits.Set(id, logit > 0 ? logit / repetition_penalty_
                             : logit * repetition_penalty_);
  }
}

void TokenRules::BlockRepeatedNgrams(std::span<const int> hypothesis,
                                     const LogitRow& logits) const {
  const auto n = static_cast<size_t>(no_repeat_ngram_);
  if (n == 0 || hypothesis.size() < n) return;
  const auto context = hypothesis.last(n - 1);
  for (size_t i = 0; i + n <= hypothesis.size(); ++i) {
    const auto ngram = hypothesis.subspan(i, n);
    if (EndsWith(context, ngram.first(n - 1))) logits.RuleOut(ngram.back());
  }
}

void TokenRules::BlockSequences(std::span<const int> hypothesis,
                                const LogitRow& logits) const {
  for (const std::vector<int>& sequence : sequences_) {
    const std::span<const int> ids = sequence;
    if (EndsWith(hypothesis, ids.first(ids.size() - 1)))
      logits.RuleOut(ids.back());
  }
}

}  // namespace stepglot
