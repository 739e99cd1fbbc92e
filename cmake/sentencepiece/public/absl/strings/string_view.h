// Makes SentencePiece's string view the standard one, in place of the class
// that its sources carry.
#ifndef STEPGLOT_CMAKE_SENTENCEPIECE_STRING_VIEW_H_
#define STEPGLOT_CMAKE_SENTENCEPIECE_STRING_VIEW_H_

#include <string_view>

namespace absl {
using std::string_view;
}  // namespace absl

#endif  // STEPGLOT_CMAKE_SENTENCEPIECE_STRING_VIEW_H_
