// Multiplies whole numbers, whose sums integers give as well.
#include "core/nn/kernel_check.h"

#include <utility>
#include <vector>

#include "core/nn/linear.h"

#ifdef __wasm_relaxed_simd__
#include "core/nn/kernels/relaxed/kernels.h"
#endif

namespace stepglot {
namespace {

// A layer of weights at and around their limits, with scales of one.
struct Layer {
  Layer(int outputs, int depth)
      : entries(static_cast<size_t>(outputs) * depth),
        scales(outputs, 1.0F),
        sums(outputs) {
    for (size_t i = 0; i < entries.size(); ++i) {
      entries[i] = static_cast<int8_t>(i % 3 == 0   ? -128
                                       : i % 5 == 0 ? 127
                                                    : i * 37 % 256);
      sums[i / depth] += entries[i];
    }
    view.weight = {outputs,        depth,         nullptr,
                   entries.data(), scales.data(), sums.data()};
  }

  std::vector<int8_t> entries;
  std::vector<float> scales;
  std::vector<int32_t> sums;
  LinearWeights view;
};

// Multiplies `rows` rows of whole numbers from `lowest` to `highest`, both of
// which each row has, so that its scale is one.
bool IsExact(Arithmetic arithmetic, const Layer& layer, int lowest,
             int highest) {
  constexpr int kRows = 3;
  const auto [outputs, depth] =
      std::pair(layer.view.weight.rows, layer.view.weight.columns);
  std::vector<float> x(static_cast<size_t>(kRows) * depth);
  for (size_t i = 0; i < x.size(); ++i) {
    const auto k = static_cast<int>(i) % depth;
    x[i] = static_cast<float>(k % 4 == 0   ? highest
                              : k % 4 == 1 ? lowest
                                           : lowest + static_cast<int>(i) * 41 %
                                                          (highest - lowest));
  }
  std::vector<float> y(static_cast<size_t>(kRows) * outputs);
  QuantizedBuffer buffer(arithmetic);
  LinearInput input({x.data(), kRows, depth}, buffer);
  Linear(layer.view, input, {y.data(), kRows, outputs});
  for (size_t i = 0; i < y.size(); ++i) {
    const float* row = &x[i / outputs * depth];
    const int8_t* weights = &layer.entries[i % outputs * depth];
    int32_t sum = 0;
    for (int k = 0; k < depth; ++k)
      sum += static_cast<int32_t>(row[k]) * weights[k];
    if (y[i] != static_cast<float>(sum)) return false;
  }
  return true;
}

}  // namespace

bool ProductsAreExact() {
  // A whole tile and one output; four vectors of columns and some.
  const Layer layer(9, 83);
  return IsExact(Arithmetic::kFaithful, layer, -8191, 8191) &&
         IsExact(Arithmetic::kFast, layer, -27, 100) &&
         IsExact(Arithmetic::kFast, layer, 0, 127);
}

void RunProducts(bool halves, int calls) {
#ifdef __wasm_relaxed_simd__
  relaxed::UseHalves(halves);
#else
  (void)halves;
#endif
  const Layer layer(64, 256);
  std::vector<float> x(256, 1.0F);
  std::vector<float> y(64);
  QuantizedBuffer buffer(Arithmetic::kFaithful);
  LinearInput input({x.data(), 1, 256}, buffer);
  for (int i = 0; i < calls; ++i) Linear(layer.view, input, {y.data(), 1, 64});
}

}  // namespace stepglot
