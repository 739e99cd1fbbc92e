// Models that spell characters byte by byte.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_BYTE_MODEL_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_BYTE_MODEL_H_

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/core/support/model_extras.h"
#include "tests/core/support/random_model.h"

namespace stepglot {

/// Ids of a ByteModel: </s>, <unk>, the bytes, then words.
inline constexpr int kFirstByte = 2;
inline constexpr int kByteModelPieces = 280;

inline int ByteId(int byte) { return kFirstByte + byte; }

/// The ids of a text's bytes.
inline std::vector<int> ByteIds(const std::string& bytes) {
  std::vector<int> ids;
  for (const char c : bytes) ids.push_back(ByteId(static_cast<uint8_t>(c)));
  return ids;
}

inline std::string BytePieceName(int byte) {
  char name[8];
  std::snprintf(name, sizeof(name), "<0x%02X>", byte);
  return name;
}

/// A random model with a piece for each of these bytes; the ids of others have
/// words.
inline ModelFile ByteModel(uint64_t seed, const std::vector<bool>& has_byte =
                                              std::vector<bool>(256, true)) {
  ModelConfig config = SmallMarianConfig();
  config.source_vocab_size = config.target_vocab_size = kByteModelPieces;
  ModelFile file = RandomModel(config, seed);
  std::vector<std::string> pieces = {"</s>", "<unk>"};
  for (int id = kFirstByte; id < kByteModelPieces; ++id) {
    const int byte = id - kFirstByte;
    pieces.push_back(byte < 256 && has_byte[byte]
                         ? BytePieceName(byte)
                         : "\xE2\x96\x81w" + std::to_string(id));
  }
  SetPieces(file, "vocabulary", pieces);
  return file;
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_BYTE_MODEL_H_
