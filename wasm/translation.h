// NativeTranslation: whole texts being translated, as JavaScript sees them.
#ifndef STEPGLOT_WASM_TRANSLATION_H_
#define STEPGLOT_WASM_TRANSLATION_H_

#include <emscripten/val.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/translate/translator.h"
#include "wasm/results.h"

namespace stepglot {

/// A translation of whole texts in progress; its methods are those of the
/// NativeTranslation of web/engine. What a step adds to the texts is asked for
/// piece by piece, so that a caller who does not want it pays nothing for it.
class NativeTranslation {
 public:
  NativeTranslation(std::unique_ptr<Translator> translator,
                    ResultConverter converter)
      : translator_(std::move(translator)), converter_(std::move(converter)) {}

  /// Decodes one step.
  /// @return how many texts have newly final text.
  int Step();

  /// Which text the event with that number of the last step is of.
  int EventIndex(int event) const { return (*events_)[event].index; }

  /// What follows the text's earlier events.
  std::string EventText(int event) const { return (*events_)[event].text; }

  /// Decodes all steps that are left.
  void Finish();

  bool done() const { return translator_->done(); }
  emscripten::val Results() const;
  emscripten::val TargetPieces(const emscripten::val& ids) const {
    return converter_.TargetPieces(ids);
  }

 private:
  std::unique_ptr<Translator> translator_;
  ResultConverter converter_;
  const std::vector<TextEvent>* events_ = nullptr;  ///< the translator's
};

}  // namespace stepglot

#endif  // STEPGLOT_WASM_TRANSLATION_H_
