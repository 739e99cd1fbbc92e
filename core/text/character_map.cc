// Checks the character maps of a SentencePiece model before the library walks
// them.
#include "core/text/character_map.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/error.h"
#include "core/text/protobuf.h"

namespace stepglot {
namespace {

// Fields of sentencepiece_model.proto.
constexpr uint32_t kNormalizerSpec = 3;
constexpr uint32_t kDenormalizerSpec = 5;
constexpr uint32_t kPrecompiledCharsmap = 2;

uint32_t LoadU32(std::string_view bytes, size_t index) {
  uint32_t value;
  std::memcpy(&value, bytes.data() + index * sizeof value, sizeof value);
  return value;
}

// Whether a walk through `trie` stays inside it and ends at values below
// `limit`, whatever the text. A unit is a node, whose children lie in the block
// of 256 units at (its index ^ its offset), or, with the top bit set, a value.
bool IsSafeTrie(std::string_view trie, size_t limit) {
  const size_t units = trie.size() / sizeof(uint32_t);
  if (trie.size() % sizeof(uint32_t) != 0 || units == 0) return false;
  // A walk takes the first unit for a node without looking at its top bit.
  if (LoadU32(trie, 0) >> 31 != 0) return false;
  for (size_t i = 0; i < units; ++i) {
    const uint32_t unit = LoadU32(trie, i);
    if (unit >> 31 != 0) {
      if ((unit & 0x7FFFFFFFU) >= limit) return false;
    } else {
      const uint32_t offset = (unit >> 10) << ((unit & 0x200U) >> 6);
      if (((i ^ offset) | 0xFFU) >= units) return false;
    }
  }
  // A node whose children hold a value reads it without looking at the top bit.
  for (size_t i = 0; i < units; ++i) {
    const uint32_t unit = LoadU32(trie, i);
    const bool has_value = unit >> 31 == 0 && ((unit >> 8) & 1U) != 0;
    if (!has_value) continue;
    const uint32_t offset = (unit >> 10) << ((unit & 0x200U) >> 6);
    if ((LoadU32(trie, i ^ offset) & 0x7FFFFFFFU) >= limit) return false;
  }
  return true;
}

bool IsSafeMap(std::string_view map) {
  if (map.empty()) return true;  // No map: characters stay as they are.
  if (map.size() <= sizeof(uint32_t)) return false;
  const uint32_t size = LoadU32(map, 0);
  map.remove_prefix(sizeof(uint32_t));
  if (size >= map.size()) return false;
  return IsSafeTrie(map.substr(0, size), map.size() - size);
}

}  // namespace

void CheckCharacterMaps(std::string_view model, const std::string& where) {
  ProtobufMessage message(model, where);
  while (const auto spec = message.Next()) {
    if (spec->number != kNormalizerSpec && spec->number != kDenormalizerSpec)
      continue;
    ProtobufMessage fields(spec->bytes, where);
    while (const auto field = fields.Next()) {
      if (field->number != kPrecompiledCharsmap || IsSafeMap(field->bytes))
        continue;
      Refuse(ErrorCode::kInvalidModel, where,
             "not a usable SentencePiece model: damaged character map");
    }
  }
}

}  // namespace stepglot
