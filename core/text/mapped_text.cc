// Keeps an origin for each byte.
#include "core/text/mapped_text.h"

#include <algorithm>

namespace stepglot {

void MappedText::Copy(std::string_view bytes, size_t begin) {
  text_ += bytes;
  for (size_t i = 0; i < bytes.size(); ++i)
    origins_.push_back({begin + i, begin + i + 1});
}

void MappedText::Replace(std::string_view bytes, const TextRange& range) {
  text_ += bytes;
  origins_.insert(origins_.end(), bytes.size(), range);
}

TextRange MappedText::Origin(const TextRange& range) const {
  if (range.size() > 0) {
    TextRange origin = origins_[range.begin];
    for (size_t i = range.begin; i < range.end; ++i) {
      origin.begin = std::min(origin.begin, origins_[i].begin);
      origin.end = std::max(origin.end, origins_[i].end);
    }
    return origin;
  }
  size_t place = 0;
  if (range.begin < origins_.size()) {
    place = origins_[range.begin].begin;
  } else if (!origins_.empty()) {
    place = origins_.back().end;
  }
  return {place, place};
}

TextRange MappedText::Image(const TextRange& range) const {
  const auto first = std::partition_point(
      origins_.begin(), origins_.end(), [&range](const TextRange& origin) {
        return origin.end <= range.begin && origin.begin < range.begin;
      });
  const auto last = std::partition_point(
      first, origins_.end(),
      [&range](const TextRange& origin) { return origin.begin < range.end; });
  const auto begin = static_cast<size_t>(first - origins_.begin());
  return {begin, begin + static_cast<size_t>(last - first)};
}

}  // namespace stepglot
