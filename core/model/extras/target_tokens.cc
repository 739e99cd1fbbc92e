// Looks through the vocabulary.
#include "core/model/extras/target_tokens.h"

#include <string_view>
#include <utility>

namespace stepglot {
namespace {

constexpr std::string_view kOpen = ">>";
constexpr std::string_view kClose = "<<";

}  // namespace

std::vector<std::string> TargetTokens(const Tokenizer& source) {
  std::vector<std::string> tokens;
  for (int id = 0; id < source.size(); ++id) {
    std::string piece = source.Piece(id);
    if (piece.size() > kOpen.size() + kClose.size() &&
        piece.starts_with(kOpen) && piece.ends_with(kClose))
      tokens.push_back(std::move(piece));
  }
  return tokens;
}

}  // namespace stepglot
