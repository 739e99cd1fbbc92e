// ReLU, Swish and the four GELUs.
#include "core/nn/kernels/activation.h"

#include <cmath>

#include "core/nn/kernels/simd.h"

namespace stepglot {
namespace {

Float4 Sigmoid(const Float4& x) { return 1.0F / (1.0F + (-x).exp()); }

Float4 Relu(const Float4& x) { return x.max(0.0F); }

Float4 Swish(const Float4& x) { return x * Sigmoid(x); }

Float4 Gelu(const Float4& x) {
  constexpr float kInverseSqrt2 = 0.70710678F;
  return 0.5F * x * (1.0F + (x * kInverseSqrt2).unaryExpr([](float v) {
           return std::erf(v);
         }));
}

// Hendrycks and Gimpel 2016, the tanh approximation.
Float4 GeluTanh(const Float4& x) {
  constexpr float kSqrt2OverPi = 0.79788456F;
  return 0.5F * x * (1.0F + (kSqrt2OverPi * (x + 0.044715F * x.cube())).tanh());
}

Float4 GeluSigmoid(const Float4& x) { return x * Sigmoid(1.702F * x); }

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

}  // namespace stepglot
