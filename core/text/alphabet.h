// Alphabet: which characters a vocabulary can write.
#ifndef STEPGLOT_CORE_TEXT_ALPHABET_H_
#define STEPGLOT_CORE_TEXT_ALPHABET_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/text/tokenizer.h"

namespace stepglot {

/// What a vocabulary makes of single characters. Answers are found out once and
/// kept. Safe to share.
class Alphabet {
 public:
  /// @param tokenizer  must outlive this object, and take text.
  /// @param unk        the id of what the vocabulary lacks, if it has one.
  Alphabet(const Tokenizer& tokenizer, std::optional<int> unk);

  /// Whether the vocabulary has the character: not as bytes, and not as the
  /// unknown id. White space and what the tokenizer drops count as written.
  bool Writes(char32_t c) const;

  /// The same of all characters of a text.
  bool WritesAll(std::string_view text) const;

 private:
  bool Ask(char32_t c) const;

  const Tokenizer* tokenizer_;
  std::optional<int> unk_;
  /// 0 for not asked yet, else 1 + the answer, of each character of the basic
  /// plane.
  std::unique_ptr<std::atomic<uint8_t>[]> known_;
};

/// What stands for a character that the vocabulary lacks: the plain form of a
/// quote, a dash or a full-width character, or the bare letter. Symbols, and
/// letters of other scripts, have none.
std::optional<std::string> Substitute(char32_t c, const Alphabet& alphabet);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TEXT_ALPHABET_H_
