// The reference kernels: all operations by the plainest loops, one element at a
// time. Nothing runs them but tests, which hold every instruction set to their
// bits.
#ifndef STEPGLOT_CORE_NN_KERNELS_REFERENCE_KERNELS_H_
#define STEPGLOT_CORE_NN_KERNELS_REFERENCE_KERNELS_H_

#include <cstdint>

#include "core/nn/kernels/kernels.h"

namespace stepglot::reference {

void FloatProduct(Rows x, const LinearWeights& w, Rows y);
RowScale QuantizeInt14(const float* x, int depth, int16_t* values);
RowScale QuantizeInt16(const float* x, int depth, int16_t* values);
void Int16Product(const QuantizedRows& x, const LinearWeights& w, Rows y);
RowScale QuantizeInt7(const float* x, int depth, int16_t* values);
void Int7Product(const QuantizedRows& x, const LinearWeights& w, Rows y);
void Activate(Activation activation, Rows x);
void LayerNorm(const NormWeights& weights, float eps, Rows x, Rows y);
void RmsNorm(const NormWeights& weights, float eps, Rows x, Rows y);
void Softmax(float* x, int n);
float LogSumExp(const float* x, int n, float largest);
void BlockMaxima(const float* x, int n, float* maxima);
void AttendToSource(const SourceView& source, const AttentionHead& head);
void AttendToPrefix(const PrefixView& prefix, const AttentionHead& head);
void AdvanceSsru(const SsruStep& step);

inline constexpr Kernels kKernels = {
    .float_product = FloatProduct,
    .quantize_int14 = QuantizeInt14,
    .int14_product = Int16Product,
    .quantize_int16 = QuantizeInt16,
    .int16_product = Int16Product,
    .quantize_int7 = QuantizeInt7,
    .int7_product = Int7Product,
    .activate = Activate,
    .layer_norm = LayerNorm,
    .rms_norm = RmsNorm,
    .softmax = Softmax,
    .log_sum_exp = LogSumExp,
    .block_maxima = BlockMaxima,
    .attend_to_source = AttendToSource,
    .attend_to_prefix = AttendToPrefix,
    .advance_ssru = AdvanceSsru,
};

}  // namespace stepglot::reference

#endif  // STEPGLOT_CORE_NN_KERNELS_REFERENCE_KERNELS_H_
