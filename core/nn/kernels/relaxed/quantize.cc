// Quantizes rows into bytes of 7 bits, which is what the relaxed dot product
// takes.
#include "core/nn/kernels/portable/quantize.h"

#include <cstdint>

#include "core/nn/kernels/relaxed/kernels.h"

namespace stepglot::relaxed {
namespace {

bool uses_halves = true;

}  // namespace

bool UsesHalves() { return uses_halves; }

void UseHalves(bool halves) { uses_halves = halves; }

// A row of `depth` high halves, then one of as many low halves: [2, depth].
RowScale QuantizeInt14(const float* x, int depth, int16_t* values) {
  if (!uses_halves) return simd128::kKernels.quantize_int14(x, depth, values);
  // Makes every number positive.
  constexpr int32_t kZero = 8192;
  auto* high = reinterpret_cast<uint8_t*>(values);
  uint8_t* low = high + depth;
  const RowScale scale = portable::QuantizeByMagnitude(
      x, depth, Int14Limit(depth), [high, low](int k, int32_t number) {
        high[k] = static_cast<uint8_t>((number + kZero) >> 7);
        low[k] = static_cast<uint8_t>(number & 127);
      });
  return {scale.scale, kZero};
}

// One byte a number, [depth], in the first half of the row's memory.
RowScale QuantizeInt7(const float* x, int depth, int16_t* values) {
  auto* bytes = reinterpret_cast<uint8_t*>(values);
  return portable::QuantizeByRange(x, depth, [bytes](int k, int32_t number) {
    bytes[k] = static_cast<uint8_t>(number);
  });
}

}  // namespace stepglot::relaxed
