// Lists of ids that configs are made of.
#include "core/model/config/config.h"

#include <algorithm>
#include <utility>

namespace stepglot {

std::vector<int> AscendingIds(std::vector<int> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::vector<int> SpecialIds(const ModelConfig& config) {
  std::vector<int> ids;
  for (const std::optional<int>& id : {config.unk, config.bos, config.pad}) {
    if (id && *id != config.eos) ids.push_back(*id);
  }
  return AscendingIds(std::move(ids));
}

}  // namespace stepglot
