// Writes marks and looks for them.
#include "core/protect/masks.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/protect/characters.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

using ascii::At;
using ascii::IsAlphanumeric;
using ascii::IsDigit;
using ascii::RunLength;

// The series that the shipped models copy best first.
constexpr MarkSeries kSeries[] = {MarkSeries::kX1, MarkSeries::kBrackets,
                                  MarkSeries::kXX1, MarkSeries::k1001};

bool IsPartOfWord(std::string_view text, size_t place) {
  return place < text.size() && ascii::IsWord(text[place]);
}

// A mark is a whole word.
bool IsApart(std::string_view text, size_t begin, size_t end) {
  const bool is_bracket = text[begin] == '[';
  return is_bracket || ((begin == 0 || !IsPartOfWord(text, begin - 1)) &&
                        !IsPartOfWord(text, end));
}

// Where a mark stands from `from`; npos when it does not.
size_t FindMark(std::string_view text, std::string_view mark, size_t from) {
  size_t place = text.find(mark, from);
  while (place != std::string_view::npos &&
         !IsApart(text, place, place + mark.size()))
    place = text.find(mark, place + 1);
  return place;
}

struct Place {
  size_t mask = 0;
  TextRange range;
};

// All marks in a text, in their order there.
std::vector<Place> FindMarks(std::string_view text,
                             std::span<const Mask> masks) {
  std::vector<Place> places;
  for (size_t i = 0; i < masks.size(); ++i) {
    const std::string& mark = masks[i].mark;
    for (size_t at = FindMark(text, mark, 0); at != std::string_view::npos;
         at = FindMark(text, mark, at + mark.size()))
      places.push_back({i, {at, at + mark.size()}});
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.range.begin < b.range.begin;
  });
  return places;
}

// What a mark is without its number: "X" of "X1".
std::string_view WithoutNumber(std::string_view mark) {
  return mark.substr(0, mark.find_first_of("0123456789"));
}

// Whether a text between marks has one of their series that the source lacks.
bool HasInvented(std::string_view text, std::string_view start,
                 std::string_view source) {
  if (start.empty()) return false;  // any number would be one
  for (size_t at = text.find(start); at != std::string_view::npos;
       at = text.find(start, at + 1)) {
    const size_t digits = RunLength(text, at + start.size(), IsDigit);
    if (digits == 0 || (at > 0 && IsPartOfWord(text, at - 1))) continue;
    const std::string_view mark = text.substr(at, start.size() + digits);
    if (source.find(mark) == std::string_view::npos) return true;
  }
  return false;
}

int BracketsOf(std::string_view text) {
  return static_cast<int>(std::count_if(
      text.begin(), text.end(), [](char c) { return c == '[' || c == ']'; }));
}

// Whether a translation has as many brackets beside its marks as its source:
// the others are what is left of marks.
bool KeepsBrackets(std::string_view translation, std::string_view source,
                   std::span<const Mask> masks) {
  if (masks.empty() || masks.front().mark.front() != '[') return true;
  int expected = BracketsOf(source);
  int found = BracketsOf(translation);
  for (const Mask& mask : masks) expected -= BracketsOf(mask.mark);
  for (const Place& place : FindMarks(translation, masks))
    found -= BracketsOf(masks[place.mask].mark);
  return found == expected;
}

// The largest number with which a text has a mark of a series as text, or 0.
int LargestNumber(std::string_view text, std::string_view start) {
  constexpr size_t kMostDigits = 4;
  int largest = 0;
  for (size_t at = text.find(start); at != std::string_view::npos;
       at = text.find(start, at + 1)) {
    const size_t place = at + start.size();
    const size_t digits = RunLength(text, place, IsDigit);
    if (digits == 0 || digits > kMostDigits) continue;
    largest =
        std::max(largest, std::stoi(std::string(text.substr(place, digits))));
  }
  return largest;
}

bool IsWordBefore(std::string_view text, size_t place) {
  return place > 0 && ascii::IsWord(text[place - 1]);
}

}  // namespace

std::vector<MarkSeries> UsableSeries(const Alphabet& source,
                                     const Alphabet& target,
                                     std::optional<MarkSeries> best) {
  std::vector<MarkSeries> usable;
  for (const MarkSeries series : kSeries) {
    const std::string mark = MarkOf(series, 1);
    if (source.WritesAll(mark) && target.WritesAll(mark))
      usable.push_back(series);
  }
  std::stable_partition(usable.begin(), usable.end(),
                        [best](MarkSeries series) { return series == best; });
  return usable;
}

std::vector<Mask> MaskSpans(std::string_view text, std::span<const Span> spans,
                            const TextRange& around, MarkSeries series) {
  const std::string_view sentence = text.substr(around.begin, around.size());
  std::vector<Mask> masks;
  int number = LargestNumber(sentence, StartOf(series));
  for (const Span& span : spans) {
    const TextRange& range = span.range;
    masks.push_back({span, std::string(text.substr(range.begin, range.size())),
                     MarkOf(series, ++number), IsWordBefore(text, range.begin),
                     IsPartOfWord(text, range.end)});
  }
  return masks;
}

Restored RestoreSpans(std::string_view translation, std::span<const Mask> masks,
                      std::string_view source) {
  Restored restored;
  restored.spans.resize(masks.size());
  std::vector<int> counts(masks.size());
  size_t at = 0;
  const auto copy = [&](size_t end) {
    const std::string_view part = translation.substr(at, end - at);
    for (const Mask& mask : masks) {
      if (HasInvented(part, WithoutNumber(mask.mark), source))
        restored.is_faithful = false;
    }
    restored.text.Copy(part, at);
  };
  for (const Place& place : FindMarks(translation, masks)) {
    const Mask& mask = masks[place.mask];
    if (place.range.begin < at) continue;
    const bool drops_before = mask.joins_before && place.range.begin > at &&
                              translation[place.range.begin - 1] == ' ';
    copy(place.range.begin - (drops_before ? 1 : 0));
    const size_t begin = restored.text.text().size();
    restored.text.Replace(mask.text, place.range);
    restored.spans[place.mask] = {begin, begin + mask.text.size()};
    ++counts[place.mask];
    at = place.range.end;
    if (mask.joins_after && At(translation, at) == ' ') ++at;
  }
  copy(translation.size());
  if (!KeepsBrackets(translation, source, masks)) restored.is_faithful = false;
  if (std::any_of(counts.begin(), counts.end(), [](int n) { return n != 1; }))
    restored.is_faithful = false;
  return restored;
}

std::string MaskTarget(std::string_view target, std::span<const Mask> masks) {
  std::string masked(target);
  size_t from = 0;
  for (const Mask& mask : masks) {
    size_t place = masked.find(mask.text, from);
    if (place == std::string::npos) place = masked.find(mask.text);
    if (place == std::string::npos) continue;
    std::string mark = mask.mark;
    if (IsWordBefore(masked, place)) mark.insert(0, " ");
    if (IsPartOfWord(masked, place + mask.text.size())) mark += ' ';
    masked.replace(place, mask.text.size(), mark);
    from = place + mark.size();
  }
  return masked;
}

}  // namespace stepglot
