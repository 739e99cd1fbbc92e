// Compares numbers and counts repetitions.
#include "core/translate/faults.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/protect/characters.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

// Sources of more ids are looked at for repetitions.
constexpr size_t kShort = 40;

// What is said so often, a word or so long a stretch of tokens, is a loop.
constexpr size_t kLoopLength = 4;
constexpr int kLoopTimes = 3;

// A separator between the digits of one number, its bytes or 0.
size_t SeparatorAt(std::string_view text, size_t place) {
  if (place >= text.size()) return 0;
  const CodePoint c = ReadCodePoint(text.substr(place));
  const bool is_separator =
      c.value == '.' || c.value == ',' || c.value == ':' || c.value == '\'' ||
      c.value == 0x2019 || c.value == 0xA0 || c.value == 0x202F;
  return is_separator ? c.bytes : 0;
}

// The numbers of a text, sorted. Where groups of digits are those of thousands,
// three but in the first, the separators between them say nothing.
std::vector<std::string> NumbersOf(std::string_view text) {
  std::vector<std::string> numbers;
  for (size_t at = 0; at < text.size();) {
    if (!ascii::IsDigit(text[at])) {
      ++at;
      continue;
    }
    std::string digits;
    std::string groups;
    bool are_thousands = true;
    bool is_short = true;  // the first group
    for (;;) {
      const size_t group = ascii::RunLength(text, at, ascii::IsDigit);
      if (digits.empty()) {
        is_short = group <= 3;
      } else {
        are_thousands = are_thousands && group == 3;
      }
      if (!groups.empty()) groups += '.';
      groups += text.substr(at, group);
      digits += text.substr(at, group);
      at += group;
      const size_t separator = SeparatorAt(text, at);
      if (separator == 0 || !ascii::IsDigit(ascii::At(text, at + separator)))
        break;
      at += separator;
    }
    const bool is_one_group = digits.size() == groups.size();
    numbers.push_back(is_one_group || (are_thousands && is_short) ? digits
                                                                  : groups);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

bool HasDigits(std::string_view text) {
  return std::any_of(text.begin(), text.end(), ascii::IsDigit);
}

// How often the most frequent stretch of tokens occurs.
int MostRepetitions(const std::vector<int>& ids) {
  std::map<std::vector<int>, int> counts;
  int most = 0;
  for (size_t i = 0; i + kLoopLength <= ids.size(); ++i) {
    const auto begin = ids.begin() + static_cast<ptrdiff_t>(i);
    most = std::max(most, ++counts[{begin, begin + kLoopLength}]);
  }
  return most;
}

// What is so much longer than one word cannot be its translation.
bool IsTooLong(std::string_view text, std::string_view translation) {
  return IsOneWord(text) && translation.size() > 2 * text.size() + 12;
}

// Whether a text has one word so often in a row that it is stuck.
bool RepeatsWord(std::string_view text) {
  std::string_view last;
  int times = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!word.empty() && ascii::IsOneOf(word.back(), ",.;:!?"))
      word.remove_suffix(1);
    times = word == last ? times + 1 : 1;
    last = word;
    if (times >= kLoopTimes && !word.empty()) return true;
  }
  return false;
}

bool RunsAway(const SourceSequence& source, std::string_view text,
              const Translation& translation) {
  if (translation.stop == Stop::kLength || IsTooLong(text, translation.text))
    return true;
  if (RepeatsWord(translation.text) && !RepeatsWord(text)) return true;
  const int times = MostRepetitions(translation.tokens);
  return times >= kLoopTimes && times > MostRepetitions(IdsOf(source.tokens));
}

bool IsBlank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), ascii::IsSpace);
}

}  // namespace

bool IsOneWord(std::string_view text) {
  return std::none_of(text.begin(), text.end(), ascii::IsSpace);
}

bool NeedsLook(const SourceSequence& source, std::string_view text) {
  if (source.is_raw) return false;
  return source.is_disguised() || source.tokens.size() > kShort ||
         HasDigits(text) || IsOneWord(text);
}

bool HaveSameNumbers(std::string_view a, std::string_view b) {
  return NumbersOf(a) == NumbersOf(b);
}

Fault FaultOf(const SourceSequence& source, std::string_view text,
              const Translation& translation) {
  if (source.is_raw) return Fault::kNone;
  if (IsBlank(translation.text)) return Fault::kEmpty;
  if (!NeedsLook(source, text)) return Fault::kNone;
  if (!translation.keeps_marks) return Fault::kMarks;
  if (RunsAway(source, text, translation)) return Fault::kRunaway;
  if (HasDigits(text) && !HaveSameNumbers(text, translation.text))
    return Fault::kDigits;
  return Fault::kNone;
}

}  // namespace stepglot
