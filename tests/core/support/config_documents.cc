// Makes documents from the list of config fields; STEPGLOT_SOURCE is the
// project's folder, given by the build.
#include "tests/core/support/config_documents.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/model/config/config_fields.h"
#include "core/model/config/config_json.h"

namespace stepglot {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kTableBegin = "<!-- begin of the fields -->\n";
constexpr std::string_view kTableEnd = "<!-- end of the fields -->\n";

template <typename Value>
std::string QuotedNames(std::span<const NamedValue<Value>> names) {
  std::string text;
  for (const auto& known : names)
    text += std::string(text.empty() ? "" : ", ") + '"' + known.name + '"';
  return text;
}

std::string NumberText(double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.6g", number);
  return text;
}

std::string ValuesText(AnyText) { return "a text"; }
std::string ValuesText(Flag) { return "true, false"; }
std::string ValuesText(const WholeRange& range) {
  return std::to_string(range.least) + " to " + std::to_string(range.most);
}
std::string ValuesText(const RealRange& range) {
  return "number, " + NumberText(range.least) + " to " + NumberText(range.most);
}
std::string ValuesText(const RealOrWord& rule) {
  return ValuesText(rule.range) + ", or \"" + rule.word.name + "\"";
}
std::string ValuesText(const IdBelow& id) {
  return std::string("id of ") + id.whose;
}
std::string ValuesText(const IdOrWord& rule) {
  std::string text = ValuesText(rule.id);
  for (const auto& word : rule.words)
    text += std::string(", \"") + word.name + '"';
  return text;
}
std::string ValuesText(const IdList& list) {
  return std::string("array of ids of ") + list.id.whose;
}
template <typename Enum>
std::string ValuesText(const OneOf<Enum>& rule) {
  return QuotedNames(rule.names);
}

// The value of a new config.
nlohmann::json InitialValue(const char* key) {
  static const nlohmann::json initial = ModelConfigObject(ModelConfig());
  return initial.value(key, nlohmann::json());
}

// A visitor that writes a row of a Markdown table for each field.
class TableWriter {
 public:
  /// @param prefix  of the names, such as "search.".
  /// @param default_text  of all fields; empty for each field's own.
  TableWriter(std::string prefix, std::string default_text)
      : prefix_(std::move(prefix)), default_(std::move(default_text)) {}

  template <typename Value, typename Rule, typename Default>
  void operator()(const char* key, const Value&, const Rule& rule,
                  const Default& otherwise, const char* meaning) {
    Row(key, ValuesText(rule),
        default_.empty() ? DefaultText(key, otherwise) : default_, meaning);
  }

  void Both(const char* key, int, int, const WholeRange& range,
            const char* meaning) {
    Row(key, ValuesText(range), "none", meaning);
  }

  template <typename Value, typename Function>
  void Object(const char* key, const Value& value, Function visit_fields,
              const char* default_text, const char* meaning) {
    Row(key, "object", default_text, meaning);
    TableWriter inner(prefix_ + key + ".", default_text);
    visit_fields(inner, value);
    rows_ += inner.rows_;
  }

  // When the object is there, it says all.
  template <typename Value, typename Function>
  void Object(const char* key, const std::optional<Value>&,
              Function visit_fields, const char* default_text,
              const char* meaning) {
    Row(key, "object", default_text, meaning);
    TableWriter inner(prefix_ + key + ".", "null");
    const Value value;
    visit_fields(inner, value);
    rows_ += inner.rows_;
  }

  const std::string& rows() const { return rows_; }

 private:
  static std::string DefaultText(const char*, Required) { return "required"; }
  static std::string DefaultText(const char*, SharedBy other) {
    return std::string("`") + other.key + '`';
  }
  template <typename Function>
  static std::string DefaultText(const char*, const Derived<Function>& other) {
    return other.text;
  }
  static std::string DefaultText(const char* key, Initial) {
    const nlohmann::json value = InitialValue(key);
    return value == "" ? "empty" : value.dump();
  }

  void Row(const char* key, const std::string& values,
           const std::string& default_text, const char* meaning) {
    rows_ += "| `" + prefix_ + key + "` | " + values + " | " + default_text +
             " | " + meaning + " |\n";
  }

  std::string prefix_;
  std::string default_;
  std::string rows_;
};

Json SchemaOf(AnyText) { return {{"type", "string"}}; }
Json SchemaOf(Flag) { return {{"type", "boolean"}}; }
Json SchemaOf(const WholeRange& range) {
  return {
      {"type", "integer"}, {"minimum", range.least}, {"maximum", range.most}};
}
Json SchemaOf(const RealRange& range) {
  return {
      {"type", "number"}, {"minimum", range.least}, {"maximum", range.most}};
}
Json SchemaOf(const RealOrWord& rule) {
  return {{"anyOf", {SchemaOf(rule.range), {{"const", rule.word.name}}}}};
}
Json SchemaOf(const IdBelow&) { return {{"type", "integer"}, {"minimum", 0}}; }
Json SchemaOf(const IdOrWord& rule) {
  Json words = Json::array();
  for (const auto& word : rule.words) words.push_back(word.name);
  return {{"anyOf", {SchemaOf(rule.id), {{"enum", words}}}}};
}
Json SchemaOf(const IdList& list) {
  return {{"type", "array"}, {"items", SchemaOf(list.id)}};
}
template <typename Enum>
Json SchemaOf(const OneOf<Enum>& rule) {
  Json names = Json::array();
  for (const auto& known : rule.names) names.push_back(known.name);
  return {{"enum", names}};
}

// A visitor that makes the schema of an object.
class SchemaWriter {
 public:
  template <typename Value, typename Rule, typename Default>
  void operator()(const char* key, const Value& value, const Rule& rule,
                  const Default& otherwise, const char* meaning) {
    Json schema = SchemaOf(rule);
    if (IsOptional(value)) schema = {{"anyOf", {schema, {{"type", "null"}}}}};
    AddDefault(key, schema, otherwise);
    Add(key, std::move(schema), meaning);
  }

  void Both(const char* key, int, int, const WholeRange& range,
            const char* meaning) {
    Add(key, SchemaOf(range), meaning);
  }

  template <typename Value, typename Function>
  void Object(const char* key, const Value& value, Function visit_fields,
              const char*, const char* meaning) {
    SchemaWriter inner;
    inner.has_defaults_ = false;
    visit_fields(inner, value);
    Add(key, inner.Take(), meaning);
  }

  template <typename Value, typename Function>
  void Object(const char* key, const std::optional<Value>&,
              Function visit_fields, const char* default_text,
              const char* meaning) {
    Object(key, Value(), visit_fields, default_text, meaning);
  }

  Json Take() {
    Json schema = {{"type", "object"},
                   {"properties", std::move(properties_)},
                   {"additionalProperties", false}};
    if (!required_.empty()) schema["required"] = std::move(required_);
    if (!alternatives_.empty()) schema["allOf"] = std::move(alternatives_);
    return schema;
  }

 private:
  template <typename Value>
  static bool IsOptional(const Value&) {
    return false;
  }
  template <typename Value>
  static bool IsOptional(const std::optional<Value>&) {
    return true;
  }

  void AddDefault(const char* key, Json&, Required) {
    required_.push_back(key);
  }
  void AddDefault(const char* key, Json&, SharedBy other) {
    alternatives_.push_back(
        {{"anyOf", {{{"required", {key}}}, {{"required", {other.key}}}}}});
  }
  void AddDefault(const char* key, Json& schema, Initial) {
    if (has_defaults_) schema["default"] = InitialValue(key);
  }
  template <typename Function>
  void AddDefault(const char*, Json&, const Derived<Function>&) {}

  void Add(const char* key, Json schema, const char* meaning) {
    schema["description"] = meaning;
    properties_[key] = std::move(schema);
  }

  bool has_defaults_ = true;
  Json properties_ = Json::object();
  Json required_ = Json::array();
  Json alternatives_ = Json::array();
};

std::string ConfigTable() {
  TableWriter writer("", "");
  const ModelConfig config;
  VisitConfig(writer, config);
  return "| key | value | default | meaning |\n| --- | --- | --- | --- |\n" +
         writer.rows();
}

}  // namespace

std::filesystem::path ConfigReadmePath() {
  return std::filesystem::path(STEPGLOT_SOURCE) / "core/model/README.md";
}

std::filesystem::path ConfigSchemaPath() {
  return std::filesystem::path(STEPGLOT_SOURCE) /
         "core/model/config.schema.json";
}

std::string ReadTextFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

std::string ConfigSchema() {
  SchemaWriter writer;
  const ModelConfig config;
  VisitConfig(writer, config);
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "The config of a Stepglot model"}};
  schema.update(writer.Take());
  return schema.dump(2) + "\n";
}

std::string WithConfigTable(const std::string& readme) {
  const size_t begin = readme.find(kTableBegin);
  const size_t end = readme.find(kTableEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw std::runtime_error("the README has no marks around its fields");
  return readme.substr(0, begin + kTableBegin.size()) + "\n" + ConfigTable() +
         "\n" + readme.substr(end);
}

}  // namespace stepglot
