// Four floats at a time, by the vector extension of GCC and Clang: SSE or NEON
// natively, SIMD128 in WebAssembly.
#ifndef STEPGLOT_CORE_NN_KERNELS_PORTABLE_FLOAT4_H_
#define STEPGLOT_CORE_NN_KERNELS_PORTABLE_FLOAT4_H_

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace stepglot::portable {

inline constexpr int kLanes = 4;

/// Four lanes with the usual operators, also between lanes and one scalar.
/// Every kernel that sums goes through these lanes in one fixed order, whatever
/// the address or the number of rows; a library's reductions choose the order
/// by alignment or size and would not give the same bits twice.
using Float4 = float __attribute__((vector_size(16)));
using Int4 = int32_t __attribute__((vector_size(16)));

inline Float4 Splat(float value) { return Float4{value, value, value, value}; }

/// Four floats from any address.
inline Float4 Load(const float* p) {
  Float4 v;
  std::memcpy(&v, p, sizeof(v));
  return v;
}

inline void Store(float* p, Float4 v) { std::memcpy(p, &v, sizeof(v)); }

/// The first `n` < 4 floats at `p`, and `fill` in the other lanes.
inline Float4 LoadPartial(const float* p, int n, float fill = 0.0F) {
  Float4 v = Splat(fill);
  for (int lane = 0; lane < n; ++lane) v[lane] = p[lane];
  return v;
}

inline void StorePartial(float* p, Float4 v, int n) {
  for (int lane = 0; lane < n; ++lane) p[lane] = v[lane];
}

inline Float4 Max(Float4 a, Float4 b) { return a < b ? b : a; }
inline Float4 Min(Float4 a, Float4 b) { return b < a ? b : a; }

/// The sum of the lanes, in the order that the references use.
inline float Sum(Float4 v) { return (v[0] + v[2]) + (v[1] + v[3]); }

/// Applies `f` (Float4 to Float4) to `n` floats from `in` to `out`, which may
/// be the same. A tail of fewer than four goes through the same vector code, so
/// a value does not depend on its index.
template <typename Function>
void Map4(const float* in, float* out, int n, Function f) {
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) Store(out + i, f(Load(in + i)));
  if (const int rest = n - i; rest > 0) {
    StorePartial(out + i, f(LoadPartial(in + i, rest)), rest);
  }
}

}  // namespace stepglot::portable

#endif  // STEPGLOT_CORE_NN_KERNELS_PORTABLE_FLOAT4_H_
