// The int8 product in tiles of rows and outputs; only the innermost dot
// products know SIMD128.
#include "core/nn/kernels/int8_product.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/nn/kernels/portable/float4.h"

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace stepglot {
namespace {

// Outputs of one tile: four, so that the sums of a row fill one vector.
constexpr int kTileOutputs = 4;

using Sums = Int4;

int32_t Dot(const int16_t* x, const int8_t* w, int depth) {
  int32_t sum = 0;
  for (int k = 0; k < depth; ++k) sum += x[k] * w[k];
  return sum;
}

#ifdef __wasm_simd128__

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
             Sums* sums) {
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
      sums[r][o] += Dot(x[r], w[o], static_cast<int>(rest));
    }
  }
}

#else

// The portable version: compilers turn Dot into their own multiply-and-add of
// int16.
template <int kRows>
void DotTile(const int16_t* x, const int8_t* w, ptrdiff_t depth, Sums* sums) {
  for (int r = 0; r < kRows; ++r) {
    for (int o = 0; o < kTileOutputs; ++o) {
      sums[r][o] = Dot(x + r * depth, w + o * depth, static_cast<int>(depth));
    }
  }
}

#endif

float Rescale(int32_t sum, float x_scale, float w_scale, const float* bias,
              int o) {
  const float value = static_cast<float>(sum) * (x_scale * w_scale);
  return bias == nullptr ? value : value + bias[o];
}

// Rescale of four neighbouring outputs, with the same operations in the same
// order.
Float4 Rescale4(Sums sums, float x_scale, const float* w_scales,
                const float* bias, int o) {
  const Float4 value =
      __builtin_convertvector(sums, Float4) * (x_scale * Load(w_scales + o));
  return bias == nullptr ? value : value + Load(bias + o);
}

// All outputs of rows [row, row + kRows). Takes its arguments by value: behind
// references they would be read again after every store to y.
template <int kRows>
void ProductOfRows(QuantizedView x, int row, Matrix w, const float* bias,
                   float* y) {
  const ptrdiff_t depth = x.depth;
  const int16_t* x_rows = x.values + row * depth;
  int o = 0;
  for (; o + kTileOutputs <= w.rows; o += kTileOutputs) {
    Sums sums[kRows];
    DotTile<kRows>(x_rows, w.i8 + o * depth, depth, sums);
    for (int r = 0; r < kRows; ++r) {
      Store(y + static_cast<ptrdiff_t>(row + r) * w.rows + o,
            Rescale4(sums[r], x.scales[row + r], w.scales, bias, o));
    }
  }
  for (; o < w.rows; ++o) {
    for (int r = 0; r < kRows; ++r) {
      const int32_t sum = Dot(x_rows + r * depth, w.i8 + o * depth, x.depth);
      y[static_cast<ptrdiff_t>(row + r) * w.rows + o] =
          Rescale(sum, x.scales[row + r], w.scales[o], bias, o);
    }
  }
}

}  // namespace

int Int16Limit(int depth) {
  // 128 rather than 127: a foreign file may hold the int8 value -128.
  constexpr int64_t kInt32Max = std::numeric_limits<int32_t>::max();
  constexpr int64_t kInt16Max = std::numeric_limits<int16_t>::max();
  return static_cast<int>(
      std::min(kInt16Max, kInt32Max / (int64_t{128} * depth)));
}

float QuantizeRow(const float* x, int depth, int16_t* values) {
  // Magnitudes of floats are ordered like their bits, and NaN comes after
  // infinity.
  constexpr uint32_t kMagnitude = 0x7FFFFFFFU;
  constexpr uint32_t kInfinity = 0x7F800000U;
  uint32_t largest_bits = 0;
  for (int k = 0; k < depth; ++k) {
    largest_bits =
        std::max(largest_bits, std::bit_cast<uint32_t>(x[k]) & kMagnitude);
  }
  const auto limit = static_cast<float>(Int16Limit(depth));
  const auto largest = std::bit_cast<float>(largest_bits);
  const float inverse = limit / largest;
  // A row of zeros, of numbers too small for a scale, or one that overflowed.
  if (std::isinf(inverse) || largest_bits >= kInfinity) {
    std::fill_n(values, depth, int16_t{0});
    return 0;
  }
  // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number, half
  // to even.
  constexpr float kRounder = 12582912.0F;
  for (int k = 0; k < depth; ++k) {
    const float rounded = (x[k] * inverse + kRounder) - kRounder;
    values[k] = static_cast<int16_t>(static_cast<int32_t>(rounded));
  }
  return largest / limit;
}

void Int8Product(const QuantizedView& x, const Matrix& w, const float* bias,
                 float* y) {
  int row = 0;
  for (; row + 2 <= x.rows; row += 2) ProductOfRows<2>(x, row, w, bias, y);
  if (row < x.rows) ProductOfRows<1>(x, row, w, bias, y);
}

void Int8ProductReference(const QuantizedView& x, const Matrix& w,
                          const float* bias, float* y) {
  for (int r = 0; r < x.rows; ++r) {
    for (int o = 0; o < w.rows; ++o) {
      int64_t sum = 0;
      for (int k = 0; k < x.depth; ++k) {
        sum += int64_t{x.values[static_cast<int64_t>(r) * x.depth + k]} *
               w.i8[static_cast<int64_t>(o) * x.depth + k];
      }
      y[static_cast<int64_t>(r) * w.rows + o] =
          Rescale(static_cast<int32_t>(sum), x.scales[r], w.scales[o], bias, o);
    }
  }
}

}  // namespace stepglot
