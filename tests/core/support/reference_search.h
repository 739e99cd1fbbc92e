// The options and texts of the fixtures' reference searches.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_REFERENCE_SEARCH_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_REFERENCE_SEARCH_H_

#include <vector>

#include "core/document/source.h"
#include "core/search/options.h"
#include "tests/core/support/fixture.h"

namespace stepglot {

/// Those of the reference's greedy search.
inline SearchOptions ReferenceOptions() {
  SearchOptions options;
  options.max_length = kReferenceMaxLength;
  options.max_length_factor = 1000;
  options.beam_size = 1;
  return options;
}

/// The sentences of a fixture.
inline std::vector<Source> ReferenceTexts(const Fixture& fixture) {
  std::vector<Source> texts;
  for (int i = 0; i < kFixtureSentences; ++i)
    texts.emplace_back(fixture.Text(i, "text"));
  return texts;
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_REFERENCE_SEARCH_H_
