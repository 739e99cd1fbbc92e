// QuantizedRows: activations as whole numbers, which products multiply by int8
// weights and sum exactly in int32.
#ifndef STEPGLOT_CORE_NN_KERNELS_QUANTIZED_ROWS_H_
#define STEPGLOT_CORE_NN_KERNELS_QUANTIZED_ROWS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace stepglot {

/// What the numbers of one row stand for: a value is (number - zero) * scale.
struct RowScale {
  float scale = 0;
  int32_t zero = 0;
};

/// A view of rows of activations as whole numbers: x[r, k] = (number[r, k] -
/// zero of r) * scale of r. In which form the numbers lie in memory is up to
/// the instruction set and the arithmetic: only a product reads them, and only
/// those that the same set quantized for the same arithmetic.
struct QuantizedRows {
  /// [count, depth], two bytes for each number in whatever form.
  const int16_t* values = nullptr;
  const RowScale* scales = nullptr;  ///< [count]
  int count = 0;
  int depth = 0;

  const int16_t* operator[](int row) const {
    return values + static_cast<ptrdiff_t>(row) * depth;
  }
};

/// `largest`, or less where the sum of `depth` products of such numbers with
/// int8 weights could leave int32.
constexpr int LimitForDepth(int largest, int depth) {
  // 128 rather than 127: a foreign file may hold the int8 value -128.
  constexpr int64_t kInt32Max = std::numeric_limits<int32_t>::max();
  return static_cast<int>(
      std::min(int64_t{largest}, kInt32Max / (int64_t{128} * depth)));
}

/// The largest magnitude in the faithful arithmetic: 14 bits with the sign,
/// which are two halves of 7 bits for instructions that take no more, and up to
/// depth 2048 sums stay within int32.
constexpr int Int14Limit(int depth) { return LimitForDepth(8191, depth); }

/// The same where the faithful arithmetic takes 16 bits, all of them up to
/// depth 512.
constexpr int Int16Limit(int depth) { return LimitForDepth(32767, depth); }

/// The distance from a row's least number to its greatest in the fast
/// arithmetic: 7 bits without a sign.
constexpr int Int7Limit(int depth) { return LimitForDepth(127, depth); }

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_QUANTIZED_ROWS_H_
