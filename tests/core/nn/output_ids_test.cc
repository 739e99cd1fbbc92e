// Tests the places of ids, and rows of logits that have some.
#include "core/nn/output_ids.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/nn/kernels/negative_infinity.h"
#include "core/nn/logit_row.h"

namespace stepglot {
namespace {

TEST(OutputIds, FindEachIdAndNoOther) {
  for (const std::vector<int>& ids : {std::vector<int>{},
                                      {0},
                                      {63},
                                      {64},
                                      {0, 1, 62, 63, 64, 127, 128, 191},
                                      {5, 130, 190}}) {
    const OutputIds output(ids, 192);
    EXPECT_EQ(output.size(), static_cast<int>(ids.size()));
    int next = 0;
    for (int id = 0; id < 192; ++id) {
      const bool is_next = next < output.size() && output.at(next) == id;
      EXPECT_EQ(output.Find(id), is_next ? next : OutputIds::kNowhere) << id;
      next += is_next ? 1 : 0;
    }
    EXPECT_EQ(next, output.size());
  }
}

TEST(LogitRow, IdsThatItLacksStayAtMinusInfinity) {
  std::vector<float> values = {1, 2, 3};
  const OutputIds ids({4, 70, 71}, 100);
  const LogitRow row(values, ids);
  EXPECT_EQ(row[70], 2);
  EXPECT_EQ(row[5], kNegativeInfinity);
  row.Set(5, 9);
  row.RuleOut(99);
  EXPECT_EQ(row[5], kNegativeInfinity);
  EXPECT_EQ(values, (std::vector<float>{1, 2, 3}));
  row.Set(71, 9);
  row.RuleOut(4);
  EXPECT_EQ(values, (std::vector<float>{kNegativeInfinity, 2, 9}));
  EXPECT_EQ(row.IdAt(2), 71);
}

TEST(LogitRow, OfAllIdsPlacesAreIds) {
  std::vector<float> values = {1, 2, 3};
  const LogitRow row(values);
  EXPECT_EQ(row[1], 2);
  EXPECT_EQ(row.IdAt(1), 1);
  row.RuleOut(0);
  EXPECT_EQ(values[0], kNegativeInfinity);
  row.RuleOutAll();
  EXPECT_EQ(values, std::vector<float>(3, kNegativeInfinity));
}

TEST(LogitRow, ACopyHasItsOwnValues) {
  std::vector<float> values = {1, 2};
  const OutputIds ids({3, 8}, 10);
  std::vector<float> room(2);
  const LogitRow copy = LogitRow(values, ids).CopyTo(room.data());
  values = {0, 0};
  EXPECT_EQ(copy[8], 2);
  EXPECT_EQ(copy[3], 1);
  EXPECT_EQ(copy[0], kNegativeInfinity);
}

}  // namespace
}  // namespace stepglot
