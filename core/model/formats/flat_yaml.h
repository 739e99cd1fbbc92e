// The YAML that Marian writes: settings one level deep, and vocabularies.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_FLAT_YAML_H_
#define STEPGLOT_CORE_MODEL_FORMATS_FLAT_YAML_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stepglot {

/// Settings as `key: value` lines, where a value is a scalar or a list of
/// scalars, `[a, b]` or `- a` lines. What is nested deeper is skipped.
class FlatYaml {
 public:
  /// No settings.
  FlatYaml() = default;

  /// @param where  name of the file, for messages.
  FlatYaml(std::string_view text, std::string where);

  /// False for a key that is absent or has no value.
  bool Has(std::string_view key) const;

  /// The scalar of the key. The forms with a fallback return it when the key
  /// is not there.
  /// @throws Error kInvalidModel when the key is missing or its value is of
  /// another kind.
  std::string Text(std::string_view key, const std::string& fallback) const;
  int Int(std::string_view key) const;
  int Int(std::string_view key, int fallback) const;
  double Number(std::string_view key, double fallback) const;
  bool Bool(std::string_view key, bool fallback) const;

  /// A scalar counts as a list of one; empty for a missing key.
  std::vector<std::string> List(std::string_view key) const;
  std::vector<int> Ints(std::string_view key) const;

 private:
  struct Value {
    bool is_list = false;
    std::vector<std::string> items;  ///< one for a scalar
  };

  void ReadLine(std::string_view line);
  void AddValue(std::string_view text);
  int ParseInt(std::string_view key, const std::string& text) const;
  [[noreturn]] void Fail(std::string_view key,
                         const std::string& expected) const;

  std::string where_;
  std::map<std::string, Value, std::less<>> values_;
  Value* open_ = nullptr;  ///< the value that the next lines may belong to
};

/// A vocabulary of `piece: id` lines, in the order of its ids; ids without a
/// piece have an empty one. Marian writes such files line by line, so quotes
/// and backslashes within a plain piece stand for themselves, and only LF ends
/// a line.
/// @param size  of the vocabulary: ids must lie below it.
/// @throws Error kInvalidModel.
std::vector<std::string> ParseYamlVocabulary(std::string_view text, int size,
                                             const std::string& where);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_FLAT_YAML_H_
