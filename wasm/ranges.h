// Ranges of texts, for JavaScript.
#ifndef STEPGLOT_WASM_RANGES_H_
#define STEPGLOT_WASM_RANGES_H_

#include <emscripten/val.h>

#include "core/text/text_range.h"
#include "wasm/utf16_positions.h"

namespace stepglot {

/// Sets `start` and `end` of an object, in UTF-16 units.
/// @param positions  of the text that the range is of.
void SetRange(const Utf16Positions& positions, const TextRange& range,
              emscripten::val& object);

/// A new object with them.
emscripten::val FromRange(const Utf16Positions& positions,
                          const TextRange& range);

}  // namespace stepglot

#endif  // STEPGLOT_WASM_RANGES_H_
