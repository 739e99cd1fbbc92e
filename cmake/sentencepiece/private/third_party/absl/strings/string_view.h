// What SentencePiece's own sources expect at this path: their string view, and
// a lenient substr.
#ifndef STEPGLOT_CMAKE_SENTENCEPIECE_PRIVATE_STRING_VIEW_H_
#define STEPGLOT_CMAKE_SENTENCEPIECE_PRIVATE_STRING_VIEW_H_

#include <algorithm>

#include "absl/strings/string_view.h"

namespace absl {

/// Like substr, but a start behind the end gives an empty view.
inline string_view ClippedSubstr(string_view text, std::size_t start,
                                 std::size_t length = string_view::npos) {
  return text.substr(std::min(start, text.size()), length);
}

}  // namespace absl

#endif  // STEPGLOT_CMAKE_SENTENCEPIECE_PRIVATE_STRING_VIEW_H_
