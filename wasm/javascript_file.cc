// Copies parts of a Uint8Array.
#include "wasm/javascript_file.h"

#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace stepglot {

using emscripten::val;

JavaScriptFile::JavaScriptFile(const std::string& name, val bytes)
    : File(name, static_cast<uint64_t>(bytes["length"].as<double>())),
      bytes_(std::move(bytes)) {}

Bytes JavaScriptFile::Read(uint64_t offset, uint64_t size) const {
  if (size > std::numeric_limits<size_t>::max()) throw std::bad_alloc();
  // Not a vector, which would fill it with zeros first.
  const std::shared_ptr<uint8_t[]> copy =
      std::make_unique_for_overwrite<uint8_t[]>(size);
  val(emscripten::typed_memory_view(static_cast<size_t>(size), copy.get()))
      .call<void>("set",
                  bytes_.call<val>("subarray", static_cast<double>(offset),
                                   static_cast<double>(offset + size)));
  return {std::shared_ptr<const uint8_t>(copy, copy.get()),
          static_cast<size_t>(size)};
}

std::vector<FilePointer> ToFiles(const val& values) {
  std::vector<FilePointer> files;
  const auto count = values["length"].as<int>();
  for (int i = 0; i < count; ++i) {
    files.push_back(std::make_shared<const JavaScriptFile>(
        values[i]["name"].as<std::string>(), values[i]["bytes"]));
  }
  return files;
}

}  // namespace stepglot
