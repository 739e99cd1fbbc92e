// Rows: float matrices whose rows are tokens; the activations between layers.
#ifndef STEPGLOT_CORE_NN_KERNELS_ROWS_H_
#define STEPGLOT_CORE_NN_KERNELS_ROWS_H_

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>

namespace stepglot {

/// A view of a row-major float32 [count, width] matrix.
struct Rows {
  float* data = nullptr;
  int count = 0;
  int width = 0;

  float* operator[](int row) const {
    return data + static_cast<ptrdiff_t>(row) * width;
  }
  size_t size() const { return static_cast<size_t>(count) * width; }
  std::span<float> row(int row) const {
    return {(*this)[row], static_cast<size_t>(width)};
  }

  /// Rows [begin, begin + n).
  Rows Slice(int begin, int n) const { return {(*this)[begin], n, width}; }
};

/// Memory for rows that only grows, so that a decoder that runs step after step
/// does not allocate.
class RowBuffer {
 public:
  /// Room for [count, width]; the content is undefined. Earlier views of this
  /// buffer end here.
  Rows Resize(int count, int width) {
    const size_t size = static_cast<size_t>(count) * width;
    if (size > capacity_) {
      // Geometric growth: a prefix that grows by a token a step must not
      // reallocate at each.
      capacity_ = std::max(size, capacity_ + capacity_ / 2);
      data_ = std::make_unique_for_overwrite<float[]>(capacity_);
    }
    return {data_.get(), count, width};
  }

 private:
  std::unique_ptr<float[]> data_;
  size_t capacity_ = 0;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_KERNELS_ROWS_H_
