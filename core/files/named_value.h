// Words that a setting may have, with their meanings.
#ifndef STEPGLOT_CORE_FILES_NAMED_VALUE_H_
#define STEPGLOT_CORE_FILES_NAMED_VALUE_H_

#include <span>
#include <string>

namespace stepglot {

/// One of the words that a setting may be, with its meaning.
template <typename Value>
struct NamedValue {
  const char* name;
  Value value;
};

/// The words of a list for messages: "pre, post".
template <typename Value>
std::string NamesText(std::span<const NamedValue<Value>> names) {
  std::string text;
  for (const NamedValue<Value>& known : names)
    text += (text.empty() ? "" : ", ") + std::string(known.name);
  return text;
}

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_NAMED_VALUE_H_
