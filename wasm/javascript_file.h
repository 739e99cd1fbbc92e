// JavaScriptFile: a file whose bytes are in JavaScript's memory.
#ifndef STEPGLOT_WASM_JAVASCRIPT_FILE_H_
#define STEPGLOT_WASM_JAVASCRIPT_FILE_H_

#include <emscripten/val.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/files/file.h"

namespace stepglot {

/// A file whose bytes are in JavaScript's memory. Parts of it are copied into
/// the module's memory when they are asked for.
class JavaScriptFile : public File {
 public:
  /// @param bytes  a Uint8Array, which must not be detached while this lives.
  JavaScriptFile(const std::string& name, emscripten::val bytes);

  Bytes Read(uint64_t offset, uint64_t size) const override;

 private:
  emscripten::val bytes_;
};

/// @param values  [{name, bytes}], as JavaScriptFile takes them.
std::vector<FilePointer> ToFiles(const emscripten::val& values);

}  // namespace stepglot

#endif  // STEPGLOT_WASM_JAVASCRIPT_FILE_H_
