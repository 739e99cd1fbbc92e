// Computes positions.
#include "core/model/weights/position_rows.h"

#include <cmath>
#include <cstddef>
#include <utility>

namespace stepglot {
namespace {

constexpr int kBlock = 32;  // rows

}  // namespace

PositionRows::PositionRows(const ModelConfig& config, const float* table)
    : width_(config.d_model),
      offset_(config.position_offset),
      is_interleaved_(config.position_layout == PositionLayout::kInterleaved),
      table_(table) {
  if (table != nullptr) return;
  const int half = width_ / 2;
  const double divisor =
      config.position_exponent == PositionExponent::kTwoJOverD ? half
                                                               : half - 1;
  for (int j = 0; j < half; ++j)
    frequencies_.push_back(std::pow(10000.0, -j / divisor));
}

const float* PositionRows::Row(int position) const {
  const auto width = static_cast<size_t>(width_);
  if (table_ != nullptr) return table_ + position * width;
  const auto block = static_cast<size_t>(position / kBlock);
  const std::lock_guard lock(mutex_);
  while (blocks_.size() <= block) {
    auto rows = std::make_unique_for_overwrite<float[]>(kBlock * width);
    const int first = static_cast<int>(blocks_.size()) * kBlock;
    for (int i = 0; i < kBlock; ++i) Fill(first + i, rows.get() + i * width);
    blocks_.push_back(std::move(rows));
  }
  return blocks_[block].get() + position % kBlock * width;
}

// In double precision.
void PositionRows::Fill(int position, float* row) const {
  const int half = width_ / 2;
  for (int j = 0; j < half; ++j) {
    const double angle = (position + offset_) * frequencies_[j];
    row[is_interleaved_ ? 2 * j : j] = static_cast<float>(std::sin(angle));
    row[is_interleaved_ ? 2 * j + 1 : half + j] =
        static_cast<float>(std::cos(angle));
  }
}

}  // namespace stepglot
