// The options of a call, from JavaScript.
#ifndef STEPGLOT_WASM_OPTIONS_H_
#define STEPGLOT_WASM_OPTIONS_H_

#include <emscripten/val.h>

#include <memory>

#include "core/document/source_reader.h"
#include "core/model/model.h"
#include "core/search/options.h"
#include "core/translate/mark_probe.h"
#include "core/translate/translator.h"

namespace stepglot {

/// @param value  a NativeOptions of web/engine, with all its keys.
/// @param model  looks up the tokens to suppress.
/// @throws Error kInvalidArgument for a suppressed sequence that the model's
/// vocabulary lacks.
SearchOptions ToSearchOptions(const emscripten::val& value, const Model& model);

/// The same, with the options of whole texts.
TranslateOptions ToTranslateOptions(const emscripten::val& value,
                                    const Model& model);

/// The reader of sources, with the target token of the options and what they
/// protect.
/// @param probe  the model's.
SourceReader ToSourceReader(std::shared_ptr<const Model> model,
                            const std::shared_ptr<MarkProbe>& probe,
                            const emscripten::val& value);

}  // namespace stepglot

#endif  // STEPGLOT_WASM_OPTIONS_H_
