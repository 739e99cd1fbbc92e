// BytePieces: the ids of a vocabulary that stand for single bytes.
#ifndef STEPGLOT_CORE_TEXT_BYTE_PIECES_H_
#define STEPGLOT_CORE_TEXT_BYTE_PIECES_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/text/tokenizer.h"

namespace stepglot {

/// The byte of a piece such as "<0xE2>", or nothing.
std::optional<uint8_t> ByteOfPiece(std::string_view piece);

/// An id that stands for a byte.
struct BytePiece {
  int id = 0;
  uint8_t byte = 0;
};

/// The pieces with which a vocabulary spells characters that it lacks, by id;
/// none when it does not. Looks up 256 names, not the whole vocabulary.
std::vector<BytePiece> BytePiecesOf(const Tokenizer& tokenizer);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_BYTE_PIECES_H_
