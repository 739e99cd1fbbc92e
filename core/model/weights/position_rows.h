// PositionRows: what embeddings get by their positions.
#ifndef STEPGLOT_CORE_MODEL_WEIGHTS_POSITION_ROWS_H_
#define STEPGLOT_CORE_MODEL_WEIGHTS_POSITION_ROWS_H_

#include <memory>
#include <mutex>
#include <vector>

#include "core/model/config/config.h"

namespace stepglot {

/// A row per position, stored in a model or computed: sines and cosines,
/// Vaswani et al. 2017, section 3.5, with the model's layout, exponent and
/// offset. They take longer to compute than a small model needs for a token, so
/// that a model keeps those that were asked for.
class PositionRows {
 public:
  /// @param table  [positions, d_model], which must outlive this object, or
  /// null to compute rows.
  PositionRows(const ModelConfig& config, const float* table);

  /// The row of a position, from 0: [d_model]. It stays where it is. Calls may
  /// come from several threads.
  const float* Row(int position) const;

 private:
  void Fill(int position, float* row) const;

  int width_;
  int offset_;
  bool is_interleaved_;
  const float* table_;
  std::vector<double> frequencies_;  ///< [d_model / 2], of computed rows
  mutable std::mutex mutex_;
  /// The rows computed so far, in blocks, which never move.
  mutable std::vector<std::unique_ptr<float[]>> blocks_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_WEIGHTS_POSITION_ROWS_H_
