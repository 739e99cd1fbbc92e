// The float32 product in tiles of rows and outputs.
#include "core/nn/kernels/float_product.h"

#include <cstddef>

#include "core/nn/kernels/portable/float4.h"

namespace stepglot {
namespace {

// y[r, o] for kRows rows from `row` and kOutputs outputs from `o`.
template <int kRows, int kOutputs>
void ProductTile(Rows x, int row, const Matrix& w, int o, const float* bias,
                 Rows y) {
  const ptrdiff_t depth = x.width;
  const float* x_rows = x[row];
  const float* w_rows = w.f32 + o * depth;
  Float4 lanes[kRows][kOutputs];
  for (auto& lanes_of_row : lanes) {
    for (Float4& lane : lanes_of_row) lane = Splat(0);
  }
  auto accumulate = [&](auto load) {
    Float4 activations[kRows];
    for (int r = 0; r < kRows; ++r) activations[r] = load(x_rows + r * depth);
    for (int i = 0; i < kOutputs; ++i) {
      const Float4 weights = load(w_rows + i * depth);
      for (int r = 0; r < kRows; ++r) lanes[r][i] += activations[r] * weights;
    }
  };
  ptrdiff_t k = 0;
  for (; k + kLanes <= depth; k += kLanes) {
    accumulate([k](const float* p) { return Load(p + k); });
  }
  if (k < depth) {
    const int rest = static_cast<int>(depth - k);
    accumulate([k, rest](const float* p) { return LoadPartial(p + k, rest); });
  }
  for (int r = 0; r < kRows; ++r) {
    for (int i = 0; i < kOutputs; ++i) {
      const float sum = Sum(lanes[r][i]);
      y[row + r][o + i] = bias == nullptr ? sum : sum + bias[o + i];
    }
  }
}

template <int kRows>
void ProductOfRows(Rows x, int row, const Matrix& w, const float* bias,
                   Rows y) {
  constexpr int kTileOutputs = 4;
  int o = 0;
  for (; o + kTileOutputs <= w.rows; o += kTileOutputs) {
    ProductTile<kRows, kTileOutputs>(x, row, w, o, bias, y);
  }
  for (; o < w.rows; ++o) ProductTile<kRows, 1>(x, row, w, o, bias, y);
}

}  // namespace

void FloatProduct(Rows x, const Matrix& w, const float* bias, Rows y) {
  int row = 0;
  for (; row + 2 <= x.count; row += 2) ProductOfRows<2>(x, row, w, bias, y);
  if (row < x.count) ProductOfRows<1>(x, row, w, bias, y);
}

void FloatProductReference(Rows x, const Matrix& w, const float* bias, Rows y) {
  for (int r = 0; r < x.count; ++r) {
    for (int o = 0; o < w.rows; ++o) {
      float lanes[kLanes] = {};
      for (int k = 0; k < x.width; ++k) {
        lanes[k % kLanes] +=
            x[r][k] * w.f32[static_cast<ptrdiff_t>(o) * x.width + k];
      }
      const float sum = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
      y[r][o] = bias == nullptr ? sum : sum + bias[o];
    }
  }
}

}  // namespace stepglot
