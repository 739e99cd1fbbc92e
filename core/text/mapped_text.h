// MappedText: a text made of another one, byte by byte.
#ifndef STEPGLOT_CORE_TEXT_MAPPED_TEXT_H_
#define STEPGLOT_CORE_TEXT_MAPPED_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/text/text_range.h"

namespace stepglot {

/// A text that is written piece by piece, each of which says where in another
/// text it comes from. What that text has between the pieces is left out.
class MappedText {
 public:
  /// Appends bytes that the other text has at `begin`, as they are.
  void Copy(std::string_view bytes, size_t begin);

  /// Appends bytes that stand for a whole range of the other text.
  void Replace(std::string_view bytes, const TextRange& range);

  const std::string& text() const { return text_; }

  /// The range of the other text that a range of this one comes from; an empty
  /// range lies where the byte after it comes from, or at the end.
  TextRange Origin(const TextRange& range) const;

  /// The other way: the range of this text that comes from a range of the other
  /// one, whose pieces must have been written in their order.
  TextRange Image(const TextRange& range) const;

 private:
  std::string text_;
  std::vector<TextRange> origins_;  ///< of each byte
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_MAPPED_TEXT_H_
