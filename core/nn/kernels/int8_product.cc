// The int8 product in tiles of rows and outputs; only the innermost dot products know SIMD128.
#include "core/nn/kernels/int8_product.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/nn/kernels/simd.h"

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace stepglot {
namespace {

// Outputs of one tile: four, so that the sums of a row fill one vector.
constexpr int kTileOutputs = 4;

using Sums = Eigen::Array4i;

#ifdef __wasm_simd128__

// Lane i of the result is the sum of the four lanes of the i-th argument.
v128_t SumLanes(v128_t a, v128_t b, v128_t c, v128_t d) {
  const v128_t ab =
      wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
  const v128_t cd =
      wasm_i32x4_add(wasm_i32x4_shuffle(c, d, 0, 4, 1, 5), wasm_i32x4_shuffle(c, d, 2, 6, 3, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5),
                        wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
}

// sums[r][o] = x[r] . w[o] over `depth`. Weights are widened to int16 as they are loaded; a pair of
// products of 127 * 32767 still leaves room in the 32-bit lane of the dot instruction.
template <int kRows>
void DotTile(const int16_t* x, const int8_t* w, ptrdiff_t depth, Sums* sums) {
  v128_t lanes[kRows][kTileOutputs];
  for (auto& row : lanes) {
    for (v128_t& lane : row) lane = wasm_i32x4_splat(0);
  }
  ptrdiff_t k = 0;
  for (; k + 8 <= depth; k += 8) {
    v128_t activations[kRows];
    for (int r = 0; r < kRows; ++r) activations[r] = wasm_v128_load(x + r * depth + k);
    for (int o = 0; o < kTileOutputs; ++o) {
      const v128_t weights = wasm_i16x8_load8x8(w + o * depth + k);
      for (int r = 0; r < kRows; ++r) {
        lanes[r][o] = wasm_i32x4_add(lanes[r][o], wasm_i32x4_dot_i16x8(activations[r], weights));
      }
    }
  }
  for (int r = 0; r < kRows; ++r) {
    wasm_v128_store(sums[r].data(), SumLanes(lanes[r][0], lanes[r][1], lanes[r][2], lanes[r][3]));
  }
  for (; k < depth; ++k) {
    for (int r = 0; r < kRows; ++r) {
      for (int o = 0; o < kTileOutputs; ++o) sums[r][o] += x[r * depth + k] * w[o * depth + k];
    }
  }
}

#else

// The portable version: compilers turn the inner loop into their own multiply-and-add of int16.
template <int kRows>
void DotTile(const int16_t* x, const int8_t* w, ptrdiff_t depth, Sums* sums) {
  for (int r = 0; r < kRows; ++r) {
    for (int o = 0; o < kTileOutputs; ++o) {
      int32_t sum = 0;
      for (ptrdiff_t k = 0; k < depth; ++k) sum += x[r * depth + k] * w[o * depth + k];
      sums[r][o] = sum;
    }
  }
}

#endif

int32_t Dot(const int16_t* x, const int8_t* w, int depth) {
  int32_t sum = 0;
  for (int k = 0; k < depth; ++k) sum += x[k] * w[k];
  return sum;
}

float Rescale(int32_t sum, float x_scale, float w_scale, const float* bias, int o) {
  const float value = static_cast<float>(sum) * (x_scale * w_scale);
  return bias == nullptr ? value : value + bias[o];
}

// Rescale of four neighbouring outputs, with the same operations in the same order.
Float4 Rescale4(const Sums& sums, float x_scale, const float* w_scales, const float* bias, int o) {
  const Float4 value = sums.cast<float>() * (x_scale * Load(w_scales + o));
  return bias == nullptr ? value : Float4(value + Load(bias + o));
}

// All outputs of rows [row, row + kRows).
template <int kRows>
void ProductOfRows(const QuantizedView& x, int row, const Matrix& w, const float* bias, float* y) {
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
  return static_cast<int>(std::min(kInt16Max, kInt32Max / (int64_t{128} * depth)));
}

float QuantizeRow(const float* x, int depth, int16_t* values) {
  float largest = 0;
  for (int k = 0; k < depth; ++k) largest = std::max(largest, std::fabs(x[k]));
  const auto limit = static_cast<float>(Int16Limit(depth));
  const float scale = largest / limit;
  const float inverse = scale > 0 ? limit / largest : 0.0F;
  // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number, half to even.
  constexpr float kRounder = 12582912.0F;
  for (int k = 0; k < depth; ++k) {
    const float rounded = (x[k] * inverse + kRounder) - kRounder;
    // NaN, from overflowing weights, fails both comparisons and becomes a number like any other.
    const float bounded = rounded >= -limit ? (rounded <= limit ? rounded : limit) : -limit;
    values[k] = static_cast<int16_t>(bounded);
  }
  return scale;
}

void Int8Product(const QuantizedView& x, const Matrix& w, const float* bias, float* y) {
  int row = 0;
  for (; row + 2 <= x.rows; row += 2) ProductOfRows<2>(x, row, w, bias, y);
  if (row < x.rows) ProductOfRows<1>(x, row, w, bias, y);
}

void Int8ProductReference(const QuantizedView& x, const Matrix& w, const float* bias, float* y) {
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
