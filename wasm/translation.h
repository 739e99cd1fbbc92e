// NativeTranslation: whole texts being translated, as JavaScript sees them.
#ifndef STEPGLOT_WASM_TRANSLATION_H_
#define STEPGLOT_WASM_TRANSLATION_H_

#include <emscripten/val.h>

#include <memory>
#include <utility>

#include "core/translate/translator.h"
#include "wasm/results.h"

namespace stepglot {

/// A translation of whole texts in progress; its methods are those of the
/// NativeTranslation of web/engine.
class NativeTranslation {
 public:
  NativeTranslation(std::unique_ptr<Translator> translator,
                    ResultConverter converter)
      : translator_(std::move(translator)), converter_(std::move(converter)) {}

  emscripten::val Step();
  bool done() const { return translator_->done(); }
  emscripten::val Results() const;

 private:
  std::unique_ptr<Translator> translator_;
  ResultConverter converter_;
};

}  // namespace stepglot

#endif  // STEPGLOT_WASM_TRANSLATION_H_
