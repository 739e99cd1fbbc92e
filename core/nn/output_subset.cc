// Gathers rows.
#include "core/nn/output_subset.h"

#include <utility>

namespace stepglot {
namespace {

template <typename T>
std::vector<T> Gather(const T* rows, size_t width,
                      const std::vector<int>& ids) {
  std::vector<T> gathered;
  if (rows == nullptr) return gathered;
  gathered.reserve(ids.size() * width);
  for (const int id : ids) {
    const T* row = rows + id * width;
    gathered.insert(gathered.end(), row, row + width);
  }
  return gathered;
}

template <typename T>
const T* DataOrNull(const std::vector<T>& values) {
  return values.empty() ? nullptr : values.data();
}

}  // namespace

OutputSubset::OutputSubset(const LinearWeights& output, std::vector<int> ids)
    : ids_(std::move(ids), output.weight.rows),
      floats_(Gather(output.weight.f32, output.weight.columns, ids_.all())),
      int8s_(Gather(output.weight.i8, output.weight.columns, ids_.all())),
      scales_(Gather(output.weight.scales, 1, ids_.all())),
      sums_(Gather(output.weight.sums, 1, ids_.all())),
      biases_(Gather(output.bias, 1, ids_.all())) {
  layer_.weight = {ids_.size(),         output.weight.columns,
                   DataOrNull(floats_), DataOrNull(int8s_),
                   DataOrNull(scales_), DataOrNull(sums_)};
  layer_.bias = DataOrNull(biases_);
}

size_t OutputSubset::bytes() const {
  return int8s_.size() + sizeof(int32_t) * sums_.size() +
         sizeof(float) * (floats_.size() + scales_.size() + biases_.size());
}

}  // namespace stepglot
