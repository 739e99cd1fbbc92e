// JsonReader: typed access to the members of a JSON object in a file.
#ifndef STEPGLOT_CORE_FILES_JSON_READER_H_
#define STEPGLOT_CORE_FILES_JSON_READER_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/files/file.h"
#include "core/files/named_value.h"
#include "core/files/number_range.h"

namespace stepglot {

/// The parsed text; a discarded value when it is not JSON.
nlohmann::json ParseJson(std::string_view text);

/// The text of a file, parsed.
nlohmann::json ParseJson(const File& file);

/// What messages call a member: `config key "norm"`.
/// @param kind  may be empty.
std::string MemberTitle(const std::string& kind, const std::string& key);

/// Refuses a value: "where: title should be expected, found 7".
/// @param title  the value's name as messages show it.
/// @param found  what is there instead; null for nothing.
/// @throws Error kInvalidModel, always.
[[noreturn]] void RefuseValue(std::string_view where, const std::string& title,
                              const std::string& expected,
                              const nlohmann::json* found);

/// A JSON object whose members are read by their types. A member that is null
/// counts as missing. Complaints name the file and the member.
class JsonReader {
 public:
  /// An object without members.
  JsonReader() = default;

  /// @param kind  what messages call a member, such as "config key"; may be
  /// empty.
  /// @throws Error kInvalidModel when `json` is not an object.
  JsonReader(nlohmann::json json, std::string where, std::string kind = "");

  const nlohmann::json& json() const { return json_; }
  const std::string& where() const { return where_; }

  /// The object in a file.
  explicit JsonReader(const File& file)
      : JsonReader(ParseJson(file), file.name()) {}

  /// The member, or null.
  const nlohmann::json* Find(const char* key) const;
  bool Has(const char* key) const { return Find(key) != nullptr; }
  bool HasText(const char* key) const;

  /// Whether the member is there and null.
  bool IsNull(const char* key) const;

  /// The member, or nothing when it is missing.
  /// @throws Error kInvalidModel when it has another type or leaves the range.
  std::optional<int> Int(const char* key, const WholeRange& range = {}) const;
  std::optional<double> Number(const char* key,
                               const RealRange& range = {}) const;
  std::optional<bool> Bool(const char* key) const;
  std::optional<std::string> Text(const char* key) const;

  /// The value that the member names, or nothing when it is missing.
  /// @throws Error kUnsupported for a word that is not among the names.
  template <typename Value>
  std::optional<Value> OneOf(const char* key,
                             std::span<const NamedValue<Value>> names) const {
    const std::optional<std::string> word = Text(key);
    if (!word) return std::nullopt;
    for (const NamedValue<Value>& known : names) {
      if (*word == known.name) return known.value;
    }
    Refuse(ErrorCode::kUnsupported, where_,
           MemberTitle(kind_, key) + " is \"" + *word +
               "\"; known: " + NamesText(names));
  }

  /// The object that the member is, which must be there.
  JsonReader Object(const char* key) const;

  /// @throws Error kInvalidModel when the member is missing.
  int RequiredInt(const char* key) const;
  void Require(const char* key) const;

  /// Refuses the member: "where: kind "key" should be expected, found 7".
  [[noreturn]] void Fail(const char* key, const std::string& expected) const;

 private:
  std::string where_;
  std::string kind_;
  nlohmann::json json_ = nlohmann::json::object();
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_JSON_READER_H_
