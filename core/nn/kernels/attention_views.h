// What the attention kernels read: keys and values of a source or of a prefix,
// and the part of them that one head sees.
#ifndef STEPGLOT_CORE_NN_KERNELS_ATTENTION_VIEWS_H_
#define STEPGLOT_CORE_NN_KERNELS_ATTENTION_VIEWS_H_

#include <cstddef>
#include <cstdint>

namespace stepglot {

/// The stride of a source's key columns is a multiple of this, so that scores
/// are computed for several positions at once without a tail.
inline constexpr int kSourceStride = 4;

/// Keys and values of all positions of a source sentence in one layer.
struct SourceView {
  const float* keys = nullptr;    ///< transposed: [width][stride]
  const float* values = nullptr;  ///< [length][width]
  int length = 0;                 ///< positions
  int stride =
      0;          ///< length rounded up to kSourceStride; zeros follow the keys
  int width = 0;  ///< heads * head_dim

  const float* KeyColumn(int column) const {
    return keys + static_cast<ptrdiff_t>(column) * stride;
  }
  const float* Value(int position) const {
    return values + static_cast<ptrdiff_t>(position) * width;
  }
};

/// Keys and values of the positions of a target prefix in one layer of the
/// key/value cache. A table maps each position to the slot that holds it.
struct PrefixView {
  const float* keys = nullptr;     ///< [slot][position][width]
  const float* values = nullptr;   ///< as keys
  const int32_t* slots = nullptr;  ///< [length]
  ptrdiff_t slot_size = 0;         ///< floats from one slot to the next
  int length = 0;                  ///< positions
  int width = 0;                   ///< heads * head_dim

  const float* Key(int position) const { return keys + Offset(position); }
  const float* Value(int position) const { return values + Offset(position); }

 private:
  ptrdiff_t Offset(int position) const {
    return slots[position] * slot_size +
           static_cast<ptrdiff_t>(position) * width;
  }
};

/// One head's share of an attention: columns [first, first + size) of keys and
/// values.
struct AttentionHead {
  const float* query = nullptr;  ///< [size], unscaled
  int first = 0;
  int size = 0;              ///< head_dim
  float* weights = nullptr;  ///< out: one per position; see the operation
  float* context = nullptr;  ///< [size], out
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_ATTENTION_VIEWS_H_
