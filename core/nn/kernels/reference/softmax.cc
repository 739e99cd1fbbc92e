// Softmax and log-sum-exp, value by value.
#include <algorithm>
#include <cmath>

#include "core/nn/kernels/reference/kernels.h"
#include "core/nn/kernels/reference/scalars.h"

namespace stepglot::reference {

void Softmax(float* x, int n) {
  const float largest = *std::max_element(x, x + n);
  for (int i = 0; i < n; ++i) x[i] = Exp(x[i] - largest);
  const float sum = Sum(n, [x](int i) { return x[i]; });
  for (int i = 0; i < n; ++i) x[i] /= sum;
}

float LogSumExp(const float* x, int n, float largest) {
  return largest + std::log(Sum(n, [&](int i) { return Exp(x[i] - largest); }));
}

}  // namespace stepglot::reference
