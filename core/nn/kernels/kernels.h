// Kernels: the list of operations that do the arithmetic of a network. Each
// instruction set is a folder here that implements some or all of them.
#ifndef STEPGLOT_CORE_NN_KERNELS_KERNELS_H_
#define STEPGLOT_CORE_NN_KERNELS_KERNELS_H_

#include <cstdint>

#include "core/model/config/config.h"
#include "core/model/weights/weights.h"
#include "core/nn/kernels/attention_views.h"
#include "core/nn/kernels/quantized_rows.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// One step of all recurrent units of a layer.
struct SsruStep {
  const float* candidate = nullptr;  ///< [width], W x
  const float* forget = nullptr;     ///< [width], W_f x + b_f
  /// [width], the state before, or null for zeros; may be `state`.
  const float* previous = nullptr;
  int width = 0;
  float* state = nullptr;   ///< [width], out
  float* output = nullptr;  ///< [width], out
};

/// Values of which block_maxima keeps the largest.
inline constexpr int kMaximaBlock = 32;

/// The operations as functions of one instruction set.
///
/// Sizes are arbitrary, pointers need no alignment beyond their type's, and
/// outputs must not overlap inputs unless an operation says that they may.
///
/// Every instruction set gives the same bits as reference/, for any number of
/// rows: a row's result does not depend on the other rows, nor an element's on
/// its index. So float sums have one order, that of four interleaved partial
/// sums, (s0 + s2) + (s1 + s3), where partial sum i adds elements i, i + 4, i +
/// 8 and so on; and no multiplication is fused with an addition. Code that
/// rounds otherwise is not another instruction set of an operation but another
/// arithmetic: an operation of its own, which a caller asks for.
///
/// Products read weights as `Matrix` views of memory that the model owns:
/// row-major, as in most files. Kernels never rearrange weights. An arithmetic
/// for which another order is faster has the model rearrange them once, while
/// it is loaded, into its WeightMemory; the view of that order becomes a member
/// of `Matrix`.
///
/// A product may be split by outputs: with rows [begin, end) of a matrix as `w`
/// and y.data + begin as the data of `y`, whose width stays the distance from
/// one row of y to the next. An output has the same bits in every split.
struct Kernels {
  // Float32 arithmetic.

  /// y[r, o] = sum_k x[r, k] * w.weight[o, k] + w.bias[o].
  /// x is [rows, depth], w.weight is float32 [outputs, depth], y is [rows,
  /// outputs].
  void (*float_product)(Rows x, const LinearWeights& w, Rows y);

  // Products with int8 weights: activations become whole numbers, and sums are
  // exact in int32. y[r, o] = float(sum_k n[r, k] * w.weight.i8[o, k]) *
  // (scale of r * w.weight.scales[o]) + w.bias[o], where n[r, k] is the number
  // of x[r, k] less its row's zero. x is [rows, depth], w.weight is int8
  // [outputs, depth] with all of -128 to 127, y is [rows, outputs].
  //
  // Quantizing takes a row x, [depth], and writes `values`, [depth]. Its scale
  // is 0, with n = 0 throughout, for a row of zeros or of numbers too small or
  // too far apart for a scale, and for one with an infinity or NaN, which come
  // of overflowing weights. Rounding is half to even.

  // Faithful arithmetic: 14 bits, and 16 for what needs them. n has magnitudes
  // up to Int14Limit(depth) or Int16Limit(depth), which the largest magnitude
  // of the row becomes.
  RowScale (*quantize_int14)(const float* x, int depth, int16_t* values);
  void (*int14_product)(const QuantizedRows& x, const LinearWeights& w, Rows y);
  RowScale (*quantize_int16)(const float* x, int depth, int16_t* values);
  void (*int16_product)(const QuantizedRows& x, const LinearWeights& w, Rows y);

  // Fast arithmetic: 7 bits. The row's range, which is made to include 0, is
  // divided into Int7Limit(depth) steps, one of which falls on 0: n goes from
  // -z to Int7Limit(depth) - z, with z = 0 where no value is negative.
  RowScale (*quantize_int7)(const float* x, int depth, int16_t* values);
  void (*int7_product)(const QuantizedRows& x, const LinearWeights& w, Rows y);

  // Between products: float32.

  /// Applies the function to every element of x in place.
  void (*activate)(Activation activation, Rows x);

  /// y = (x - mean) / sqrt(variance + eps) * scale + bias, by rows, with the
  /// population variance (Ba et al. 2016). x and y are [rows, d_model] and may
  /// be the same.
  void (*layer_norm)(const NormWeights& weights, float eps, Rows x, Rows y);

  /// y = x / sqrt(mean(x^2) + eps) * scale, by rows (Zhang and Sennrich 2019);
  /// the bias is not read. x and y are [rows, d_model] and may be the same.
  void (*rms_norm)(const NormWeights& weights, float eps, Rows x, Rows y);

  /// x = exp(x) / sum(exp(x)) over n >= 1 values, in place, without overflow.
  void (*softmax)(float* x, int n);

  /// log(sum(exp(x))) over n >= 1 values, in nats; kNegativeInfinity counts as
  /// absent.
  /// @param largest  of the values; finite.
  float (*log_sum_exp)(const float* x, int n, float largest);

  /// The largest value of each kMaximaBlock values; NaN where one is NaN, and 0
  /// for -0. The last block may be shorter. maxima is [n / kMaximaBlock,
  /// rounded up], out.
  void (*block_maxima)(const float* x, int n, float* maxima);

  /// One head attends to a source: weights = softmax(q K^T / sqrt(size)),
  /// context = weights V. The products q K^T are summed one after another, not
  /// in four partial sums; so is the context, over positions.
  /// head.weights has room for source.stride floats, of which the first
  /// source.length are the result.
  void (*attend_to_source)(const SourceView& source, const AttentionHead& head);

  /// The same for a prefix of at least one position; q K^T in four partial
  /// sums. head.weights is [prefix.length].
  void (*attend_to_prefix)(const PrefixView& prefix, const AttentionHead& head);

  /// f = sigmoid(forget), c = f * c_prev + (1 - f) * candidate, y = relu(c)
  /// (Kim et al. 2019, "From Research to Production and Back").
  void (*advance_ssru)(const SsruStep& step);
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_KERNELS_H_
