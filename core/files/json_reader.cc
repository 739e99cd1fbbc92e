// Reads typed members of JSON objects.
#include "core/files/json_reader.h"

#include <algorithm>
#include <cstdint>

namespace stepglot {
namespace {

using Json = nlohmann::json;

// Writing JSON out recurses, so a hostile file's nesting is not quoted.
std::string Quote(const Json& value) {
  const bool nested =
      std::any_of(value.begin(), value.end(),
                  [](const Json& item) { return item.is_structured(); });
  if (nested) return std::string("a nested ") + value.type_name();
  return value.dump(-1, ' ', true, Json::error_handler_t::replace)
      .substr(0, 80);
}

}  // namespace

Json ParseJson(std::string_view text) {
  return Json::parse(text, nullptr, /*allow_exceptions=*/false);
}

Json ParseJson(const File& file) { return ParseJson(file.ReadAll().text()); }

std::string MemberTitle(const std::string& kind, const std::string& key) {
  return (kind.empty() ? "\"" : kind + " \"") + key + "\"";
}

void RefuseValue(std::string_view where, const std::string& title,
                 const std::string& expected, const Json* found) {
  Refuse(ErrorCode::kInvalidModel, where,
         title + " should be " + expected + ", found " +
             (found == nullptr ? "nothing" : Quote(*found)));
}

JsonReader::JsonReader(Json json, std::string where, std::string kind)
    : where_(std::move(where)), kind_(std::move(kind)), json_(std::move(json)) {
  if (!json_.is_object())
    Refuse(ErrorCode::kInvalidModel, where_, "not a JSON object");
}

const Json* JsonReader::Find(const char* key) const {
  const auto found = json_.find(key);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

bool JsonReader::HasText(const char* key) const {
  const Json* value = Find(key);
  return value != nullptr && value->is_string();
}

bool JsonReader::IsNull(const char* key) const {
  const auto found = json_.find(key);
  return found != json_.end() && found->is_null();
}

std::optional<int> JsonReader::Int(const char* key,
                                   const WholeRange& range) const {
  const Json* value = Find(key);
  if (value == nullptr) return std::nullopt;
  // Unsigned values above the signed range turn negative here, and no range
  // reaches down to them.
  if (!value->is_number_integer() || !range.Contains(value->get<int64_t>()))
    Fail(key, range.Text());
  return value->get<int>();
}

std::optional<double> JsonReader::Number(const char* key,
                                         const RealRange& range) const {
  const Json* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number() || !range.Contains(value->get<double>()))
    Fail(key, range.Text());
  return value->get<double>();
}

std::optional<bool> JsonReader::Bool(const char* key) const {
  const Json* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_boolean()) Fail(key, "true or false");
  return value->get<bool>();
}

std::optional<std::string> JsonReader::Text(const char* key) const {
  const Json* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) Fail(key, "a text");
  return value->get<std::string>();
}

JsonReader JsonReader::Object(const char* key) const {
  const Json* value = Find(key);
  if (value == nullptr || !value->is_object()) Fail(key, "an object");
  return {*value, where_, kind_};
}

int JsonReader::RequiredInt(const char* key) const {
  const std::optional<int> value = Int(key);
  if (!value) Fail(key, "a whole number");
  return *value;
}

void JsonReader::Require(const char* key) const {
  if (!Has(key))
    Refuse(ErrorCode::kInvalidModel, where_,
           MemberTitle(kind_, key) + " is missing");
}

void JsonReader::Fail(const char* key, const std::string& expected) const {
  const auto found = json_.find(key);
  RefuseValue(where_, MemberTitle(kind_, key), expected,
              found == json_.end() ? nullptr : &*found);
}

}  // namespace stepglot
