// Ids of tokens.
#include "core/document/source.h"

namespace stepglot {

std::vector<int> IdsOf(std::span<const SourceToken> tokens) {
  std::vector<int> ids;
  for (const SourceToken& token : tokens) ids.push_back(token.id);
  return ids;
}

}  // namespace stepglot
