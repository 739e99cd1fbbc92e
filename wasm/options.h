// The options of a call, from JavaScript.
#ifndef STEPGLOT_WASM_OPTIONS_H_
#define STEPGLOT_WASM_OPTIONS_H_

#include <emscripten/val.h>

#include "core/model/model.h"
#include "core/search/options.h"

namespace stepglot {

/// @param value  a NativeOptions of web/engine, with all its keys.
/// @param model  looks up the tokens to suppress.
/// @throws Error kInvalidArgument for a suppressed sequence that the model's
/// vocabulary lacks.
SearchOptions ToSearchOptions(const emscripten::val& value, const Model& model);

}  // namespace stepglot

#endif  // STEPGLOT_WASM_OPTIONS_H_
