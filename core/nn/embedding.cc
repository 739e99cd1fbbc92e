// Looks up embeddings and computes positions.
#include "core/nn/embedding.h"

#include <cmath>

#include "core/nn/kernels/layer_norm.h"
#include "core/nn/kernels/simd.h"

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
                     const std::optional<NormWeights>& norm)
    : config_(config), table_(table), norm_(norm) {}

const float* Embedding::PositionRow(int position) {
  const size_t width = config_.d_model;
  for (size_t next = positions_.size() / width;
       next <= static_cast<size_t>(position); ++next) {
    positions_.resize((next + 1) * width);
    FillPosition(config_, static_cast<int>(next),
                 positions_.data() + next * width);
  }
  return positions_.data() + position * width;
}

void Embedding::Embed(int id, int position, Rows row) {
  const ptrdiff_t width = config_.d_model;
  float* out = row[0];
  if (id == kZeroEmbedding) {
    std::fill_n(out, width, 0.0F);
  } else if (table_.quantized()) {
    const int8_t* values = table_.i8 + id * width;
    for (ptrdiff_t i = 0; i < width; ++i) {
      out[i] = static_cast<float>(values[i]) * table_.scales[id] *
               config_.embedding_scale;
    }
  } else {
    const float* values = table_.f32 + id * width;
    for (ptrdiff_t i = 0; i < width; ++i)
      out[i] = values[i] * config_.embedding_scale;
  }
  const float* positions = PositionRow(position);
  for (ptrdiff_t i = 0; i < width; ++i) out[i] += positions[i];
  if (norm_) LayerNorm(*norm_, config_.norm_eps, row, row);
}

}  // namespace stepglot
