// Extras of random models: a shortlist, a list of pieces, target tokens.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_MODEL_EXTRAS_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_MODEL_EXTRAS_H_

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/support/model_file.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/shortlist_file.h"

namespace stepglot {

/// Sets a tensor of bytes.
inline void SetBytes(ModelFile& file, const std::string& tensor,
                     std::vector<uint8_t> bytes) {
  const auto size = static_cast<int64_t>(bytes.size());
  file.tensors[tensor] = {DType::kU8, {size}, std::move(bytes)};
}

/// A shortlist of the eight most frequent ids and twelve random ones for each
/// source id.
inline void AddShortlist(ModelFile& file) {
  Random random(9);
  std::vector<std::vector<uint32_t>> lists(file.config.source_vocab_size);
  for (auto& list : lists) {
    for (const int id : random.Ids(12, file.config.target_vocab_size))
      list.push_back(static_cast<uint32_t>(id));
  }
  SetBytes(file, "shortlist", ShortlistFile(8, lists).Write());
}

/// Sets a list of pieces: "vocabulary", or one side's.
inline void SetPieces(ModelFile& file, const std::string& tensor,
                      const std::vector<std::string>& pieces) {
  const std::string json = nlohmann::json(pieces).dump();
  SetBytes(file, tensor, {json.begin(), json.end()});
}

/// A model with a list of its SentencePiece model's pieces, of which the last
/// two name target languages: ">>zh Hans<<" and ">>deu<<".
inline std::shared_ptr<const Model> MultilingualModel(
    const ModelConfig& config) {
  ModelFile file = RandomModel(config, 1);
  std::vector<std::string> pieces;
  const auto plain = file.Load();
  for (int id = 0; id < kRandomModelPieces; ++id)
    pieces.push_back(plain->source_tokenizer().Piece(id));
  pieces[kRandomModelPieces - 2] = ">>zh Hans<<";
  pieces[kRandomModelPieces - 1] = ">>deu<<";
  SetPieces(file, "vocabulary", pieces);
  return file.Load();
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_MODEL_EXTRAS_H_
