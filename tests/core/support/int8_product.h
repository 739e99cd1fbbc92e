// Products with int8 weights from floats to floats, in both arithmetics: what
// lies between is up to the instruction set.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_INT8_PRODUCT_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_INT8_PRODUCT_H_

#include <cstdint>
#include <numeric>
#include <ostream>
#include <span>
#include <vector>

#include "core/nn/kernels/kernels.h"
#include "tests/core/support/random.h"

namespace stepglot {

/// The operations of an arithmetic, and the limit of its numbers.
struct Int8Arithmetic {
  const char* name;
  RowScale (*Kernels::*quantize)(const float* x, int depth, int16_t* values);
  void (*Kernels::*product)(const QuantizedRows& x, const LinearWeights& w,
                            Rows y);
  int (*limit)(int depth);
};

inline std::ostream& operator<<(std::ostream& out, const Int8Arithmetic& a) {
  return out << a.name;
}

inline const Int8Arithmetic kFaithful = {"faithful", &Kernels::quantize_int14,
                                         &Kernels::int14_product, Int14Limit};
inline const Int8Arithmetic kFaithful16 = {"faithful, 16 bits",
                                           &Kernels::quantize_int16,
                                           &Kernels::int16_product, Int16Limit};
inline const Int8Arithmetic kFast = {"fast", &Kernels::quantize_int7,
                                     &Kernels::int7_product, Int7Limit};
inline const Int8Arithmetic kInt8Arithmetics[] = {kFaithful, kFaithful16,
                                                  kFast};

/// An int8 matrix [outputs, depth] with random entries, scales and biases.
struct Int8Layer {
  Int8Layer(int outputs, int depth, Random& random)
      : outputs(outputs),
        depth(depth),
        entries(static_cast<size_t>(outputs) * depth),
        scales(random.Floats(outputs)),
        bias(random.Floats(outputs)) {
    for (int8_t& entry : entries)
      entry = static_cast<int8_t>(random.Below(256) - 128);
    Sum();
  }

  /// To be called after a change of entries.
  void Sum() {
    sums.clear();
    for (auto row = entries.begin(); row != entries.end(); row += depth)
      sums.push_back(std::accumulate(row, row + depth, 0));
  }

  /// Outputs [begin, end).
  LinearWeights View(int begin, int end) const {
    LinearWeights view;
    view.weight = {end - begin,
                   depth,
                   nullptr,
                   entries.data() + static_cast<ptrdiff_t>(begin) * depth,
                   scales.data() + begin,
                   sums.data() + begin};
    if (with_bias) view.bias = bias.data() + begin;
    return view;
  }

  int outputs;
  int depth;
  std::vector<int8_t> entries;
  std::vector<float> scales;
  std::vector<float> bias;
  std::vector<int32_t> sums;
  bool with_bias = true;
};

/// Rows of activations, quantized by one set of kernels for one arithmetic.
struct QuantizedBy {
  /// @param x  [rows, depth].
  QuantizedBy(const Kernels& kernels, const Int8Arithmetic& arithmetic,
              std::span<const float> x, int depth)
      : depth(depth), values(x.size()), scales(x.size() / depth) {
    for (size_t r = 0; r < scales.size(); ++r) {
      scales[r] = (kernels.*arithmetic.quantize)(&x[r * depth], depth,
                                                 &values[r * depth]);
    }
  }

  QuantizedRows View() const {
    return {values.data(), scales.data(), static_cast<int>(scales.size()),
            depth};
  }

  int depth;
  std::vector<int16_t> values;
  std::vector<RowScale> scales;
};

/// x W^T + b, [rows, outputs].
/// @param x  [rows, depth].
inline std::vector<float> MultiplyInt8(const Kernels& kernels,
                                       const Int8Arithmetic& arithmetic,
                                       std::span<const float> x,
                                       const Int8Layer& layer) {
  const QuantizedBy quantized(kernels, arithmetic, x, layer.depth);
  const QuantizedRows rows = quantized.View();
  std::vector<float> y(static_cast<size_t>(rows.count) * layer.outputs);
  (kernels.*arithmetic.product)(rows, layer.View(0, layer.outputs),
                                {y.data(), rows.count, layer.outputs});
  return y;
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_INT8_PRODUCT_H_
