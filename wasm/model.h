// NativeModel: a loaded model, as JavaScript sees it.
#ifndef STEPGLOT_WASM_MODEL_H_
#define STEPGLOT_WASM_MODEL_H_

#include <emscripten/val.h>

#include <memory>
#include <string>
#include <utility>

#include "core/model/model.h"
#include "core/translate/mark_probe.h"
#include "wasm/session.h"
#include "wasm/translation.h"

namespace stepglot {

/// A loaded model; its methods are those of the NativeModel of web/engine.
/// Sessions share the model, so it outlives its JavaScript handle while they
/// run.
class NativeModel {
 public:
  explicit NativeModel(std::shared_ptr<const Model> model)
      : model_(std::move(model)), probe_(std::make_shared<MarkProbe>(model_)) {}

  std::string Info() const;
  emscripten::val Encode(const std::string& text) const;

  /// The sentences of a text, an array of ranges {start, end}.
  emscripten::val Sentences(const std::string& text) const;

  std::string Decode(const emscripten::val& ids) const;
  emscripten::val SourcePieces(const emscripten::val& ids) const;
  emscripten::val TargetPieces(const emscripten::val& ids) const;

  /// @param prefixes  an entry per source, null for none.
  std::unique_ptr<NativeSession> Start(const emscripten::val& sources,
                                       const emscripten::val& prefixes,
                                       const emscripten::val& options) const;

  /// @param prefixes  as in Start.
  std::unique_ptr<NativeTranslation> Translate(
      const emscripten::val& texts, const emscripten::val& prefixes,
      const emscripten::val& options) const;

  emscripten::val Score(const emscripten::val& sources,
                        const emscripten::val& targets,
                        const emscripten::val& options) const;

  /// @param prefix  null for none.
  emscripten::val Alternatives(const emscripten::val& source,
                               const emscripten::val& prefix, int count,
                               const emscripten::val& options) const;

  /// A container with the model.
  /// @param type  of its weight matrices, "float32" or "int8".
  emscripten::val Save(const std::string& type) const;

 private:
  std::shared_ptr<const Model> model_;
  std::shared_ptr<MarkProbe> probe_;
};

/// Opens a model.
/// @param files      [{name, bytes: Uint8Array}].
/// @param options  {sourceLanguage, targetLanguage}, empty for unknown, and
/// arithmetic, "fast" or "faithful".
std::unique_ptr<NativeModel> LoadModel(const emscripten::val& files,
                                       const emscripten::val& options);

}  // namespace stepglot

#endif  // STEPGLOT_WASM_MODEL_H_
