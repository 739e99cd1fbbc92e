// A product with int8 weights in tiles of rows and outputs, around the sums of
// an instruction set.
#ifndef STEPGLOT_CORE_NN_KERNELS_PORTABLE_PRODUCT_TILES_H_
#define STEPGLOT_CORE_NN_KERNELS_PORTABLE_PRODUCT_TILES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/model/weights/weights.h"
#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/quantized_rows.h"
#include "core/nn/kernels/rows.h"

namespace stepglot::portable {

/// Outputs of one tile: as many as hide the latency of one row's additions.
inline constexpr int kTileOutputs = 8;

/// The exact sums of one tile.
template <int kRows, int kOutputs>
using TileSums = int32_t[kRows][kOutputs];

/// Where a tile begins, in rows and in outputs.
struct TileCorner {
  int row = 0;
  int output = 0;
};

/// y = float(sums) * scales + bias, by the same operations for four neighboring
/// outputs as for one. Takes views by value: behind references they would be
/// read again after every store to y.
template <int kRows, int kOutputs>
void Rescale(const TileSums<kRows, kOutputs>& sums, TileCorner at,
             const RowScale* x_scales, LinearWeights w, Rows y) {
  const float* w_scales = w.weight.scales + at.output;
  for (int r = 0; r < kRows; ++r) {
    const float x_scale = x_scales[at.row + r].scale;
    float* out = y[at.row + r] + at.output;
    int o = 0;
    for (; o + kLanes <= kOutputs; o += kLanes) {
      Int4 sum;
      std::memcpy(&sum, &sums[r][o], sizeof(sum));
      const Float4 value =
          __builtin_convertvector(sum, Float4) * (x_scale * Load(w_scales + o));
      Store(out + o,
            w.bias == nullptr ? value : value + Load(w.bias + at.output + o));
    }
    for (; o < kOutputs; ++o) {
      const float value =
          static_cast<float>(sums[r][o]) * (x_scale * w_scales[o]);
      out[o] = w.bias == nullptr ? value : value + w.bias[at.output + o];
    }
  }
}

/// Outputs [at.output, at.output + kOutputs) of the rows from at.row on,
/// kTileRows at a time.
template <int kTileRows, int kOutputs, typename Sums>
void ProductOfOutputs(const QuantizedRows& x, const LinearWeights& w, Rows y,
                      TileCorner at, Sums sums) {
  for (; at.row + kTileRows <= x.count; at.row += kTileRows) {
    TileSums<kTileRows, kOutputs> tile;
    sums(at, tile);
    Rescale<kTileRows, kOutputs>(tile, at, x.scales, w, y);
  }
  if constexpr (kTileRows > 1) {
    if (at.row < x.count)
      ProductOfOutputs<kTileRows - 1, kOutputs>(x, w, y, at, sums);
  }
}

/// The whole product. All rows use a tile's weights before the next ones are
/// read, which a large matrix has to be fetched for from memory.
/// @param sums  (TileCorner at, TileSums<kRows, kOutputs>& out), for up to
/// kTileRows rows and for 1 or kTileOutputs outputs: sets out[r][o] to the sum
/// of the products of row at.row + r with the weights of output at.output + o.
template <int kTileRows, typename Sums>
void ProductInTiles(const QuantizedRows& x, const LinearWeights& w, Rows y,
                    Sums sums) {
  const int outputs = w.weight.rows;
  int o = 0;
  for (; o + kTileOutputs <= outputs; o += kTileOutputs) {
    ProductOfOutputs<kTileRows, kTileOutputs>(x, w, y, {0, o}, sums);
  }
  for (; o < outputs; ++o) {
    ProductOfOutputs<kTileRows, 1>(x, w, y, {0, o}, sums);
  }
}

}  // namespace stepglot::portable

#endif  // STEPGLOT_CORE_NN_KERNELS_PORTABLE_PRODUCT_TILES_H_
