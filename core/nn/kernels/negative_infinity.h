// kNegativeInfinity: the logit of a token that cannot come next.
#ifndef STEPGLOT_CORE_NN_KERNELS_NEGATIVE_INFINITY_H_
#define STEPGLOT_CORE_NN_KERNELS_NEGATIVE_INFINITY_H_

#include <limits>

namespace stepglot {

/// Its exponential is zero, and no finite value is smaller.
inline constexpr float kNegativeInfinity =
    -std::numeric_limits<float>::infinity();

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_NEGATIVE_INFINITY_H_
