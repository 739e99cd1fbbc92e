// ReLU, Swish and the four GELUs.
#include <cmath>

#include "core/nn/kernels/portable/exp.h"
#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {
namespace {

Float4 Sigmoid(Float4 x) { return 1.0F / (1.0F + Exp(-x)); }

Float4 Relu(Float4 x) { return Max(x, Splat(0)); }

Float4 Swish(Float4 x) { return x * Sigmoid(x); }

Float4 Gelu(Float4 x) {
  constexpr float kInverseSqrt2 = 0.70710678F;
  Float4 erf;
  for (int lane = 0; lane < kLanes; ++lane) {
    erf[lane] = std::erf(x[lane] * kInverseSqrt2);
  }
  return 0.5F * x * (1.0F + erf);
}

// Hendrycks and Gimpel 2016: x/2 (1 + tanh(u)), which is x sigmoid(2u).
Float4 GeluTanh(Float4 x) {
  constexpr float kSqrt2OverPi = 0.79788456F;
  return x * Sigmoid(2 * kSqrt2OverPi * (x + 0.044715F * x * x * x));
}

Float4 GeluSigmoid(Float4 x) { return x * Sigmoid(1.702F * x); }

template <typename Function>
void Apply(Rows x, Function function) {
  for (int r = 0; r < x.count; ++r) Map4(x[r], x[r], x.width, function);
}

}  // namespace

void Activate(Activation activation, Rows x) {
  switch (activation) {
    case Activation::kRelu:
      return Apply(x, Relu);
    case Activation::kSwish:
      return Apply(x, Swish);
    case Activation::kGelu:
      return Apply(x, Gelu);
    case Activation::kGeluTanh:
      return Apply(x, GeluTanh);
    case Activation::kGeluSigmoid:
      return Apply(x, GeluSigmoid);
  }
}

}  // namespace stepglot::portable
