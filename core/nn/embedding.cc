// Looks up embeddings and adds positions.
#include "core/nn/embedding.h"

#include <Eigen/Core>
#include <cstdint>

#include "core/nn/norm.h"

namespace stepglot {

Embedding::Embedding(const ModelConfig& config, const Matrix& table,
                     const PositionRows& positions,
                     const std::optional<NormWeights>& norm)
    : config_(config), table_(table), positions_(positions), norm_(norm) {}

void Embedding::Embed(int id, int position, Rows row) const {
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
  out += Eigen::Map<const Floats>(positions_.Row(position), width);
  if (norm_) Normalize(config_, *norm_, row, row);
}

}  // namespace stepglot
