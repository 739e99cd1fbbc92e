// Tests walks through the tree of hypotheses against plain lists of ids.
#include "core/search/hypothesis_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/core/support/random.h"

namespace stepglot {
namespace {

int Grow(HypothesisTree& tree, int parent, int id) {
  Node node;
  node.parent = parent;
  node.id = id;
  node.length = tree.node(parent).length + 1;
  return tree.Add(node);
}

TEST(HypothesisTree, BeginsWithItsRoot) {
  const HypothesisTree tree;
  EXPECT_EQ(tree.size(), 1);
  EXPECT_EQ(tree.node(0).parent, -1);
  EXPECT_EQ(tree.node(0).length, 0);
  EXPECT_TRUE(tree.Path(0).empty());
  EXPECT_TRUE(tree.Ids(0).empty());
  EXPECT_EQ(tree.CommonAncestor(std::vector<int>{0}), 0);
}

TEST(HypothesisTree, PathsLeadFromTheRoot) {
  HypothesisTree tree;
  const int a = Grow(tree, 0, 50);
  const int b = Grow(tree, 0, 60);
  const int aa = Grow(tree, a, 70);
  const int ab = Grow(tree, a, 80);
  const int aba = Grow(tree, ab, 90);
  EXPECT_EQ(tree.Path(aba), (std::vector<int>{a, ab, aba}));
  EXPECT_EQ(tree.Ids(aba), (std::vector<int>{50, 80, 90}));
  EXPECT_EQ(tree.Ids(b), (std::vector<int>{60}));
  EXPECT_EQ(tree.CommonAncestor(std::vector<int>{aa, aba}), a);
  EXPECT_EQ(tree.CommonAncestor(std::vector<int>{aba, ab}), ab);
  EXPECT_EQ(tree.CommonAncestor(std::vector<int>{aba, aba}), aba);
  EXPECT_EQ(tree.CommonAncestor(std::vector<int>{aba, b}), 0);
  EXPECT_EQ(tree.CommonAncestor(std::vector<int>{aba, aa, b}), 0);
  EXPECT_EQ(tree.CommonAncestor(std::vector<int>{0, aba}), 0);
}

// The common ancestor of hypotheses is the longest prefix that all share.
TEST(HypothesisTree, CommonAncestorsAreCommonPrefixes) {
  Random random(1);
  for (int round = 0; round < 40; ++round) {
    HypothesisTree tree;
    std::vector<std::vector<int>> paths = {{}};
    const int recent = 1 + random.Below(30);
    for (int i = 0; i < 120; ++i) {
      const int parent = std::max(0, tree.size() - 1 - random.Below(recent));
      const int number = Grow(tree, parent, random.Below(5));
      paths.push_back(paths[parent]);
      paths.back().push_back(number);
      ASSERT_EQ(tree.Path(number), paths.back());
    }
    for (int draw = 0; draw < 60; ++draw) {
      const std::vector<int> chosen =
          random.Ids(1 + random.Below(5), tree.size());
      std::vector<int> common = paths[chosen[0]];
      for (const int number : chosen) {
        const auto ends =
            std::mismatch(common.begin(), common.end(), paths[number].begin(),
                          paths[number].end());
        common.erase(ends.first, common.end());
      }
      EXPECT_EQ(tree.CommonAncestor(chosen), common.empty() ? 0 : common.back())
          << testing::PrintToString(chosen);
    }
  }
}

}  // namespace
}  // namespace stepglot
