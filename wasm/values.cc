// Reads and makes JavaScript arrays.
#include "wasm/values.h"

#include <string>

#include "core/document/target_ids.h"

namespace stepglot {

using emscripten::val;

val PieceArray(const Tokenizer& tokenizer, const std::vector<int>& ids) {
  val pieces = val::array();
  for (const int id : ids) pieces.call<void>("push", tokenizer.Piece(id));
  return pieces;
}

val NameOrNull(const char* name) {
  return name == nullptr ? val::null() : val(name);
}

Source ToSource(const val& value) {
  if (const val ids = value["ids"]; ids.isArray()) {
    return Ids{emscripten::vecFromJSArray<int>(ids)};
  }
  if (const val pieces = value["pieces"]; pieces.isArray()) {
    return Pieces{emscripten::vecFromJSArray<std::string>(pieces)};
  }
  return value.as<std::string>();  // UTF-8
}

std::vector<Source> ToSources(const val& values) {
  std::vector<Source> sources;
  const auto count = values["length"].as<int>();
  for (int i = 0; i < count; ++i) sources.push_back(ToSource(values[i]));
  return sources;
}

std::vector<std::optional<Source>> ToOptionalSources(const val& values) {
  std::vector<std::optional<Source>> sources;
  const auto count = values["length"].as<int>();
  for (int i = 0; i < count; ++i) {
    const val value = values[i];
    sources.push_back(value.isNull() ? std::nullopt
                                     : std::optional(ToSource(value)));
  }
  return sources;
}

std::vector<std::vector<int>> ToTargetIds(const Model& model,
                                          const val& values) {
  std::vector<std::vector<int>> ids;
  for (const std::optional<Source>& target : ToOptionalSources(values)) {
    const auto index = static_cast<int>(ids.size());
    ids.push_back(target ? TargetIds(model, *target, index)
                         : std::vector<int>());
  }
  return ids;
}

std::vector<std::vector<int>> ToSuppressedIds(const Model& model,
                                              const val& values) {
  std::vector<std::vector<int>> ids;
  for (const Source& text : ToSources(values)) {
    const auto index = static_cast<int>(ids.size());
    ids.push_back(SuppressedIds(model, text, index));
  }
  return ids;
}

}  // namespace stepglot
