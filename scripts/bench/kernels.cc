// Times the products and the quantization of their activations in WebAssembly
// and prints one JSON array; a depth and number of rows is quantized once.
//
// Arguments: shapes such as 1536x256 (outputs x depth) or 1536x256x4 (with
// rows).
#include <cstddef>
#include <cstdint>
#include <cstdio>
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

// The operands of one shape, filled with values that are not all alike.
struct Operands {
  explicit Operands(const Shape& shape);

  void Quantize() {
    for (int r = 0; r < shape.rows; ++r) {
      const size_t begin = static_cast<size_t>(r) * shape.depth;
      row_scales[r] = kKernels.quantize_int16(x.data() + begin, shape.depth,
                                              values.data() + begin);
    }
  }

  Shape shape;
  std::vector<int8_t> int8;    // [outputs, depth]
  std::vector<float> float32;  // [outputs, depth]
  std::vector<float> scales;
  std::vector<float> bias;
  std::vector<float> x;  // [rows, depth]
  std::vector<float> y;  // [rows, outputs]
  std::vector<int16_t> values;
  std::vector<float> row_scales;
};

Operands::Operands(const Shape& shape)
    : shape(shape),
      int8(static_cast<size_t>(shape.outputs) * shape.depth),
      float32(int8.size()),
      scales(shape.outputs, 0.01F),
      bias(shape.outputs, 1.0F),
      x(static_cast<size_t>(shape.rows) * shape.depth),
      y(static_cast<size_t>(shape.rows) * shape.outputs),
      values(x.size()),
      row_scales(shape.rows) {
  for (size_t i = 0; i < int8.size(); ++i) {
    int8[i] = static_cast<int8_t>(static_cast<int>(i * 7919 % 255) - 127);
    float32[i] = static_cast<float>(int8[i]) * 0.01F;
  }
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(i % 17) * 0.1F - 0.8F;
  Quantize();
}

struct ProductTimings {
  Timing int8;
  Timing float32;
};

// Times the products of one shape, each after `warm_up` seconds.
ProductTimings TimeProducts(const Shape& shape, double warm_up) {
  Operands operands(shape);
  const auto [outputs, depth, rows] = shape;
  const LinearWeights int8 = {
      {outputs, depth, nullptr, operands.int8.data(), operands.scales.data()},
      operands.bias.data()};
  const LinearWeights float32 = {
      {outputs, depth, operands.float32.data(), nullptr, nullptr},
      operands.bias.data()};
  const Rows x = {operands.x.data(), rows, depth};
  const Rows y = {operands.y.data(), rows, outputs};
  const Int16Rows int16 = {operands.values.data(), operands.row_scales.data(),
                           rows, depth};
  return {Time([&] { kKernels.int16_product(int16, int8, y); }, warm_up),
          Time([&] { kKernels.float_product(x, float32, y); }, warm_up)};
}

Timing TimeQuantize(const Shape& shape, double warm_up) {
  Operands operands(shape);
  return Time([&] { operands.Quantize(); }, warm_up);
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

void RunShapes(const std::vector<Shape>& shapes) {
  constexpr double kWarmUp = 0.05;
  std::set<std::pair<int, int>> quantized;  // depths and rows
  for (const Shape& shape : shapes) {
    const double values = static_cast<double>(shape.rows) * shape.depth;
    const auto [int8, float32] = TimeProducts(shape, kWarmUp);
    Print("int8", shape, int8, values * shape.outputs);
    Print("float32", shape, float32, values * shape.outputs);
    if (!quantized.emplace(shape.depth, shape.rows).second) continue;
    Print("quantize", shape, TimeQuantize(shape, kWarmUp), values);
  }
}

}  // namespace
}  // namespace stepglot

int main(int argc, char** argv) {
  std::vector<stepglot::Shape> shapes;
  for (int i = 1; i < argc; ++i) {
    stepglot::Shape& shape = shapes.emplace_back();
    if (std::sscanf(argv[i], "%dx%dx%d", &shape.outputs, &shape.depth,
                    &shape.rows) < 2) {
      std::fprintf(stderr, "not a shape: %s\n", argv[i]);
      return 2;
    }
  }
  // Long enough for the JavaScript engine to replace its first, quickly made
  // machine code by the optimized one, for one row and for several.
  for (const int rows : {1, 8}) {
    stepglot::TimeProducts({256, 256, rows}, 1.0);
    stepglot::TimeQuantize({256, 256, rows}, 1.0);
  }
  std::printf("[\n");
  stepglot::RunShapes(shapes);
  std::printf("]\n");
  return 0;
}
