// Walks from nodes to the root.
#include "core/search/hypothesis_tree.h"

#include <algorithm>
#include <utility>

namespace stepglot {

int HypothesisTree::Add(Node node) {
  nodes_.push_back(std::move(node));
  return size() - 1;
}

std::vector<int> HypothesisTree::Path(int number) const {
  std::vector<int> path(node(number).length);
  for (size_t i = path.size(); i-- > 0; number = node(number).parent) {
    path[i] = number;
  }
  return path;
}

std::vector<int> HypothesisTree::Ids(int number) const {
  std::vector<int> ids = Path(number);
  for (int& id : ids) id = node(id).id;
  return ids;
}

int HypothesisTree::CommonAncestor(std::span<const int> numbers) const {
  int common = numbers[0];
  for (int other : numbers.subspan(1)) {
    while (common != other) {
      // A parent's number is smaller than its children's.
      int& later = common > other ? common : other;
      later = node(later).parent;
    }
  }
  return common;
}

}  // namespace stepglot
