// JsonSettings: typed access to the members of a JSON object in a file.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_JSON_SETTINGS_H_
#define STEPGLOT_CORE_MODEL_FORMATS_JSON_SETTINGS_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/files/file.h"

namespace stepglot {

/// Settings of which some are read; the others do not matter. A member that is
/// null counts as missing.
class JsonSettings {
 public:
  /// No settings.
  JsonSettings() = default;

  /// @throws Error kInvalidModel when the file is no JSON object.
  explicit JsonSettings(const File& file);

  /// The member, or nothing when it is missing.
  /// @throws Error kInvalidModel when it is of another kind.
  std::optional<int> Int(const char* key) const;
  std::optional<double> Number(const char* key) const;
  std::optional<bool> Bool(const char* key) const;
  std::optional<std::string> Text(const char* key) const;

  /// The member, which must be there.
  int RequiredInt(const char* key) const;

  /// Any member, or null.
  const nlohmann::json* Find(const char* key) const;

  const nlohmann::json& json() const { return json_; }
  const std::string& where() const { return where_; }

  [[noreturn]] void Fail(const char* key, const std::string& expected) const;

 private:
  std::string where_;
  nlohmann::json json_ = nlohmann::json::object();
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_JSON_SETTINGS_H_
