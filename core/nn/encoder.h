// The encoder: source ids to one vector per source token.
#ifndef STEPGLOT_CORE_NN_ENCODER_H_
#define STEPGLOT_CORE_NN_ENCODER_H_

#include <span>
#include <vector>

#include "core/model/model.h"
#include "core/nn/attention.h"
#include "core/nn/embedding.h"
#include "core/nn/sublayers.h"

namespace stepglot {

/// What the encoder makes of a batch of sources: their rows one after another,
/// without padding.
class EncodedSources {
 public:
  EncodedSources(std::vector<std::vector<int>> sources, int d_model);

  int count() const { return static_cast<int>(starts_.size()) - 1; }

  /// Ids of source i.
  int length(int i) const { return starts_[i + 1] - starts_[i]; }

  /// The ids of source i.
  const std::vector<int>& ids(int i) const { return ids_[i]; }

  /// The vectors of source i: [length(i), d_model].
  Rows source(int i) const { return rows_.Slice(starts_[i], length(i)); }

  /// All vectors: [sum of lengths, d_model].
  Rows rows() const { return rows_; }

 private:
  std::vector<std::vector<int>> ids_;
  RowBuffer memory_;
  Rows rows_;
  std::vector<int> starts_;  ///< first row of each source, and the end
};

/// Runs the encoder of one model. Keeps its scratch memory from call to call.
class Encoder {
 public:
  /// @param model  must outlive this object.
  explicit Encoder(const Model& model);

  /// Encodes a batch. A source's vectors do not depend on the others in the
  /// batch, to the bit.
  /// @param sources  ids below the source vocabulary's size, each source not
  /// empty.
  EncodedSources Encode(const std::vector<std::vector<int>>& sources);

 private:
  void SelfAttention(const AttentionWeights& weights,
                     const EncodedSources& sources, LinearInput& input, Rows x,
                     Rows out);

  const Model& model_;
  Embedding embedding_;
  SublayerBuffers buffers_;
  Attention attention_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_ENCODER_H_
