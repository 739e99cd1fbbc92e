// Quantizes rows for the products of int16.
#include "core/nn/kernels/portable/quantize.h"

#include <cstdint>

#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {

RowScale QuantizeInt16(const float* x, int depth, int16_t* values) {
  return QuantizeByMagnitude(x, depth, [values](int k, int32_t number) {
    values[k] = static_cast<int16_t>(number);
  });
}

// As int16 without the zero, so that one product serves both arithmetics: a
// product of int16 takes as long for small numbers as for large ones.
RowScale QuantizeInt7(const float* x, int depth, int16_t* values) {
  const auto [scale, zero] =
      QuantizeByRange(x, depth, [values](int k, int32_t number) {
        values[k] = static_cast<int16_t>(number);
      });
  for (int k = 0; k < depth; ++k) {
    values[k] = static_cast<int16_t>(values[k] - zero);
  }
  return {scale, 0};
}

}  // namespace stepglot::portable
