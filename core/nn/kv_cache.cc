// The arena and its slot tables.
#include "core/nn/kv_cache.h"

#include <limits>
#include <new>
#include <string>

#include "core/error.h"

namespace stepglot {
namespace {

size_t ArraysOf(CacheEntry entry) {
  return entry == CacheEntry::kKeyValue ? 2 : 1;
}

}  // namespace

KvCache::KvCache(int layers, int slots, int max_positions, int width,
                 CacheEntry entry)
    : layers_(layers),
      slots_(slots),
      max_positions_(max_positions),
      width_(width),
      entry_(entry),
      tables_(slots),
      reordered_(slots) {
  const uint64_t bytes = PlanBytes(layers, slots, max_positions, width, entry);
  const uint64_t floats = bytes / ArraysOf(entry) / sizeof(float);
  const auto refuse = [&] {
    throw Error(ErrorCode::kOutOfMemory,
                "the key/value cache of " + std::to_string(slots) +
                    " sequences of up to " + std::to_string(max_positions) +
                    " tokens needs " + std::to_string(bytes) +
                    " bytes, which cannot be had");
  };
  if (bytes > std::numeric_limits<size_t>::max() / 2) refuse();
  keys_.reset(new (std::nothrow) float[floats]);
  const bool has_values = entry == CacheEntry::kKeyValue;
  if (has_values) values_.reset(new (std::nothrow) float[floats]);
  if (!keys_ || (has_values && !values_)) refuse();
  for (int row = 0; row < slots; ++row) {
    tables_[row].reserve(max_positions);
    reordered_[row].reserve(max_positions);
  }
}

uint64_t KvCache::PlanBytes(int layers, int slots, int max_positions, int width,
                            CacheEntry entry) {
  return ArraysOf(entry) * sizeof(float) * static_cast<uint64_t>(layers) *
         slots * max_positions * width;
}

void KvCache::Append(int row) { tables_[row].push_back(row); }

void KvCache::Reorder(std::span<const int> parents) {
  for (int row = 0; row < slots_; ++row) {
    const int parent =
        row < static_cast<int>(parents.size()) ? parents[row] : kNoParent;
    if (parent == kNoParent) {
      reordered_[row].clear();
    } else {
      reordered_[row] = tables_[parent];
    }
  }
  tables_.swap(reordered_);
}

CacheBytes KvCache::bytes() const {
  std::vector<bool> reached(static_cast<size_t>(slots_) * max_positions_);
  size_t entries = 0;
  for (const std::vector<int32_t>& table : tables_) {
    for (size_t position = 0; position < table.size(); ++position) {
      const size_t entry =
          static_cast<size_t>(table[position]) * max_positions_ + position;
      entries += reached[entry] ? 0 : 1;
      reached[entry] = true;
    }
  }
  return {entries * layers_ * width_ * ArraysOf(entry_) * sizeof(float),
          static_cast<size_t>(
              PlanBytes(layers_, slots_, max_positions_, width_, entry_))};
}

}  // namespace stepglot
