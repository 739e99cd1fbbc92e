// Quantizes rows for the products of int16, which take as long for small
// numbers as for large ones: all three kinds of numbers are int16 here.
#include "core/nn/kernels/portable/quantize.h"

#include <cstdint>

#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {

RowScale QuantizeInt14(const float* x, int depth, int16_t* values) {
  const int most = Int14Limit(depth);
  return QuantizeByMagnitude(x, depth, most, [values](int k, int32_t number) {
    values[k] = static_cast<int16_t>(number);
  });
}

RowScale QuantizeInt16(const float* x, int depth, int16_t* values) {
  const int most = Int16Limit(depth);
  return QuantizeByMagnitude(x, depth, most, [values](int k, int32_t number) {
    values[k] = static_cast<int16_t>(number);
  });
}

// Without the zero, so that one product serves them all.
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
