// ReLU, Swish and the four GELUs, value by value.
#include <cmath>

#include "core/nn/kernels/reference/kernels.h"
#include "core/nn/kernels/reference/scalars.h"

namespace stepglot::reference {
namespace {

float ActivateOne(Activation activation, float x) {
  switch (activation) {
    case Activation::kRelu:
      return x < 0 ? 0 : x;
    case Activation::kSwish:
      return x * Sigmoid(x);
    case Activation::kGelu:
      return 0.5F * x * (1.0F + std::erf(x * 0.70710678F));
    case Activation::kGeluTanh:
      return x * Sigmoid(2 * 0.79788456F * (x + 0.044715F * x * x * x));
    case Activation::kGeluSigmoid:
      return x * Sigmoid(1.702F * x);
  }
  return x;
}

}  // namespace

void Activate(Activation activation, Rows x) {
  for (size_t i = 0; i < x.size(); ++i) {
    x.data[i] = ActivateOne(activation, x.data[i]);
  }
}

}  // namespace stepglot::reference
