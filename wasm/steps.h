// What one step did to a sequence, for JavaScript.
#ifndef STEPGLOT_WASM_STEPS_H_
#define STEPGLOT_WASM_STEPS_H_

#include <emscripten/val.h>

#include "core/search/options.h"
#include "core/text/tokenizer.h"
#include "core/translate/session.h"

namespace stepglot {

/// A Report of web/engine.
/// @param tree       of the report's sequence.
/// @param tokenizer  of the target language.
/// @param options    say what has been recorded.
emscripten::val FromReport(const StepReport& report, const HypothesisTree& tree,
                           const Tokenizer& tokenizer,
                           const SearchOptions& options);

}  // namespace stepglot

#endif  // STEPGLOT_WASM_STEPS_H_
