// The int16 product in tiles of rows and outputs, around the dot products of an
// instruction set.
#ifndef STEPGLOT_CORE_NN_KERNELS_PORTABLE_INT16_TILES_H_
#define STEPGLOT_CORE_NN_KERNELS_PORTABLE_INT16_TILES_H_

#include <cstddef>
#include <cstdint>

#include "core/model/weights/weights.h"
#include "core/nn/kernels/int16_rows.h"
#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/rows.h"

namespace stepglot::portable {

/// Outputs of one tile: four, so that the sums of a row fill one vector.
inline constexpr int kTileOutputs = 4;

inline int32_t Dot(const int16_t* x, const int8_t* w, ptrdiff_t depth) {
  int32_t sum = 0;
  for (ptrdiff_t k = 0; k < depth; ++k) sum += x[k] * w[k];
  return sum;
}

inline float Rescale(int32_t sum, float scale, const float* bias, int o) {
  const float value = static_cast<float>(sum) * scale;
  return bias == nullptr ? value : value + bias[o];
}

/// Rescale of four neighboring outputs, with the same operations in the same
/// order.
inline Float4 Rescale4(Int4 sums, Float4 scales, const float* bias, int o) {
  const Float4 value = __builtin_convertvector(sums, Float4) * scales;
  return bias == nullptr ? value : value + Load(bias + o);
}

/// All outputs of rows [row, row + kRows). Takes its arguments by value: behind
/// references they would be read again after every store to y.
/// @param dot_tile  the template argument kRows and (const int16_t* x, const
/// int8_t* w, ptrdiff_t depth, Int4* sums): sets sums[r][o] = x[r] . w[o] for
/// kRows rows of x and kTileOutputs rows of w, all of them `depth` long.
template <int kRows, typename DotTile>
void ProductOfRows(Int16Rows x, LinearWeights w, Rows y, int row,
                   DotTile dot_tile) {
  const ptrdiff_t depth = x.depth;
  const int outputs = w.weight.rows;
  const int16_t* x_rows = x[row];
  int o = 0;
  for (; o + kTileOutputs <= outputs; o += kTileOutputs) {
    Int4 sums[kRows];
    dot_tile.template operator()<kRows>(x_rows, w.weight.i8 + o * depth, depth,
                                        sums);
    for (int r = 0; r < kRows; ++r) {
      Store(y[row + r] + o,
            Rescale4(sums[r], x.scales[row + r] * Load(w.weight.scales + o),
                     w.bias, o));
    }
  }
  for (; o < outputs; ++o) {
    for (int r = 0; r < kRows; ++r) {
      const int32_t sum =
          Dot(x_rows + r * depth, w.weight.i8 + o * depth, depth);
      y[row + r][o] =
          Rescale(sum, x.scales[row + r] * w.weight.scales[o], w.bias, o);
    }
  }
}

/// The whole product, two rows at a time.
template <typename DotTile>
void ProductInTiles(const Int16Rows& x, const LinearWeights& w, Rows y,
                    DotTile dot_tile) {
  int row = 0;
  for (; row + 2 <= x.count; row += 2) {
    ProductOfRows<2>(x, w, y, row, dot_tile);
  }
  if (row < x.count) ProductOfRows<1>(x, w, y, row, dot_tile);
}

}  // namespace stepglot::portable

#endif  // STEPGLOT_CORE_NN_KERNELS_PORTABLE_INT16_TILES_H_
