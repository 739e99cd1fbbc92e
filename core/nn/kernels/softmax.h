// Softmax and its logarithm's normaliser.
#ifndef STEPGLOT_CORE_NN_KERNELS_SOFTMAX_H_
#define STEPGLOT_CORE_NN_KERNELS_SOFTMAX_H_

namespace stepglot {

/// x = exp(x) / sum(exp(x)) over `n` >= 1 values, in place, without overflow.
void Softmax(float* x, int n);

/// log(sum(exp(x))) over `n` >= 1 values, in nats; -infinity counts as absent.
float LogSumExp(const float* x, int n);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_SOFTMAX_H_
