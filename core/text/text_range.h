// TextRange: a stretch of a text.
#ifndef STEPGLOT_CORE_TEXT_TEXT_RANGE_H_
#define STEPGLOT_CORE_TEXT_TEXT_RANGE_H_

#include <cstddef>

namespace stepglot {

/// Bytes [begin, end) of a UTF-8 text.
struct TextRange {
  size_t begin = 0;
  size_t end = 0;

  size_t size() const { return end - begin; }
  bool operator==(const TextRange&) const = default;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_TEXT_RANGE_H_
