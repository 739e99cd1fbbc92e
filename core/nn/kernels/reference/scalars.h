// What several reference kernels share: sums in four partial sums, and the
// exponential function.
#ifndef STEPGLOT_CORE_NN_KERNELS_REFERENCE_SCALARS_H_
#define STEPGLOT_CORE_NN_KERNELS_REFERENCE_SCALARS_H_

#include <bit>
#include <cstdint>

namespace stepglot::reference {

/// The sum of term(0), ..., term(n - 1) in the order of the float kernels.
template <typename Term>
float Sum(int n, Term term) {
  float sums[4] = {};
  for (int i = 0; i < n; ++i) sums[i % 4] += term(i);
  return (sums[0] + sums[2]) + (sums[1] + sums[3]);
}

/// e^x by the operations of portable/exp.h, where they are explained.
inline float Exp(float value) {
  float x = value < -87.0F ? -87.0F : value;
  x = 88.0F < x ? 88.0F : x;
  const float shifted = x * 1.44269504F + 12582912.0F;
  const float n = shifted - 12582912.0F;
  const float r = (x - n * 0.693359375F) - n * -2.12194440e-4F;
  float p = r * 1.9875691500e-4F + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  return std::bit_cast<float>(std::bit_cast<uint32_t>(p) +
                              (std::bit_cast<uint32_t>(shifted) << 23));
}

inline float Sigmoid(float x) { return 1.0F / (1.0F + Exp(-x)); }

}  // namespace stepglot::reference

#endif  // STEPGLOT_CORE_NN_KERNELS_REFERENCE_SCALARS_H_
