// Lists, texts and sources, from and to JavaScript.
#ifndef STEPGLOT_WASM_VALUES_H_
#define STEPGLOT_WASM_VALUES_H_

#include <emscripten/val.h>

#include <cstddef>
#include <optional>
#include <vector>

#include "core/document/source.h"
#include "core/model/model.h"
#include "core/text/tokenizer.h"

namespace stepglot {

/// A typed array with a copy of the values. (A view would end with the next
/// growth of the memory.)
template <typename T>
emscripten::val TypedArray(const T* data, size_t size) {
  return emscripten::val(emscripten::typed_memory_view(size, data))
      .template call<emscripten::val>("slice");
}

/// A JavaScript array of the items.
template <typename T>
emscripten::val Array(const std::vector<T>& items) {
  return emscripten::val::array(items.begin(), items.end());
}

/// The pieces of ids, an array of strings.
emscripten::val PieceArray(const Tokenizer& tokenizer,
                           const std::vector<int>& ids);

/// A JavaScript string, or null for a null pointer.
emscripten::val NameOrNull(const char* name);

/// @param value  UTF-8 in a Uint8Array, {ids} or {pieces}.
Source ToSource(const emscripten::val& value);

/// @param values  array of what ToSource takes.
std::vector<Source> ToSources(const emscripten::val& values);

/// The same, where entries that are null stay empty.
std::vector<std::optional<Source>> ToOptionalSources(
    const emscripten::val& values);

/// Ids of texts that must not occur.
/// @throws Error as SuppressedIds does.
std::vector<std::vector<int>> ToSuppressedIds(const Model& model,
                                              const emscripten::val& values);

/// Ids of targets; none for an entry that is null.
/// @throws Error as TargetIds does.
std::vector<std::vector<int>> ToTargetIds(const Model& model,
                                          const emscripten::val& values);

}  // namespace stepglot

#endif  // STEPGLOT_WASM_VALUES_H_
