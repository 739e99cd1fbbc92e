// The int16 product with SIMD128's dot product of int16.
#include <wasm_simd128.h>

#include <bit>
#include <cstddef>
#include <cstdint>

#include "core/nn/kernels/portable/int16_tiles.h"
#include "core/nn/kernels/simd128/kernels.h"

namespace stepglot::simd128 {
namespace {

using portable::Dot;
using portable::Int4;
using portable::kTileOutputs;

// Lane i of the result is the sum of the four lanes of the i-th argument.
v128_t SumLanes(v128_t a, v128_t b, v128_t c, v128_t d) {
  const v128_t ab = wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5),
                                   wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
  const v128_t cd = wasm_i32x4_add(wasm_i32x4_shuffle(c, d, 0, 4, 1, 5),
                                   wasm_i32x4_shuffle(c, d, 2, 6, 3, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5),
                        wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
}

// Adds the products of eight columns to the lanes. Weights are widened to int16
// as they are loaded; a pair of products of 128 * 32767 still leaves room in
// the 32-bit lane of the dot instruction.
template <int kRows>
void AddProducts(const int16_t* const (&x)[kRows],
                 const int8_t* const (&w)[kTileOutputs], int k,
                 v128_t (&lanes)[kRows][kTileOutputs]) {
  v128_t activations[kRows];
  for (int r = 0; r < kRows; ++r) activations[r] = wasm_v128_load(x[r] + k);
  for (int o = 0; o < kTileOutputs; ++o) {
    const v128_t weights = wasm_i16x8_load8x8(w[o] + k);
    for (int r = 0; r < kRows; ++r) {
      lanes[r][o] = wasm_i32x4_add(
          lanes[r][o], wasm_i32x4_dot_i16x8(activations[r], weights));
    }
  }
}

// sums[r][o] = x[r] . w[o] over `depth`. Pointers advance by a block of columns
// and loads within it have constant offsets: an address that is summed for
// every load would cost as much as the product.
template <int kRows>
void DotTile(const int16_t* x_rows, const int8_t* w_rows, ptrdiff_t depth,
             Int4* sums) {
  constexpr int kBlock = 16;
  const int16_t* x[kRows];
  const int8_t* w[kTileOutputs];
  v128_t lanes[kRows][kTileOutputs];
  for (int r = 0; r < kRows; ++r) x[r] = x_rows + r * depth;
  for (int o = 0; o < kTileOutputs; ++o) w[o] = w_rows + o * depth;
  for (auto& row : lanes) {
    for (v128_t& lane : row) lane = wasm_i32x4_splat(0);
  }
  const auto advance = [&](int columns) {
    for (const int16_t*& row : x) row += columns;
    for (const int8_t*& row : w) row += columns;
  };
  ptrdiff_t rest = depth;
  for (; rest >= kBlock; rest -= kBlock) {
    for (int k = 0; k < kBlock; k += 8) AddProducts<kRows>(x, w, k, lanes);
    advance(kBlock);
  }
  for (; rest >= 8; rest -= 8) {
    AddProducts<kRows>(x, w, 0, lanes);
    advance(8);
  }
  for (int r = 0; r < kRows; ++r) {
    sums[r] = std::bit_cast<Int4>(
        SumLanes(lanes[r][0], lanes[r][1], lanes[r][2], lanes[r][3]));
    // Without this, sums would go through memory lane by lane.
    if (rest == 0) continue;
    for (int o = 0; o < kTileOutputs; ++o) {
      sums[r][o] += Dot(x[r], w[o], rest);
    }
  }
}

}  // namespace

void Int16Product(const Int16Rows& x, const LinearWeights& w, Rows y) {
  portable::ProductInTiles(
      x, w, y,
      []<int kRows>(const int16_t* x_rows, const int8_t* w_rows,
                    ptrdiff_t depth, Int4* sums) {
        DotTile<kRows>(x_rows, w_rows, depth, sums);
      });
}

}  // namespace stepglot::simd128
