// A tokenizer whose every character is a token of its own.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_LETTER_TOKENIZER_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_LETTER_TOKENIZER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

namespace stepglot {

/// Writes the characters that it is given, and ASCII letters and digits; any
/// other becomes the unknown id 0. Ids are code points; white space has none.
class LetterTokenizer : public Tokenizer {
 public:
  explicit LetterTokenizer(std::u32string_view others) : others_(others) {}

  std::vector<int> Encode(std::string_view text) const override {
    std::vector<int> ids;
    for (const LocatedId& located : EncodeLocated(text))
      ids.push_back(located.id);
    return ids;
  }

  std::vector<LocatedId> EncodeLocated(std::string_view text) const override {
    std::vector<LocatedId> ids;
    for (size_t at = 0; at < text.size();) {
      const CodePoint c = ReadCodePoint(text.substr(at));
      if (!IsSpace(c.value)) {
        const int id = Knows(c.value) ? static_cast<int>(c.value) : 0;
        ids.push_back({id, {at, at + c.bytes}, {}});
      }
      at += c.bytes;
    }
    return ids;
  }

  std::string Decode(std::span<const int>) const override { return {}; }
  LocatedText DecodePieces(std::span<const std::string>) const override {
    return {};
  }
  bool IsText(int id) const override { return id > 0; }
  std::string Piece(int) const override { return {}; }
  int Id(std::string_view) const override { return -1; }
  bool IsByte(int) const override { return false; }
  int size() const override { return 0x110000; }

 private:
  bool Knows(char32_t c) const {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') ||
           others_.find(c) != std::u32string_view::npos;
  }

  std::u32string_view others_;
};

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_LETTER_TOKENIZER_H_
