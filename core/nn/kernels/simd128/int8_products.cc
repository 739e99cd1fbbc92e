// The product of int16 and int8 with SIMD128's dot product of int16.
#include <wasm_simd128.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/nn/kernels/simd128/dot_tile.h"
#include "core/nn/kernels/simd128/kernels.h"

namespace stepglot::simd128 {
namespace {

constexpr int kTileRows = 4;

struct MultiplyInt16 {
  using Number = int16_t;
  static constexpr int kColumns = 8;

  // Widened as they are loaded.
  static v128_t LoadWeights(const int8_t* w) { return wasm_i16x8_load8x8(w); }

  static v128_t Add(v128_t weights, v128_t numbers, v128_t lanes) {
    return wasm_i32x4_add(lanes, wasm_i32x4_dot_i16x8(numbers, weights));
  }
};

}  // namespace

// Not part of its caller: engines optimize a function as a whole, in the
// background, and run it slowly until that is done.
[[gnu::noinline]] void Int16Product(const QuantizedRows& x,
                                    const LinearWeights& w, Rows y) {
  const auto sum = [&]<int kRows, int kOutputs>(
                       TileCorner at, TileSums<kRows, kOutputs>& sums) {
    const NumberRows<int16_t> rows = {x[at.row], x.depth, x.depth};
    ForOutputsAtOnce<kRows, kOutputs>([&]<int kAtOnce>(int first) {
      const ptrdiff_t output = at.output + first;
      TileSums<kRows, kAtOnce> part;
      DotTile<MultiplyInt16>(rows, w.weight.i8 + output * x.depth, part);
      for (int r = 0; r < kRows; ++r)
        std::copy_n(part[r], kAtOnce, sums[r] + first);
    });
  };
  portable::ProductInTiles<kTileRows>(x, w, y, sum);
}

}  // namespace stepglot::simd128
