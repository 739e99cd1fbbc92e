// Advances recurrent states, unit by unit.
#include "core/nn/kernels/reference/kernels.h"
#include "core/nn/kernels/reference/scalars.h"

namespace stepglot::reference {

void AdvanceSsru(const SsruStep& step) {
  for (int i = 0; i < step.width; ++i) {
    const float f = Sigmoid(step.forget[i]);
    const float before = step.previous == nullptr ? 0 : step.previous[i];
    const float c = f * before + (1.0F - f) * step.candidate[i];
    step.state[i] = c;
    step.output[i] = c < 0 ? 0 : c;
  }
}

}  // namespace stepglot::reference
