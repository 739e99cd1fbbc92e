// kKernels: the kernels of this build. The instruction set is chosen here and
// nowhere else.
#ifndef STEPGLOT_CORE_NN_KERNELS_SELECTED_H_
#define STEPGLOT_CORE_NN_KERNELS_SELECTED_H_

// The compiler's flags decide, as a WebAssembly module is valid only where all
// of its instructions are known. Since the table is constant, calls through it
// are direct.
#if defined(__wasm_relaxed_simd__)
#include "core/nn/kernels/relaxed/kernels.h"
namespace stepglot {
inline constexpr const char* kInstructionSet = "relaxed";
inline constexpr Kernels kKernels = relaxed::kKernels;
}  // namespace stepglot
#elif defined(__wasm_simd128__)
#include "core/nn/kernels/simd128/kernels.h"
namespace stepglot {
inline constexpr const char* kInstructionSet = "simd128";
inline constexpr Kernels kKernels = simd128::kKernels;
}  // namespace stepglot
#else
#include "core/nn/kernels/portable/kernels.h"
namespace stepglot {
inline constexpr const char* kInstructionSet = "portable";
inline constexpr Kernels kKernels = portable::kKernels;
}  // namespace stepglot
#endif

#endif  // STEPGLOT_CORE_NN_KERNELS_SELECTED_H_
