// Utf16Positions: where the bytes of a UTF-8 text are in a JavaScript string.
#ifndef STEPGLOT_WASM_UTF16_POSITIONS_H_
#define STEPGLOT_WASM_UTF16_POSITIONS_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace stepglot {

/// Positions of a UTF-8 text as JavaScript counts them, in UTF-16 units. A byte
/// that is not valid UTF-8 counts as U+FFFD, as which it is decoded.
class Utf16Positions {
 public:
  explicit Utf16Positions(std::string_view text);

  /// The position of the character that a byte belongs to; the text's length
  /// for bytes behind its end.
  int At(size_t byte) const;

 private:
  std::vector<int> positions_;  // [bytes + 1]
};

}  // namespace stepglot

#endif  // STEPGLOT_WASM_UTF16_POSITIONS_H_
