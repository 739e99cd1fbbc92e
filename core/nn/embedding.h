// Token embeddings plus positions.
#ifndef STEPGLOT_CORE_NN_EMBEDDING_H_
#define STEPGLOT_CORE_NN_EMBEDDING_H_

#include <optional>

#include "core/model/config/config.h"
#include "core/model/weights/position_rows.h"
#include "core/model/weights/weights.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// Computes the input of the first layer: embedding * scale + position, then
/// the embedding norm if the model has one.
class Embedding {
 public:
  /// @param table  [vocabulary, d_model].
  /// @param norm   applied to the sum, or none.
  /// All references must outlive this object.
  Embedding(const ModelConfig& config, const Matrix& table,
            const PositionRows& positions,
            const std::optional<NormWeights>& norm);

  /// Writes one row.
  /// @param id        a token id below the vocabulary's size, or
  /// kZeroEmbedding.
  /// @param position  index of the token in its sequence, from 0.
  /// @param row       [1, d_model], out.
  void Embed(int id, int position, Rows row) const;

 private:
  const ModelConfig& config_;
  const Matrix& table_;
  const PositionRows& positions_;
  const std::optional<NormWeights>& norm_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_EMBEDDING_H_
