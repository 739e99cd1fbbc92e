// Reads the fields of a config from the members of a JSON object.
#include "core/model/config/config_reader.h"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/files/json_reader.h"
#include "core/model/config/config_check.h"
#include "core/model/config/config_fields.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

template <typename Value>
struct InnerType {
  using Type = Value;
};
template <typename Value>
struct InnerType<std::optional<Value>> {
  using Type = Value;
};

// A visitor that collects the names of the fields.
class NameCollector {
 public:
  template <typename... Rest>
  void operator()(const char* key, const Rest&...) {
    names_.insert(key);
  }
  template <typename... Rest>
  void Both(const char* key, const Rest&...) {
    names_.insert(key);
  }
  template <typename... Rest>
  void Object(const char* key, const Rest&...) {
    names_.insert(key);
  }

  /// Refuses other keys: a misspelled switch would silently mean its default.
  void CheckKeys(const JsonReader& json) const {
    for (const auto& [key, value] : json.json().items()) {
      if (!names_.contains(key)) {
        Refuse(ErrorCode::kInvalidModel, json.where(),
               std::string("unknown ") + MemberTitle(kConfigKeyTitle, key));
      }
    }
  }

 private:
  std::set<std::string> names_;
};

// A visitor that sets the fields.
class FieldReader {
 public:
  explicit FieldReader(JsonReader json) : json_(std::move(json)) {}

  template <typename Member, typename Rule, typename Default>
  void operator()(const char* key, Member& member, const Rule& rule,
                  const Default& otherwise, const char*) const {
    if (json_.Has(key)) {
      member = static_cast<typename InnerType<Member>::Type>(Read(key, rule));
    } else {
      SetDefault(key, member, otherwise);
    }
  }

  void Both(const char* key, int& first, int& second, const WholeRange& range,
            const char*) const {
    if (json_.Has(key)) first = second = Read(key, range);
  }

  template <typename Member, typename Function>
  void Object(const char* key, Member& member, Function visit_fields,
              const char*, const char*) const {
    if (!json_.Has(key)) return;
    const FieldReader inner(json_.Object(key));
    inner.ReadAll(Value(member), visit_fields);
  }

  /// Reads all fields of a struct, and refuses others.
  template <typename Struct, typename Function>
  void ReadAll(Struct& fields, Function visit_fields) const {
    NameCollector names;
    visit_fields(names, fields);
    names.CheckKeys(json_);
    visit_fields(*this, fields);
  }

 private:
  template <typename Struct>
  static Struct& Value(Struct& member) {
    return member;
  }
  template <typename Struct>
  static Struct& Value(std::optional<Struct>& member) {
    return member.emplace();
  }

  std::string Read(const char* key, AnyText) const { return *json_.Text(key); }
  bool Read(const char* key, Flag) const { return *json_.Bool(key); }
  int Read(const char* key, const WholeRange& range) const {
    return *json_.Int(key, range);
  }
  double Read(const char* key, const RealRange& range) const {
    return *json_.Number(key, range);
  }
  int Read(const char* key, const IdBelow& id) const {
    return *json_.Int(key, id.range());
  }

  template <typename Enum>
  Enum Read(const char* key, const OneOf<Enum>& rule) const {
    return *json_.OneOf(key, rule.names);
  }

  double Read(const char* key, const RealOrWord& rule) const {
    if (!json_.HasText(key)) return Read(key, rule.range);
    return *json_.OneOf(key, std::span<const NamedValue<float>>(&rule.word, 1));
  }

  int Read(const char* key, const IdOrWord& rule) const {
    if (!json_.HasText(key)) return Read(key, rule.id);
    const std::string name = *json_.Text(key);
    for (const auto& word : rule.words) {
      if (name == word.name && word.value) return *word.value;
    }
    json_.Fail(key, rule.text);
  }

  std::vector<int> Read(const char* key, const IdList& list) const {
    const Json& values = *json_.Find(key);
    if (!values.is_array()) json_.Fail(key, "an array of ids");
    std::vector<int> ids;
    for (const Json& id : values) {
      if (!id.is_number_integer() ||
          !list.id.range().Contains(id.get<int64_t>())) {
        json_.Fail(key, list.Text());
      }
      ids.push_back(id.get<int>());
    }
    return AscendingIds(std::move(ids));
  }

  template <typename Member>
  void SetDefault(const char* key, Member&, Required) const {
    json_.Require(key);
  }
  template <typename Member>
  void SetDefault(const char*, Member&, Initial) const {}
  template <typename Member>
  void SetDefault(const char* key, Member&, SharedBy other) const {
    if (!json_.Has(other.key)) json_.Require(key);
  }
  template <typename Member, typename Function>
  void SetDefault(const char*, Member& member,
                  const Derived<Function>& derived) const {
    member = derived.value();
  }

  JsonReader json_;
};

}  // namespace

ModelConfig ParseModelConfig(std::string_view json, const std::string& where) {
  Json object = ParseJson(json);
  if (!object.is_object()) {
    Refuse(ErrorCode::kInvalidModel, where, "the config is not a JSON object");
  }
  const FieldReader reader(
      JsonReader(std::move(object), where, kConfigKeyTitle));
  ModelConfig config;
  reader.ReadAll(config,
                 [](auto& visit, auto& fields) { VisitConfig(visit, fields); });
  CheckModelConfig(config, where);
  return config;
}

}  // namespace stepglot
