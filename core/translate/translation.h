// Translation: the result for one source.
#ifndef STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_
#define STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_

#include <string>
#include <vector>

#include "core/search/greedy.h"

namespace stepglot {

/// A translation with the tokens that it is made of.
struct Translation {
  std::string text;         ///< UTF-8
  std::vector<int> tokens;  ///< target ids, without the end token
  std::vector<float>
      log_probabilities;  ///< nats, of every decoded token, end tokens included
  double score = 0;       ///< their sum
  Stop stop = Stop::kNot;  ///< kLength when (a part of) it was cut short
  int sentences = 0;       ///< decoder runs that it took
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_TRANSLATION_H_
