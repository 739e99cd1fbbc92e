// Times the products and the quantization of their activations in WebAssembly
// and prints one JSON array; a depth and number of rows is quantized once.
//
// Arguments: shapes such as 1536x256 (outputs x depth) or 1536x256x4 (with
// rows); before them `fast`, to time nothing but products of that arithmetic.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <set>
#include <utility>
#include <vector>

#include "core/nn/kernels/selected.h"
#include "scripts/bench/timing.h"

namespace stepglot {
namespace {

struct Shape {
  int outputs = 0;
  int depth = 0;
  int rows = 1;
};

// An arithmetic of int8 weights, by its operations.
struct Arithmetic {
  RowScale (*quantize)(const float* x, int depth, int16_t* values);
  void (*product)(const QuantizedRows& x, const LinearWeights& w, Rows y);
};

constexpr Arithmetic kFaithful = {kKernels.quantize_int14,
                                  kKernels.int14_product};
constexpr Arithmetic kFast = {kKernels.quantize_int7, kKernels.int7_product};

// The operands of one shape, filled with values that are not all alike.
struct Operands {
  explicit Operands(const Shape& shape);

  QuantizedRows Quantize(const Arithmetic& arithmetic) {
    for (int r = 0; r < shape.rows; ++r) {
      const size_t begin = static_cast<size_t>(r) * shape.depth;
      row_scales[r] = arithmetic.quantize(x.data() + begin, shape.depth,
                                          values.data() + begin);
    }
    return {values.data(), row_scales.data(), shape.rows, shape.depth};
  }

  Shape shape;
  std::vector<int8_t> int8;    // [outputs, depth]
  std::vector<float> float32;  // [outputs, depth]
  std::vector<float> scales;
  std::vector<int32_t> sums;
  std::vector<float> bias;
  std::vector<float> x;  // [rows, depth]
  std::vector<float> y;  // [rows, outputs]
  std::vector<int16_t> values;
  std::vector<RowScale> row_scales;
};

Operands::Operands(const Shape& shape)
    : shape(shape),
      int8(static_cast<size_t>(shape.outputs) * shape.depth),
      float32(int8.size()),
      scales(shape.outputs, 0.01F),
      sums(shape.outputs),
      bias(shape.outputs, 1.0F),
      x(static_cast<size_t>(shape.rows) * shape.depth),
      y(static_cast<size_t>(shape.rows) * shape.outputs),
      values(x.size()),
      row_scales(shape.rows) {
  for (size_t i = 0; i < int8.size(); ++i) {
    int8[i] = static_cast<int8_t>(static_cast<int>(i * 7919 % 255) - 127);
    float32[i] = static_cast<float>(int8[i]) * 0.01F;
    sums[i / shape.depth] += int8[i];
  }
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(i % 17) * 0.1F - 0.8F;
}

// Times the product of one shape after `warm_up` seconds.
Timing TimeProduct(const Shape& shape, const Arithmetic& arithmetic,
                   double warm_up) {
  Operands operands(shape);
  const LinearWeights weights = {
      {shape.outputs, shape.depth, nullptr, operands.int8.data(),
       operands.scales.data(), operands.sums.data()},
      operands.bias.data()};
  const Rows y = {operands.y.data(), shape.rows, shape.outputs};
  const QuantizedRows x = operands.Quantize(arithmetic);
  return Time([&] { arithmetic.product(x, weights, y); }, warm_up);
}

Timing TimeFloatProduct(const Shape& shape, double warm_up) {
  Operands operands(shape);
  const LinearWeights weights = {
      {shape.outputs, shape.depth, operands.float32.data()},
      operands.bias.data()};
  const Rows x = {operands.x.data(), shape.rows, shape.depth};
  const Rows y = {operands.y.data(), shape.rows, shape.outputs};
  return Time([&] { kKernels.float_product(x, weights, y); }, warm_up);
}

Timing TimeQuantize(const Shape& shape, const Arithmetic& arithmetic,
                    double warm_up) {
  Operands operands(shape);
  return Time([&] { operands.Quantize(arithmetic); }, warm_up);
}

void Print(const char* kernel, const Shape& shape, const Timing& timing,
           double work) {
  static const char* separator = "";
  std::printf(
      "%s{\"kernel\": \"%s\", \"outputs\": %d, \"depth\": %d, \"rows\": %d, "
      "\"microseconds\": %.4f, \"giga\": %.3f, \"bestGiga\": %.3f}\n",
      separator, kernel, shape.outputs, shape.depth, shape.rows,
      timing.median * 1e6, work / timing.median * 1e-9,
      work / timing.best * 1e-9);
  separator = ",";
}

constexpr double kWarmUp = 0.05;

void RunFastProducts(const std::vector<Shape>& shapes) {
  for (const Shape& shape : shapes) {
    const double products =
        static_cast<double>(shape.rows) * shape.depth * shape.outputs;
    Print("fast", shape, TimeProduct(shape, kFast, kWarmUp), products);
  }
}

void RunShapes(const std::vector<Shape>& shapes) {
  std::set<std::pair<int, int>> quantized;  // depths and rows
  for (const Shape& shape : shapes) {
    const double values = static_cast<double>(shape.rows) * shape.depth;
    const double products = values * shape.outputs;
    Print("faithful", shape, TimeProduct(shape, kFaithful, kWarmUp), products);
    Print("fast", shape, TimeProduct(shape, kFast, kWarmUp), products);
    Print("float32", shape, TimeFloatProduct(shape, kWarmUp), products);
    if (!quantized.emplace(shape.depth, shape.rows).second) continue;
    Print("quantize", shape, TimeQuantize(shape, kFaithful, kWarmUp), values);
    Print("quantizeFast", shape, TimeQuantize(shape, kFast, kWarmUp), values);
  }
}

// Long enough for the JavaScript engine to replace its first, quickly made
// machine code by the optimized one, for one row and for several.
void WarmUp(bool only_fast) {
  for (const int rows : {1, 8}) {
    const Shape shape = {256, 256, rows};
    TimeProduct(shape, kFast, 1.0);
    if (only_fast) continue;
    TimeProduct(shape, kFaithful, 1.0);
    TimeFloatProduct(shape, 1.0);
    TimeQuantize(shape, kFaithful, 1.0);
    TimeQuantize(shape, kFast, 1.0);
  }
}

}  // namespace
}  // namespace stepglot

int main(int argc, char** argv) {
  const bool only_fast = argc > 1 && std::strcmp(argv[1], "fast") == 0;
  std::vector<stepglot::Shape> shapes;
  for (int i = only_fast ? 2 : 1; i < argc; ++i) {
    stepglot::Shape& shape = shapes.emplace_back();
    if (std::sscanf(argv[i], "%dx%dx%d", &shape.outputs, &shape.depth,
                    &shape.rows) < 2) {
      std::fprintf(stderr, "not a shape: %s\n", argv[i]);
      return 2;
    }
  }
  stepglot::WarmUp(only_fast);
  std::printf("[\n");
  if (only_fast) {
    stepglot::RunFastProducts(shapes);
  } else {
    stepglot::RunShapes(shapes);
  }
  std::printf("]\n");
  return 0;
}
