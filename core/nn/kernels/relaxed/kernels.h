// The kernels of WebAssembly's relaxed SIMD: products of 7 by 8 bits.
#ifndef STEPGLOT_CORE_NN_KERNELS_RELAXED_KERNELS_H_
#define STEPGLOT_CORE_NN_KERNELS_RELAXED_KERNELS_H_

#include "core/nn/kernels/kernels.h"
#include "core/nn/kernels/simd128/kernels.h"

namespace stepglot::relaxed {

/// Whether the faithful arithmetic takes numbers of 14 bits as two halves, as
/// it does at first, or as int16 like simd128. The bits are the same; halves
/// are faster where a processor has the dot product as one instruction.
bool UsesHalves();

/// Chooses. Rows that were quantized before are void.
void UseHalves(bool halves);

RowScale QuantizeInt14(const float* x, int depth, int16_t* values);
void Int14Product(const QuantizedRows& x, const LinearWeights& w, Rows y);
RowScale QuantizeInt7(const float* x, int depth, int16_t* values);
void Int7Product(const QuantizedRows& x, const LinearWeights& w, Rows y);

inline constexpr Kernels kKernels = [] {
  Kernels kernels = simd128::kKernels;
  kernels.quantize_int14 = QuantizeInt14;
  kernels.int14_product = Int14Product;
  kernels.quantize_int7 = QuantizeInt7;
  kernels.int7_product = Int7Product;
  return kernels;
}();

}  // namespace stepglot::relaxed

#endif  // STEPGLOT_CORE_NN_KERNELS_RELAXED_KERNELS_H_
