// The activation functions of the feed-forward sub-layer.
#ifndef STEPGLOT_CORE_NN_KERNELS_ACTIVATION_H_
#define STEPGLOT_CORE_NN_KERNELS_ACTIVATION_H_

#include "core/model/config.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// Applies the function to every element of x in place. A value does not depend
/// on its index.
void Activate(Activation activation, Rows x);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_ACTIVATION_H_
