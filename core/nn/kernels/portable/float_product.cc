// The float32 product in tiles of rows and outputs.
#include <cstddef>

#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {
namespace {

// The operands of one product. Passed by value: behind references they would be
// read again after every store to y.
struct Product {
  Rows x;
  LinearWeights w;
  Rows y;
};

// y[r, o] for kRows rows from `row` and kOutputs outputs from `o`.
template <int kRows, int kOutputs>
void ProductTile(Product product, int row, int o) {
  const auto [x, w, y] = product;
  const ptrdiff_t depth = x.width;
  const float* x_rows = x[row];
  const float* w_rows = w.weight.f32 + o * depth;
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
      y[row + r][o + i] = w.bias == nullptr ? sum : sum + w.bias[o + i];
    }
  }
}

template <int kRows>
void ProductOfRows(Product product, int row) {
  constexpr int kTileOutputs = 4;
  const int outputs = product.w.weight.rows;
  int o = 0;
  for (; o + kTileOutputs <= outputs; o += kTileOutputs) {
    ProductTile<kRows, kTileOutputs>(product, row, o);
  }
  for (; o < outputs; ++o) ProductTile<kRows, 1>(product, row, o);
}

}  // namespace

// Not part of its caller: engines optimize a function as a whole, in the
// background, and run it slowly until that is done.
[[gnu::noinline]] void FloatProduct(Rows x, const LinearWeights& w, Rows y) {
  const Product product = {x, w, y};
  int row = 0;
  for (; row + 2 <= x.count; row += 2) ProductOfRows<2>(product, row);
  if (row < x.count) ProductOfRows<1>(product, row);
}

}  // namespace stepglot::portable
