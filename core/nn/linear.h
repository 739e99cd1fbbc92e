// The linear layer, over float32 or int8 weights.
#ifndef STEPGLOT_CORE_NN_LINEAR_H_
#define STEPGLOT_CORE_NN_LINEAR_H_

#include <cstdint>
#include <vector>

#include "core/model/arithmetic.h"
#include "core/model/weights/weights.h"
#include "core/nn/kernels/quantized_rows.h"
#include "core/nn/kernels/rows.h"
#include "core/threads/thread_pool.h"

namespace stepglot {

/// How finely the faithful arithmetic rounds activations.
enum class Precision {
  kStep,  ///< 14 bits: the steps of the decoder
  /// 16 bits: what is computed of a source once. Each layer of the encoder
  /// enlarges what those before it were off by, and a step takes it all.
  kSource,
};

/// Memory for the quantized form of activations in one arithmetic, kept from
/// call to call, and the threads that share their products.
class QuantizedBuffer {
 public:
  /// @param threads  null for the calling thread alone; must outlive this
  /// object.
  explicit QuantizedBuffer(Arithmetic arithmetic, ThreadPool* threads = nullptr,
                           Precision precision = Precision::kStep)
      : arithmetic_(arithmetic), threads_(threads), precision_(precision) {}

  Arithmetic arithmetic() const { return arithmetic_; }
  ThreadPool* threads() const { return threads_; }
  Precision precision() const { return precision_; }

  /// Quantizes rows one by one. Earlier views of this buffer end here.
  QuantizedRows Quantize(Rows x);

 private:
  Arithmetic arithmetic_;
  ThreadPool* threads_;
  Precision precision_;
  std::vector<int16_t> values_;   ///< [rows, depth]
  std::vector<RowScale> scales_;  ///< [rows]
};

/// The input of one or more linear layers. Int8 layers need it quantized; that
/// form is made once, by the first of them (queries, keys and values share it).
class LinearInput {
 public:
  LinearInput(Rows rows, QuantizedBuffer& buffer)
      : rows_(rows), buffer_(buffer) {}

  Rows rows() const { return rows_; }

  /// Of the quantized form.
  Arithmetic arithmetic() const { return buffer_.arithmetic(); }
  Precision precision() const { return buffer_.precision(); }

  /// That share its products, or null.
  ThreadPool* threads() const { return buffer_.threads(); }

  const QuantizedRows& quantized() {
    if (quantized_.values == nullptr) quantized_ = buffer_.Quantize(rows_);
    return quantized_;
  }

 private:
  Rows rows_;
  QuantizedBuffer& buffer_;
  QuantizedRows quantized_;  ///< without values until it is made
};

/// y = x W^T + b. A row of y depends on its row of x alone, to the bit. Float32
/// weights are multiplied in float32, int8 weights in the arithmetic of x. The
/// outputs of a large product are shared out among the threads of x, with the
/// same bits for any number of them.
/// @param x  [rows, in].
/// @param y  [rows, out], out; must not overlap x.
void Linear(const LinearWeights& weights, LinearInput& x, Rows y);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_LINEAR_H_
