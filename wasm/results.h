// ResultConverter: translations, for JavaScript.
#ifndef STEPGLOT_WASM_RESULTS_H_
#define STEPGLOT_WASM_RESULTS_H_

#include <emscripten/val.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/document/source.h"
#include "core/model/model.h"
#include "core/search/options.h"
#include "core/translate/alternatives.h"
#include "core/translate/translation.h"

namespace stepglot {

/// Makes translations of one model and one set of options visible to
/// JavaScript, as a NativeResult of web/engine.
class ResultConverter {
 public:
  /// Remembers the sources that are texts: ranges refer to them.
  ResultConverter(std::shared_ptr<const Model> model,
                  const SearchOptions& options,
                  const std::vector<Source>& sources);

  /// @param source  whose translation it is.
  emscripten::val From(const Translation& translation, int source) const;

  /// @param source  of which the translation is.
  emscripten::val From(const Alternative& alternative, int source) const;

  /// One source's hypotheses.
  emscripten::val FromList(const std::vector<Translation>& translations,
                           int source) const;

  /// One translation of each source, with all hypotheses where several were
  /// asked for.
  /// @param hypotheses  of the source of that number.
  emscripten::val FromEach(
      const std::vector<Translation>& translations,
      const std::function<std::vector<Translation>(int)>& hypotheses) const;

  /// The pieces of target ids, which results do without: JavaScript keeps those
  /// that it has seen.
  emscripten::val TargetPieces(const emscripten::val& ids) const;

  /// A converter for one of the sources alone.
  ResultConverter Only(int source) const;

  const SearchOptions& options() const { return options_; }

 private:
  std::shared_ptr<const Model> model_;
  SearchOptions options_;
  std::vector<std::string> texts_;  ///< of each source; empty for others
};

}  // namespace stepglot

#endif  // STEPGLOT_WASM_RESULTS_H_
