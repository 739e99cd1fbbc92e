// The sums of a tile of rows and outputs, around the multiply-and-add of an
// instruction set.
#ifndef STEPGLOT_CORE_NN_KERNELS_SIMD128_DOT_TILE_H_
#define STEPGLOT_CORE_NN_KERNELS_SIMD128_DOT_TILE_H_

#include <wasm_simd128.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/nn/kernels/portable/product_tiles.h"

namespace stepglot::simd128 {

using portable::TileCorner;
using portable::TileSums;

/// Rows of numbers at equal distances.
template <typename Number>
struct NumberRows {
  const Number* first = nullptr;
  ptrdiff_t stride = 0;
  ptrdiff_t depth = 0;
};

/// Lane i of the result is the sum of the four lanes of the i-th argument.
inline v128_t SumLanes(v128_t a, v128_t b, v128_t c, v128_t d) {
  const v128_t ab = wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5),
                                   wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
  const v128_t cd = wasm_i32x4_add(wasm_i32x4_shuffle(c, d, 0, 4, 1, 5),
                                   wasm_i32x4_shuffle(c, d, 2, 6, 3, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5),
                        wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
}

/// Stores the sum of each vector's lanes.
template <int kOutputs>
void StoreLaneSums(const v128_t (&lanes)[kOutputs], int32_t (&sums)[kOutputs]) {
  int o = 0;
  for (; o + 4 <= kOutputs; o += 4) {
    wasm_v128_store(
        &sums[o], SumLanes(lanes[o], lanes[o + 1], lanes[o + 2], lanes[o + 3]));
  }
  for (; o < kOutputs; ++o) {
    sums[o] = wasm_i32x4_extract_lane(
        SumLanes(lanes[o], lanes[o], lanes[o], lanes[o]), 0);
  }
}

/// Adds the products of kVectors vectors of columns to the lanes.
template <typename Multiply, int kVectors, int kRows, int kOutputs>
void AddProducts(const typename Multiply::Number* const (&x)[kRows],
                 const int8_t* w, ptrdiff_t depth,
                 v128_t (&lanes)[kRows][kOutputs]) {
  constexpr int kColumns = Multiply::kColumns;
  v128_t numbers[kVectors][kRows];
  for (int v = 0; v < kVectors; ++v) {
    for (int r = 0; r < kRows; ++r)
      numbers[v][r] = wasm_v128_load(x[r] + v * kColumns);
  }
  for (int o = 0; o < kOutputs; ++o) {
    for (int v = 0; v < kVectors; ++v) {
      const v128_t weights = Multiply::LoadWeights(w + v * kColumns);
      for (int r = 0; r < kRows; ++r)
        lanes[r][o] = Multiply::Add(weights, numbers[v][r], lanes[r][o]);
    }
    w += depth;
    // Else the compiler would keep a pointer for each output, for which
    // processors have too few registers.
    asm("" : "+r"(w));
  }
}

/// sums[r][o] = x row r . w row o.
/// Not inlined: engines then find registers for each tile by itself.
/// @param Multiply  the type `Number` of x, kColumns of them to a vector,
/// LoadWeights for as many weights, and Add(weights, numbers, lanes), which
/// adds their products to four lanes.
template <typename Multiply, int kRows, int kOutputs>
[[gnu::noinline]] void DotTile(
    const NumberRows<typename Multiply::Number>& x_rows, const int8_t* w,
    TileSums<kRows, kOutputs>& sums) {
  // Few rows take several vectors of each at once, as these fit in registers.
  constexpr int kVectors = kRows == 1 ? 4 : kRows == 2 ? 2 : 1;
  constexpr int kColumns = Multiply::kColumns;
  const ptrdiff_t depth = x_rows.depth;
  const typename Multiply::Number* x[kRows];
  v128_t lanes[kRows][kOutputs];
  for (int r = 0; r < kRows; ++r) {
    x[r] = x_rows.first + r * x_rows.stride;
    for (v128_t& lane : lanes[r]) lane = wasm_i32x4_splat(0);
  }
  ptrdiff_t rest = depth;
  const auto add = [&]<int kCount>() {
    AddProducts<Multiply, kCount, kRows, kOutputs>(x, w, depth, lanes);
    for (auto& row : x) row += kCount * kColumns;
    w += kCount * kColumns;
    rest -= kCount * kColumns;
  };
  while (rest >= kVectors * kColumns) add.template operator()<kVectors>();
  while (rest >= kColumns) add.template operator()<1>();
  for (int r = 0; r < kRows; ++r) {
    StoreLaneSums(lanes[r], sums[r]);
    for (int o = 0; o < kOutputs; ++o) {
      for (ptrdiff_t k = 0; k < rest; ++k)
        sums[r][o] += x[r][k] * w[o * depth + k];
    }
  }
}

/// Calls `part` (the template argument kAtOnce, int first) for each few of
/// kOutputs that are summed at once: with the rows, as many sums as leave
/// registers for what they are made of.
template <int kRows, int kOutputs, typename Part>
void ForOutputsAtOnce(Part part) {
  constexpr int kMost = kRows == 1 ? 8 : kRows == 2 ? 4 : 2;
  constexpr int kAtOnce = std::min(kOutputs, kMost);
  for (int o = 0; o < kOutputs; o += kAtOnce) {
    part.template operator()<kAtOnce>(o);
  }
}

}  // namespace stepglot::simd128

#endif  // STEPGLOT_CORE_NN_KERNELS_SIMD128_DOT_TILE_H_
