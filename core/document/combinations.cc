// Extends the best combinations segment by segment.
#include "core/document/combinations.h"

#include <algorithm>

namespace stepglot {
namespace {

// A choice of one hypothesis for a segment, after a choice for those before.
struct Choice {
  size_t before = 0;  // index among the choices of the segment before
  size_t hypothesis = 0;
  double score = 0;  // sum so far
};

// The best choices for a segment, at most `count`, best first.
std::vector<Choice> BestChoices(const std::vector<Choice>& before,
                                const std::vector<double>& scores,
                                size_t count) {
  std::vector<Choice> choices;
  for (size_t i = 0; i < before.size(); ++i) {
    for (size_t j = 0; j < scores.size(); ++j)
      choices.push_back({i, j, before[i].score + scores[j]});
  }
  std::stable_sort(
      choices.begin(), choices.end(),
      [](const Choice& a, const Choice& b) { return a.score > b.score; });
  choices.resize(std::min(choices.size(), count));
  return choices;
}

}  // namespace

std::vector<Combination> BestCombinations(
    const std::vector<std::vector<double>>& scores, size_t count) {
  std::vector<std::vector<Choice>> choices = {{Choice()}};
  for (const std::vector<double>& segment : scores)
    choices.push_back(BestChoices(choices.back(), segment, count));
  std::vector<Combination> combinations;
  for (size_t rank = 0; rank < choices.back().size(); ++rank) {
    Combination& combination = combinations.emplace_back(scores.size());
    for (size_t i = scores.size(), choice = rank; i-- > 0;) {
      combination[i] = choices[i + 1][choice].hypothesis;
      choice = choices[i + 1][choice].before;
    }
  }
  return combinations;
}

std::vector<Combination> SampleCombinations(const std::vector<size_t>& samples,
                                            size_t count) {
  std::vector<Combination> combinations(count);
  for (size_t k = 0; k < count; ++k) {
    for (const size_t available : samples)
      combinations[k].push_back(std::min(k, available - 1));
  }
  return combinations;
}

}  // namespace stepglot
