// How errors of the core reach JavaScript.
#ifndef STEPGLOT_WASM_ERRORS_H_
#define STEPGLOT_WASM_ERRORS_H_

#include <exception>
#include <new>
#include <string>

#include "core/error.h"

namespace stepglot {

/// Throws the JavaScript class that the loader put into the module: new
/// StepglotError(code, message).
[[noreturn]] void ThrowToJavaScript(const std::string& code,
                                    const std::string& message);

/// Runs `function`; C++ exceptions that it throws reach JavaScript as a
/// StepglotError.
template <typename Function>
auto Guard(Function function) -> decltype(function()) {
  std::string code;
  std::string message;
  try {
    return function();
  } catch (const Error& error) {
    code = ErrorCodeName(error.code());
    message = error.what();
  } catch (const std::bad_alloc&) {
    code = ErrorCodeName(ErrorCode::kOutOfMemory);
    message = "the WebAssembly memory is exhausted";
  } catch (const std::exception& error) {
    code = "internal";
    message = error.what();
  }
  ThrowToJavaScript(code, message);
}

}  // namespace stepglot

#endif  // STEPGLOT_WASM_ERRORS_H_
