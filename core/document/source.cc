// Tokens of texts.
#include "core/document/source.h"

#include <utility>

namespace stepglot {

std::vector<SourceToken> TextTokens(const Tokenizer& tokenizer,
                                    std::string_view text,
                                    const TextRange& range) {
  const std::string_view part = text.substr(range.begin, range.size());
  std::vector<SourceToken> tokens;
  for (const LocatedId& located : tokenizer.EncodeLocated(part)) {
    // A piece that the unknown id stands for brings its own word mark.
    std::string copy = located.unknown_piece.empty()
                           ? std::string(part.substr(located.range.begin,
                                                     located.range.size()))
                           : located.unknown_piece;
    const TextRange place = {located.range.begin + range.begin,
                             located.range.end + range.begin};
    tokens.push_back({located.id, place, std::move(copy), true});
  }
  return tokens;
}

std::vector<int> IdsOf(std::span<const SourceToken> tokens) {
  std::vector<int> ids;
  for (const SourceToken& token : tokens) ids.push_back(token.id);
  return ids;
}

}  // namespace stepglot
