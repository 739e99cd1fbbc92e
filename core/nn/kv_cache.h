// KvCache: keys and values of the decoder's self-attention, appended to in
// place.
#ifndef STEPGLOT_CORE_NN_KV_CACHE_H_
#define STEPGLOT_CORE_NN_KV_CACHE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/nn/kernels/attention_views.h"

namespace stepglot {

/// Bytes of a cache.
struct CacheBytes {
  size_t used = 0;      ///< entries that a live row can still reach
  size_t reserved = 0;  ///< allocated
};

/// What a decoder layer remembers of each position.
enum class CacheEntry {
  kKeyValue,  ///< self-attention's key and value
  kState,     ///< a recurrent cell's state, in place of the key
};

/// The arena [layer][slot][position][head][head_dim], once for keys and once
/// for values, and a table per search row that says in which slot each of its
/// positions lies.
///
/// A row writes new positions into the slot of its own number. After Reorder a
/// row continues another one by holding a copy of that row's table: keys and
/// values stay where they are. Since a slot's position p is written only by the
/// step that appends position p, and a position that some row reaches is never
/// written again while rows advance together, no reordering can overwrite what
/// another row still needs.
class KvCache {
 public:
  /// Reserves the whole arena; the only allocation.
  /// @param slots          rows that decode side by side.
  /// @param max_positions  tokens that a row may hold.
  /// @param width          heads * head_dim floats of a key, a value, a state.
  /// @throws Error kOutOfMemory, with the size, when it does not fit.
  KvCache(int layers, int slots, int max_positions, int width,
          CacheEntry entry = CacheEntry::kKeyValue);

  /// Bytes that a cache of these sizes reserves.
  static uint64_t PlanBytes(int layers, int slots, int max_positions, int width,
                            CacheEntry entry = CacheEntry::kKeyValue);

  /// Tokens that the row holds.
  int length(int row) const { return static_cast<int>(tables_[row].size()); }

  /// Adds one position to the row, in its own slot. Its keys and values, of
  /// every layer, must be written before they are read.
  void Append(int row);

  /// The key of the row's position in a layer: [heads][head_dim].
  float* Key(int layer, int row, int position) {
    return keys_.get() + Offset(layer, row, position);
  }
  /// The value of the row's position in a layer: [heads][head_dim].
  float* Value(int layer, int row, int position) {
    return values_.get() + Offset(layer, row, position);
  }

  /// The keys and values of the row's first positions in a layer.
  /// @param length  from 1 to length(row).
  PrefixView Prefix(int layer, int row, int length) const {
    const size_t first = static_cast<size_t>(layer) * slots_ * slot_size();
    return {keys_.get() + first,
            values_.get() + first,
            tables_[row].data(),
            slot_size(),
            length,
            width_};
  }

  /// A recurrent cell's state after the row's position: [width].
  float* State(int layer, int row, int position) {
    return Key(layer, row, position);
  }

  /// In Reorder, the parent of a row that becomes empty.
  static constexpr int kNoParent = -1;

  /// Row i becomes a continuation of what row parents[i] holds now; copies
  /// tables only. Several rows may have the same parent. Rows without a parent,
  /// also those at and after parents.size(), become empty.
  void Reorder(std::span<const int> parents);

  /// Forgets everything that the row holds.
  void Clear(int row) { tables_[row].clear(); }

  CacheBytes bytes() const;

 private:
  size_t Offset(int layer, int row, int position) const {
    const size_t slot = tables_[row][position];
    return (static_cast<size_t>(layer) * slots_ + slot) * slot_size() +
           static_cast<size_t>(position) * width_;
  }

  /// Floats of a slot's positions in one layer.
  ptrdiff_t slot_size() const {
    return static_cast<ptrdiff_t>(max_positions_) * width_;
  }

  int layers_;
  int slots_;
  int max_positions_;
  int width_;
  CacheEntry entry_;
  std::unique_ptr<float[]> keys_;
  std::unique_ptr<float[]> values_;           ///< null without values
  std::vector<std::vector<int32_t>> tables_;  ///< [row][position] -> slot
  std::vector<std::vector<int32_t>>
      reordered_;  ///< the other half of Reorder's double buffer
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KV_CACHE_H_
