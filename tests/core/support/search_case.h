// SearchCase: a search by the independent PyTorch program, with its options and
// what it found.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_SEARCH_CASE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_SEARCH_CASE_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/search/hypothesis_tree.h"
#include "core/search/options.h"

namespace stepglot {

/// A hypothesis as the reference gives it.
struct ReferenceHypothesis {
  std::vector<int> ids;  ///< with the end token, if it ended by that
  std::vector<float> log_probabilities;
  double score = 0;
  double normalized = 0;
  Stop stop = Stop::kNone;
};

/// One search of tests/data/tiny-*.search.json.
struct SearchCase {
  std::string name;
  SearchOptions options;
  std::vector<int> prefix;
  int sentence = 0;
  std::vector<ReferenceHypothesis> hypotheses;  ///< best first
  std::vector<std::vector<float>> alignment;    ///< [tokens][source ids] of the
                                                ///< best; may be empty
};

/// A hypothesis as the reference files write it.
ReferenceHypothesis ReadHypothesis(const nlohmann::json& value);

/// Sets the options of an object, which has their JavaScript names. Throws
/// std::runtime_error for an option that it does not know.
void ReadOptions(const nlohmann::json& object, SearchCase& to);

/// The cases of a fixture, for example "tiny-pre". Throws std::runtime_error
/// for an option that it does not know.
std::vector<SearchCase> SearchCases(const std::string& fixture);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_SEARCH_CASE_H_
