// Token embeddings plus sinusoidal positions.
#ifndef STEPGLOT_CORE_NN_EMBEDDING_H_
#define STEPGLOT_CORE_NN_EMBEDDING_H_

#include <optional>
#include <vector>

#include "core/model/config/config.h"
#include "core/model/weights/weights.h"
#include "core/nn/kernels/rows.h"

namespace stepglot {

/// Computes the input of the first layer: embedding * scale + position, then
/// the embedding norm if the model has one.
class Embedding {
 public:
  /// @param table  [vocabulary, d_model].
  /// @param positions  a stored row per position, or null to compute them.
  /// @param norm   applied to the sum, or none.
  /// All references must outlive this object.
  Embedding(const ModelConfig& config, const Matrix& table,
            const float* positions, const std::optional<NormWeights>& norm);

  /// Writes one row.
  /// @param id        a token id below the vocabulary's size, or
  /// kZeroEmbedding.
  /// @param position  index of the token in its sequence, from 0.
  /// @param row       [1, d_model], out.
  void Embed(int id, int position, Rows row);

 private:
  /// The position's row, d_model floats; valid until the next call. Where the
  /// model has no table: sines and cosines, Vaswani et al. 2017, section 3.5,
  /// with the model's layout, exponent and offset.
  const float* PositionRow(int position);

  const ModelConfig& config_;
  const Matrix& table_;
  const float* table_positions_;  ///< [positions, d_model], or null
  const std::optional<NormWeights>& norm_;
  std::vector<float> positions_;  ///< rows computed so far, [n, d_model]
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_EMBEDDING_H_
