// The kernels of WebAssembly's SIMD128. What the compiler makes of the portable
// code is as good for the operations that are not here.
#ifndef STEPGLOT_CORE_NN_KERNELS_SIMD128_KERNELS_H_
#define STEPGLOT_CORE_NN_KERNELS_SIMD128_KERNELS_H_

#include "core/nn/kernels/kernels.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::simd128 {

void Int16Product(const QuantizedRows& x, const LinearWeights& w, Rows y);

inline constexpr Kernels kKernels = [] {
  Kernels kernels = portable::kKernels;
  kernels.int16_product = Int16Product;
  // The portable kernels, too, keep smaller numbers as int16: there is no
  // faster product of them.
  kernels.int14_product = Int16Product;
  kernels.int7_product = Int16Product;
  return kernels;
}();

}  // namespace stepglot::simd128

#endif  // STEPGLOT_CORE_NN_KERNELS_SIMD128_KERNELS_H_
