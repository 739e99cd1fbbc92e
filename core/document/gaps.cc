// Languages by their habits.
#include "core/document/gaps.h"

#include <algorithm>

#include "core/document/sentence_marks.h"

namespace stepglot {
namespace {

bool IsRomanised(std::string_view language) {
  return language.find("-Latn") != std::string_view::npos;
}

bool IsOneOf(std::string_view language,
             std::initializer_list<std::string_view> languages) {
  return std::any_of(
      languages.begin(), languages.end(),
      [language](std::string_view each) { return IsLanguage(language, each); });
}

}  // namespace

bool JoinsSentences(std::string_view language) {
  return !IsRomanised(language) &&
         IsOneOf(language, {"zh", "cmn", "yue", "wuu", "gan", "hak", "lzh",
                            "cjy", "hsn", "ja"});
}

bool JoinsWords(std::string_view language) {
  return JoinsSentences(language) ||
         (!IsRomanised(language) &&
          IsOneOf(language, {"th", "lo", "km", "my", "bo", "dz"}));
}

std::string TargetGap(std::string_view gap, std::string_view source_language,
                      std::string_view target_language) {
  if (target_language.empty()) return std::string(gap);
  if (!JoinsSentences(target_language))
    return gap.empty() ? " " : std::string(gap);
  const bool is_dropped = gap == " " && !JoinsSentences(source_language);
  return is_dropped ? "" : std::string(gap);
}

}  // namespace stepglot
