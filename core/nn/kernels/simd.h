// Four floats at a time, by Eigen: SSE or NEON natively, SIMD128 in
// WebAssembly.
#ifndef STEPGLOT_CORE_NN_SIMD_H_
#define STEPGLOT_CORE_NN_SIMD_H_

#include <algorithm>
#include <complex>
#include <functional>

#ifdef __wasm__
// Eigen 3.4 takes WebAssembly with SSE emulation for an x86 processor. For an
// old GCC it would write pmin and pmax in x86 assembly, for a newer one it only
// steers registers by an empty asm statement: so it is shown a newer one here,
// and that statement is taken out.
#pragma push_macro("__GNUC__")
#undef __GNUC__
#define __GNUC__ 10
#define __asm__(...)
#include <Eigen/Core>
#undef __asm__
#pragma pop_macro("__GNUC__")
#else
#include <Eigen/Core>
#endif

namespace stepglot {

/// Four lanes. Every kernel that sums goes through these lanes in one fixed
/// order, whatever the address or the number of rows; Eigen's own reductions
/// over long vectors choose the order by alignment and would not give the same
/// bits twice.
using Float4 = Eigen::Array4f;

inline constexpr int kLanes = 4;

inline Float4 Load(const float* p) { return Eigen::Map<const Float4>(p); }

inline void Store(float* p, const Float4& v) { Eigen::Map<Float4>{p} = v; }

/// The first `n` < 4 floats at `p`, and `fill` in the other lanes.
inline Float4 LoadPartial(const float* p, int n, float fill = 0.0F) {
  Float4 v = Float4::Constant(fill);
  std::copy_n(p, n, v.data());
  return v;
}

inline void StorePartial(float* p, const Float4& v, int n) {
  std::copy_n(v.data(), n, p);
}

/// Applies `f` (Float4 to Float4) to `n` floats from `in` to `out`, which may
/// be the same. A tail of fewer than four goes through the same vector code, so
/// a value does not depend on its index.
template <typename Function>
void Map4(const float* in, float* out, int n, Function f) {
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) Store(out + i, f(Load(in + i)));
  if (i < n) StorePartial(out + i, f(LoadPartial(in + i, n - i)), n - i);
}

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_SIMD_H_
