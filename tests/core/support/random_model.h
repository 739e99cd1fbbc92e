// Small models with random weights, of any switches.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_RANDOM_MODEL_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_RANDOM_MODEL_H_

#include <cstdint>
#include <vector>

#include "core/model/config/config.h"
#include "tests/core/support/model_file.h"

namespace stepglot {

/// Pieces of the SentencePiece model of RandomModel; </s> is 0, <unk> is 1.
inline constexpr int kRandomModelPieces = 220;

/// That SentencePiece model.
std::vector<uint8_t> RandomModelSpm();

/// Sizes of a model of a few kilobytes with Marian's switches: one layer on the
/// encoder's side, two on the decoder's.
ModelConfig SmallMarianConfig();

/// A container with the tensors that the config calls for.
ModelFile RandomModel(const ModelConfig& config, uint64_t seed);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_RANDOM_MODEL_H_
