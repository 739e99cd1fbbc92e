// The exponential function, four values at a time.
#ifndef STEPGLOT_CORE_NN_KERNELS_PORTABLE_EXP_H_
#define STEPGLOT_CORE_NN_KERNELS_PORTABLE_EXP_H_

#include <bit>

#include "core/nn/kernels/portable/float4.h"

namespace stepglot::portable {

/// e^x within 2 units in the last place for x from -87 to 88; values outside
/// are taken for the nearest of these, so the result is never zero or infinite.
///
/// exp(x) = 2^n exp(r) with n = round(x / ln 2) and |r| <= ln(2) / 2; exp(r) is
/// a polynomial (coefficients of the Cephes library by S. Moshier).
inline Float4 Exp(Float4 value) {
  constexpr float kInverseLn2 = 1.44269504F;
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  // 1.5 * 2^23: adding it leaves the nearest whole number in the low bits, so
  // that n needs no conversion to an integer.
  constexpr float kRounder = 12582912.0F;

  const Float4 x = Min(Max(value, Splat(-87.0F)), Splat(88.0F));
  const Float4 shifted = x * kInverseLn2 + kRounder;
  const Float4 n = shifted - kRounder;
  const Float4 r = (x - n * kLn2High) - n * kLn2Low;
  Float4 p = r * 1.9875691500e-4F + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  // The bits of 2^n p: n is added to the exponent of p.
  return std::bit_cast<Float4>(std::bit_cast<Int4>(p) +
                               (std::bit_cast<Int4>(shifted) << 23));
}

}  // namespace stepglot::portable

#endif  // STEPGLOT_CORE_NN_KERNELS_PORTABLE_EXP_H_
