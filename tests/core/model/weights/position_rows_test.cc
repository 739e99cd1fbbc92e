// Tests that rows of positions stay as and where they are; the tests of the
// embedding know their formulas.
#include "core/model/weights/position_rows.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/core/support/bits.h"

namespace stepglot {
namespace {

ModelConfig Config() {
  ModelConfig config;
  config.d_model = 6;
  return config;
}

TEST(PositionRows, StayWhereTheyAre) {
  const PositionRows rows(Config(), nullptr);
  std::vector<const float*> places;
  std::vector<std::vector<float>> values;
  for (const int position : {5, 0, 31, 32, 100}) {
    places.push_back(rows.Row(position));
    values.emplace_back(places.back(), places.back() + 6);
  }
  rows.Row(1000);
  size_t i = 0;
  for (const int position : {5, 0, 31, 32, 100}) {
    EXPECT_EQ(rows.Row(position), places[i]);
    EXPECT_TRUE(SameBits({places[i], 6}, values[i])) << position;
    ++i;
  }
}

TEST(PositionRows, DoNotDependOnTheOrderTheyAreAskedIn) {
  const PositionRows up(Config(), nullptr);
  const PositionRows down(Config(), nullptr);
  for (int position = 100; position >= 0; --position) down.Row(position);
  for (int position = 0; position <= 100; ++position)
    EXPECT_TRUE(SameBits({up.Row(position), 6}, {down.Row(position), 6}));
}

TEST(PositionRows, OfATableAreItsRows) {
  const std::vector<float> table(18);
  const PositionRows rows(Config(), table.data());
  EXPECT_EQ(rows.Row(2), table.data() + 12);
}

}  // namespace
}  // namespace stepglot
