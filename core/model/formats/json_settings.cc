// Reads settings from JSON files.
#include "core/model/formats/json_settings.h"

#include <limits>

#include "core/error.h"

namespace stepglot {

using Json = nlohmann::json;

JsonSettings::JsonSettings(const File& file)
    : where_(file.name()),
      json_(Json::parse(file.ReadAll().text(), nullptr,
                        /*allow_exceptions=*/false)) {
  if (!json_.is_object()) {
    throw Error(ErrorCode::kInvalidModel, where_ + ": not a JSON object");
  }
}

const Json* JsonSettings::Find(const char* key) const {
  const auto found = json_.find(key);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

std::optional<int> JsonSettings::Int(const char* key) const {
  const Json* value = Find(key);
  if (value == nullptr) return std::nullopt;
  // Unsigned values above the signed range turn negative here.
  if (!value->is_number_integer() || value->get<int64_t>() < 0 ||
      value->get<int64_t>() > std::numeric_limits<int>::max()) {
    Fail(key, "a whole number that is not negative");
  }
  return value->get<int>();
}

std::optional<double> JsonSettings::Number(const char* key) const {
  const Json* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) Fail(key, "a number");
  return value->get<double>();
}

std::optional<bool> JsonSettings::Bool(const char* key) const {
  const Json* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_boolean()) Fail(key, "true or false");
  return value->get<bool>();
}

std::optional<std::string> JsonSettings::Text(const char* key) const {
  const Json* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) Fail(key, "a text");
  return value->get<std::string>();
}

int JsonSettings::RequiredInt(const char* key) const {
  const std::optional<int> value = Int(key);
  if (!value) Fail(key, "a whole number");
  return *value;
}

void JsonSettings::Fail(const char* key, const std::string& expected) const {
  const Json* value = Find(key);
  std::string found = "nothing";
  // Writing JSON out recurses, so a hostile file's nesting is not quoted.
  if (value != nullptr) {
    found = value->is_structured()
                ? value->type_name()
                : value->dump(-1, ' ', true, Json::error_handler_t::replace)
                      .substr(0, 80);
  }
  throw Error(
      ErrorCode::kInvalidModel,
      where_ + ": \"" + key + "\" should be " + expected + ", found " + found);
}

}  // namespace stepglot
