// Throws a StepglotError.
#include "wasm/errors.h"

#include <emscripten/val.h>

namespace stepglot {

void ThrowToJavaScript(const std::string& code, const std::string& message) {
  emscripten::val::module_property("StepglotError")
      .new_(code, message)
      .throw_();
  __builtin_unreachable();
}

}  // namespace stepglot
