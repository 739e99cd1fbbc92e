// Looks up embeddings and computes positions.
#include "core/nn/embedding.h"

#include <Eigen/Core>
#include <cmath>
#include <cstdint>

#include "core/nn/norm.h"

namespace stepglot {
namespace {

// One row of sines and cosines, computed in double: frequency 10000^-exponent
// for each pair.
void FillPosition(const ModelConfig& config, int position, float* row) {
  const int half = config.d_model / 2;
  const double divisor =
      config.position_exponent == PositionExponent::kTwoJOverD ? half
                                                               : half - 1;
  const bool interleaved =
      config.position_layout == PositionLayout::kInterleaved;
  for (int j = 0; j < half; ++j) {
    const double angle =
        (position + config.position_offset) * std::pow(10000.0, -j / divisor);
    row[interleaved ? 2 * j : j] = static_cast<float>(std::sin(angle));
    row[interleaved ? 2 * j + 1 : half + j] =
        static_cast<float>(std::cos(angle));
  }
}

}  // namespace

Embedding::Embedding(const ModelConfig& config, const Matrix& table,
                     const float* positions,
                     const std::optional<NormWeights>& norm)
    : config_(config),
      table_(table),
      table_positions_(positions),
      norm_(norm) {}

const float* Embedding::PositionRow(int position) {
  const size_t width = config_.d_model;
  if (table_positions_ != nullptr) return table_positions_ + position * width;
  for (size_t next = positions_.size() / width;
       next <= static_cast<size_t>(position); ++next) {
    positions_.resize((next + 1) * width);
    FillPosition(config_, static_cast<int>(next),
                 positions_.data() + next * width);
  }
  return positions_.data() + position * width;
}

void Embedding::Embed(int id, int position, Rows row) {
  // Element by element, so Eigen may vectorize as it likes: no sum, no order.
  using Floats = Eigen::ArrayXf;
  using Int8s = Eigen::Array<int8_t, Eigen::Dynamic, 1>;
  const ptrdiff_t width = config_.d_model;
  Eigen::Map<Floats> out(row[0], width);
  if (id == kZeroEmbedding) {
    out.setZero();
  } else if (table_.quantized()) {
    const Eigen::Map<const Int8s> values(table_.i8 + id * width, width);
    out = values.cast<float>() * table_.scales[id] * config_.embedding_scale;
  } else {
    const Eigen::Map<const Floats> values(table_.f32 + id * width, width);
    out = values * config_.embedding_scale;
  }
  out += Eigen::Map<const Floats>(PositionRow(position), width);
  if (norm_) Normalize(config_, *norm_, row, row);
}

}  // namespace stepglot
