// Chooses the operations of a product by the type of the weights and by the
// arithmetic of the input, and shares out its outputs among threads.
#include "core/nn/linear.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/nn/kernels/selected.h"

namespace stepglot {
namespace {

// Pieces begin at multiples of it, so that no tile of a kernel is cut.
constexpr int kPieceOutputs = 8;

// Multiplications below which a piece is not worth handing to another thread:
// some ten microseconds' worth.
constexpr int64_t kPieceWork = 1 << 16;

// More pieces than threads, so that one that the system interrupts holds up the
// others for a part of its share only.
constexpr int kPiecesPerThread = 2;

int PiecesOf(const LinearWeights& weights, const LinearInput& x) {
  if (x.threads() == nullptr || x.threads()->threads() == 1) return 1;
  const int64_t work =
      int64_t{x.rows().count} * weights.weight.rows * weights.weight.columns;
  const int64_t most = kPiecesPerThread * x.threads()->threads();
  return static_cast<int>(std::clamp<int64_t>(work / kPieceWork, 1, most));
}

template <typename T>
const T* Advance(const T* values, ptrdiff_t count) {
  return values == nullptr ? nullptr : values + count;
}

// Outputs [begin, end) of a layer.
LinearWeights Part(const LinearWeights& whole, int begin, int end) {
  LinearWeights part = whole;
  const ptrdiff_t entries =
      static_cast<ptrdiff_t>(begin) * whole.weight.columns;
  part.weight.rows = end - begin;
  part.weight.f32 = Advance(whole.weight.f32, entries);
  part.weight.i8 = Advance(whole.weight.i8, entries);
  part.weight.scales = Advance(whole.weight.scales, begin);
  part.weight.sums = Advance(whole.weight.sums, begin);
  part.bias = Advance(whole.bias, begin);
  return part;
}

void Multiply(const LinearWeights& weights, LinearInput& x, Rows y) {
  if (!weights.weight.quantized()) {
    kKernels.float_product(x.rows(), weights, y);
  } else if (x.arithmetic() == Arithmetic::kFast) {
    kKernels.int7_product(x.quantized(), weights, y);
  } else if (x.precision() == Precision::kSource) {
    kKernels.int16_product(x.quantized(), weights, y);
  } else {
    kKernels.int14_product(x.quantized(), weights, y);
  }
}

}  // namespace

QuantizedRows QuantizedBuffer::Quantize(Rows x) {
  // They only grow: to shrink and grow again would clear what is new.
  values_.resize(std::max(values_.size(), x.size()));
  scales_.resize(std::max(scales_.size(), static_cast<size_t>(x.count)));
  for (int r = 0; r < x.count; ++r) {
    int16_t* values = values_.data() + static_cast<size_t>(r) * x.width;
    if (arithmetic_ == Arithmetic::kFast) {
      scales_[r] = kKernels.quantize_int7(x[r], x.width, values);
    } else if (precision_ == Precision::kSource) {
      scales_[r] = kKernels.quantize_int16(x[r], x.width, values);
    } else {
      scales_[r] = kKernels.quantize_int14(x[r], x.width, values);
    }
  }
  return {values_.data(), scales_.data(), x.count, x.width};
}

void Linear(const LinearWeights& weights, LinearInput& x, Rows y) {
  const int outputs = weights.weight.rows;
  const int tiles = (outputs + kPieceOutputs - 1) / kPieceOutputs;
  const int pieces = std::min(PiecesOf(weights, x), tiles);
  if (pieces <= 1) return Multiply(weights, x, y);
  // Made here, as the pieces only read it.
  if (weights.weight.quantized()) x.quantized();
  x.threads()->Run(pieces, [&](int piece) {
    const auto bound = [&](int64_t i) {
      return std::min(outputs,
                      static_cast<int>(tiles * i / pieces) * kPieceOutputs);
    };
    const int begin = bound(piece);
    Multiply(Part(weights, begin, bound(piece + 1)), x,
             {y.data + begin, y.count, y.width});
  });
}

}  // namespace stepglot
