// Times the matrix product kernels in WebAssembly and prints one JSON object.
//
// Arguments: shapes such as 1536x256 (outputs x depth) or 1536x256x4 (with
// rows).
#include <cstdio>
#include <vector>

#include "core/nn/kernels/float_product.h"
#include "core/nn/kernels/int8_product.h"
#include "scripts/bench/timing.h"

namespace stepglot {
namespace {

struct Shape {
  int outputs = 0;
  int depth = 0;
  int rows = 1;
};

struct Timings {
  Timing int8;
  Timing float32;
  Timing quantize;
};

// Times every kernel on one shape, each after `warm_up` seconds.
Timings Run(const Shape& shape, double warm_up) {
  const auto [outputs, depth, rows] = shape;
  const size_t size = static_cast<size_t>(outputs) * depth;
  std::vector<int8_t> int8(size);
  std::vector<float> float32(size);
  for (size_t i = 0; i < size; ++i) {
    int8[i] = static_cast<int8_t>(static_cast<int>(i * 7919 % 255) - 127);
    float32[i] = static_cast<float>(int8[i]) * 0.01F;
  }
  const std::vector<float> scales(outputs, 0.01F);
  const std::vector<float> bias(outputs, 1.0F);
  std::vector<float> x(static_cast<size_t>(rows) * depth);
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(i % 17) * 0.1F - 0.8F;
  std::vector<float> y(static_cast<size_t>(rows) * outputs);
  std::vector<int16_t> values(x.size());
  std::vector<float> row_scales(rows);
  const auto quantize = [&] {
    for (int r = 0; r < rows; ++r) {
      const size_t begin = static_cast<size_t>(r) * depth;
      row_scales[r] =
          QuantizeRow(x.data() + begin, depth, values.data() + begin);
    }
  };
  quantize();
  const Matrix int8_weights{outputs, depth, nullptr, int8.data(),
                            scales.data()};
  const Matrix float_weights{outputs, depth, float32.data(), nullptr, nullptr};
  const QuantizedView view{values.data(), row_scales.data(), rows, depth};
  Timings timings;
  timings.int8 = Time(
      [&] { Int8Product(view, int8_weights, bias.data(), y.data()); }, warm_up);
  timings.float32 = Time(
      [&] {
        FloatProduct({x.data(), rows, depth}, float_weights, bias.data(),
                     {y.data(), rows, outputs});
      },
      warm_up);
  timings.quantize = Time(quantize, warm_up);
  return timings;
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

void PrintAll(const Shape& shape, const Timings& timings) {
  const double values = static_cast<double>(shape.rows) * shape.depth;
  Print("int8", shape, timings.int8, values * shape.outputs);
  Print("float32", shape, timings.float32, values * shape.outputs);
  Print("quantize", shape, timings.quantize, values);
}

}  // namespace
}  // namespace stepglot

int main(int argc, char** argv) {
  // Long enough for the JavaScript engine to replace its first, quickly made
  // machine code by the optimised one, for one row and for several.
  stepglot::Run({256, 256, 1}, 1.0);
  stepglot::Run({256, 256, 8}, 1.0);
  std::printf("[\n");
  for (int i = 1; i < argc; ++i) {
    stepglot::Shape shape;
    if (std::sscanf(argv[i], "%dx%dx%d", &shape.outputs, &shape.depth,
                    &shape.rows) < 2) {
      std::fprintf(stderr, "not a shape: %s\n", argv[i]);
      return 2;
    }
    stepglot::PrintAll(shape, stepglot::Run(shape, 0.05));
  }
  std::printf("]\n");
  return 0;
}
