// The products with int8 weights by the relaxed dot product of 8 by 7 bits.
#include <wasm_simd128.h>

#include <cstddef>
#include <cstdint>

#include "core/nn/kernels/relaxed/kernels.h"
#include "core/nn/kernels/simd128/dot_tile.h"

namespace stepglot::relaxed {
namespace {

using simd128::DotTile;
using simd128::ForOutputsAtOnce;
using simd128::NumberRows;
using simd128::TileCorner;
using simd128::TileSums;

// Two rows by four outputs load as often as four by two, and processors that
// make several instructions of this one are faster with it.
constexpr int kTileRows = 2;

// The instruction is relaxed in what it makes of a second operand beyond 7
// bits, which this never has: then a pair of products, at most 2 * 127 * 128,
// also fits in the 16 bits in which some processors keep it.
struct MultiplyInt7 {
  using Number = uint8_t;
  static constexpr int kColumns = 16;

  static v128_t LoadWeights(const int8_t* w) { return wasm_v128_load(w); }

  static v128_t Add(v128_t weights, v128_t numbers, v128_t lanes) {
    return wasm_i32x4_relaxed_dot_i8x16_i7x16_add(weights, numbers, lanes);
  }
};

const uint8_t* BytesOf(const QuantizedRows& x, int row) {
  return reinterpret_cast<const uint8_t*>(x[row]);
}

}  // namespace

// Not part of its caller: engines optimize a function as a whole, in the
// background, and run it slowly until that is done.
[[gnu::noinline]] void Int7Product(const QuantizedRows& x,
                                   const LinearWeights& w, Rows y) {
  const ptrdiff_t depth = x.depth;
  const auto sum = [&]<int kRows, int kOutputs>(
                       TileCorner at, TileSums<kRows, kOutputs>& sums) {
    const NumberRows<uint8_t> rows = {BytesOf(x, at.row), 2 * depth, depth};
    ForOutputsAtOnce<kRows, kOutputs>([&]<int kAtOnce>(int first) {
      const int output = at.output + first;
      TileSums<kRows, kAtOnce> part;
      DotTile<MultiplyInt7>(rows, w.weight.i8 + output * depth, part);
      for (int r = 0; r < kRows; ++r) {
        const int32_t zero = x.scales[at.row + r].zero;
        for (int o = 0; o < kAtOnce; ++o)
          sums[r][first + o] = part[r][o] - zero * w.weight.sums[output + o];
      }
    });
  };
  portable::ProductInTiles<kTileRows>(x, w, y, sum);
}

// The halves of a row are two rows of bytes, which share loaded weights. Not
// part of its caller, like the one above.
[[gnu::noinline]] void Int14Product(const QuantizedRows& x,
                                    const LinearWeights& w, Rows y) {
  if (!UsesHalves()) return simd128::Int16Product(x, w, y);
  const ptrdiff_t depth = x.depth;
  const auto sum = [&]<int kRows, int kOutputs>(
                       TileCorner at, TileSums<kRows, kOutputs>& sums) {
    static_assert(kRows == 1);
    const NumberRows<uint8_t> halves = {BytesOf(x, at.row), depth, depth};
    // Without a sign, as only the result has to fit in 32 bits.
    const auto zero = static_cast<uint32_t>(x.scales[at.row].zero);
    ForOutputsAtOnce<2, kOutputs>([&]<int kAtOnce>(int first) {
      const int output = at.output + first;
      TileSums<2, kAtOnce> part;
      DotTile<MultiplyInt7>(halves, w.weight.i8 + output * depth, part);
      for (int o = 0; o < kAtOnce; ++o) {
        const auto high = static_cast<uint32_t>(part[0][o]);
        const auto low = static_cast<uint32_t>(part[1][o]);
        const auto weights = static_cast<uint32_t>(w.weight.sums[output + o]);
        sums[0][first + o] =
            static_cast<int32_t>((high << 7) + low - zero * weights);
      }
    });
  };
  portable::ProductInTiles<1>(x, w, y, sum);
}

}  // namespace stepglot::relaxed
