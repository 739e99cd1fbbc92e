// Advances recurrent states.
#include "core/nn/kernels/portable/exp.h"
#include "core/nn/kernels/portable/float4.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {

void AdvanceSsru(const SsruStep& step) {
  const auto [candidate, forget, previous, width, state, output] = step;
  for (int i = 0; i < width; i += kLanes) {
    const int count = width - i < kLanes ? width - i : kLanes;
    const Float4 f = 1.0F / (1.0F + Exp(-LoadPartial(forget + i, count)));
    const Float4 before =
        previous == nullptr ? Splat(0) : LoadPartial(previous + i, count);
    const Float4 c =
        f * before + (1.0F - f) * LoadPartial(candidate + i, count);
    StorePartial(state + i, c, count);
    StorePartial(output + i, Max(c, Splat(0)), count);
  }
}

}  // namespace stepglot::portable
