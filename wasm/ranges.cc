// Converts ranges from bytes to UTF-16 units.
#include "wasm/ranges.h"

namespace stepglot {

using emscripten::val;

void SetRange(const Utf16Positions& positions, const TextRange& range,
              val& object) {
  object.set("start", positions.At(range.begin));
  object.set("end", positions.At(range.end));
}

val FromRange(const Utf16Positions& positions, const TextRange& range) {
  val object = val::object();
  SetRange(positions, range, object);
  return object;
}

}  // namespace stepglot
