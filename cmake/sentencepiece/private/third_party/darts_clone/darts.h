// The trie of SentencePiece, made to say how many results it stored rather than
// how many it found: callers read that many from a fixed array, and a hostile
// model can have more prefixes than fit.
#ifndef STEPGLOT_CMAKE_SENTENCEPIECE_DARTS_H_
#define STEPGLOT_CMAKE_SENTENCEPIECE_DARTS_H_

#include <algorithm>
#include <cstddef>

#define DoubleArray UncappedDoubleArray
#include_next "third_party/darts_clone/darts.h"
#undef DoubleArray

namespace Darts {

class DoubleArray : public UncappedDoubleArray {
 public:
  template <typename Result>
  std::size_t commonPrefixSearch(const char* key, Result* results,
                                 std::size_t capacity,
                                 std::size_t length = 0) const {
    return std::min(capacity, UncappedDoubleArray::commonPrefixSearch(
                                  key, results, capacity, length));
  }
};

}  // namespace Darts

#endif  // STEPGLOT_CMAKE_SENTENCEPIECE_DARTS_H_
