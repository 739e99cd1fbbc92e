// Writes the fields of a config as members of a JSON object.
#include "core/model/config/config_json.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "core/model/config/config_fields.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

// The double with the fewest digits that is this float: 1e-05 rather than
// 9.999999747378752e-06.
double Shortest(float value) {
  constexpr int kExactDigits = std::numeric_limits<float>::max_digits10;
  char text[32];
  for (int digits = 1; digits < kExactDigits; ++digits) {
    std::snprintf(text, sizeof(text), "%.*g", digits, value);
    if (std::strtof(text, nullptr) == value) return std::strtod(text, nullptr);
  }
  return value;
}

template <typename Value, typename Rule>
Json ValueOf(const Value& value, const Rule&) {
  return value;
}

template <typename Rule>
Json ValueOf(float value, const Rule&) {
  return Shortest(value);
}

template <typename Enum>
Json ValueOf(Enum value, const OneOf<Enum>& rule) {
  return std::find_if(
             rule.names.begin(), rule.names.end(),
             [value](const auto& known) { return known.value == value; })
      ->name;
}

// What is not an id is written as its word.
Json ValueOf(int value, const IdOrWord& rule) {
  for (const auto& word : rule.words) {
    if (value < 0 && word.value == value) return word.name;
  }
  return value;
}

// A visitor that adds members to an object.
class FieldWriter {
 public:
  /// @param with_nulls  whether what is not set becomes null, or is left out.
  explicit FieldWriter(bool with_nulls) : with_nulls_(with_nulls) {}

  template <typename Value, typename Rule, typename Default>
  void operator()(const char* key, const Value& value, const Rule& rule,
                  const Default&, const char*) {
    json_[key] = ValueOf(value, rule);
  }

  template <typename Value, typename Rule, typename Default>
  void operator()(const char* key, const std::optional<Value>& value,
                  const Rule& rule, const Default&, const char*) {
    if (value) {
      json_[key] = ValueOf(*value, rule);
    } else if (with_nulls_) {
      json_[key] = nullptr;
    }
  }

  // The two fields are written on their own.
  template <typename... Rest>
  void Both(const Rest&...) {}

  template <typename Value, typename Function>
  void Object(const char* key, const Value& value, Function visit_fields,
              const char*, const char*) {
    FieldWriter inner(/*with_nulls=*/false);
    visit_fields(inner, value);
    if (!inner.json_.empty()) json_[key] = std::move(inner.json_);
  }

  template <typename Value, typename Function>
  void Object(const char* key, const std::optional<Value>& value,
              Function visit_fields, const char*, const char*) {
    if (!value) return;
    FieldWriter inner(/*with_nulls=*/true);
    visit_fields(inner, *value);
    json_[key] = std::move(inner.json_);
  }

  Json Take() { return std::move(json_); }

 private:
  bool with_nulls_;
  Json json_ = Json::object();
};

}  // namespace

Json ModelConfigObject(const ModelConfig& config) {
  FieldWriter writer(/*with_nulls=*/true);
  VisitConfig(writer, config);
  return writer.Take();
}

std::string ModelConfigToJson(const ModelConfig& config) {
  return ModelConfigObject(config).dump(-1, ' ', false,
                                        Json::error_handler_t::replace);
}

}  // namespace stepglot
