// Tests embeddings and positions against their formulas.
#include "core/nn/embedding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr int kWidth = 6;
constexpr int kVocabulary = 5;

ModelConfig Config(PositionLayout layout, PositionExponent exponent,
                   int offset) {
  ModelConfig config;
  config.d_model = kWidth;
  config.position_layout = layout;
  config.position_exponent = exponent;
  config.position_offset = offset;
  config.embedding_scale = 1.5F;
  return config;
}

std::vector<float> Embed(const ModelConfig& config, const Matrix& table, int id,
                         int position) {
  const std::optional<NormWeights> no_norm;
  const PositionRows positions(config, nullptr);
  Embedding embedding(config, table, positions, no_norm);
  std::vector<float> row(kWidth);
  embedding.Embed(id, position, {row.data(), 1, kWidth});
  return row;
}

// A table of zeros shows the positions alone.
std::vector<float> Position(const ModelConfig& config, int position) {
  const std::vector<float> zeros(kVocabulary * kWidth);
  Matrix table;
  table.rows = kVocabulary;
  table.columns = kWidth;
  table.f32 = zeros.data();
  return Embed(config, table, 0, position);
}

TEST(Embedding, InterleavedPositionsAreThoseOfThePaper) {
  const ModelConfig config =
      Config(PositionLayout::kInterleaved, PositionExponent::kTwoJOverD, 0);
  for (const int position : {0, 1, 7, 511}) {
    std::vector<float> expected;
    for (int j = 0; j < kWidth / 2; ++j) {
      const double angle = position / std::pow(10000.0, 2.0 * j / kWidth);
      expected.push_back(static_cast<float>(std::sin(angle)));
      expected.push_back(static_cast<float>(std::cos(angle)));
    }
    EXPECT_TRUE(Within(1e-6, Position(config, position), expected)) << position;
  }
}

TEST(Embedding, ConcatenatedPositionsHaveOffsetAndExponent) {
  const ModelConfig config = Config(PositionLayout::kConcatenated,
                                    PositionExponent::kJOverHalfDMinus1, 2);
  for (const int position : {0, 1, 7, 511}) {
    std::vector<float> expected(kWidth);
    for (int j = 0; j < kWidth / 2; ++j) {
      const double angle =
          (position + 2) / std::pow(10000.0, j / (kWidth / 2 - 1.0));
      expected[j] = static_cast<float>(std::sin(angle));
      expected[kWidth / 2 + j] = static_cast<float>(std::cos(angle));
    }
    EXPECT_TRUE(Within(1e-6, Position(config, position), expected)) << position;
  }
}

TEST(Embedding, AddsTheScaledRow) {
  const ModelConfig config =
      Config(PositionLayout::kInterleaved, PositionExponent::kTwoJOverD, 0);
  const std::vector<float> values = Random(1).Floats(kVocabulary * kWidth);
  Matrix table;
  table.rows = kVocabulary;
  table.columns = kWidth;
  table.f32 = values.data();
  std::vector<float> expected = Position(config, 3);
  for (int i = 0; i < kWidth; ++i) expected[i] += 1.5F * values[4 * kWidth + i];
  EXPECT_TRUE(Within(1e-6, Embed(config, table, 4, 3), expected));
  EXPECT_TRUE(
      SameBits(Embed(config, table, kZeroEmbedding, 3), Position(config, 3)));
}

TEST(Embedding, MultipliesInt8RowsOut) {
  const ModelConfig config =
      Config(PositionLayout::kInterleaved, PositionExponent::kTwoJOverD, 0);
  const std::vector<int8_t> values = {1, -2, 3, 0, 127, -128,
                                      5, 6,  7, 8, 9,   10};
  const std::vector<float> scales = {0.5F, 0.25F};
  Matrix table;
  table.rows = 2;
  table.columns = kWidth;
  table.i8 = values.data();
  table.scales = scales.data();
  std::vector<float> expected = Position(config, 1);
  for (int i = 0; i < kWidth; ++i) {
    expected[i] += static_cast<float>(values[kWidth + i]) * 0.25F * 1.5F;
  }
  EXPECT_TRUE(Within(1e-6, Embed(config, table, 1, 1), expected));
}

TEST(Embedding, PositionsDoNotDependOnTheOrderTheyAreAskedIn) {
  const ModelConfig config =
      Config(PositionLayout::kInterleaved, PositionExponent::kTwoJOverD, 0);
  const std::vector<float> zeros(kWidth);
  Matrix table;
  table.rows = 1;
  table.columns = kWidth;
  table.f32 = zeros.data();
  const std::optional<NormWeights> no_norm;
  const PositionRows positions(config, nullptr);
  Embedding embedding(config, table, positions, no_norm);
  std::vector<float> row(kWidth);
  for (const int position : {9, 0, 70, 9, 40}) {
    embedding.Embed(0, position, {row.data(), 1, kWidth});
    EXPECT_TRUE(SameBits(row, Position(config, position))) << position;
  }
}

// A model with a table adds its rows as they are, unscaled and without offset.
TEST(Embedding, StoredPositionsAreAddedAsTheyAre) {
  const ModelConfig config =
      Config(PositionLayout::kTable, PositionExponent::kJOverHalfDMinus1, 2);
  Random random(2);
  const std::vector<float> values = random.Floats(kVocabulary * kWidth);
  const std::vector<float> positions = random.Floats(4 * kWidth);
  Matrix table;
  table.rows = kVocabulary;
  table.columns = kWidth;
  table.f32 = values.data();
  const std::optional<NormWeights> no_norm;
  const PositionRows rows(config, positions.data());
  Embedding embedding(config, table, rows, no_norm);
  for (const int position : {3, 0, 2}) {
    const std::vector<float> stored(
        positions.begin() + position * kWidth,
        positions.begin() + (position + 1) * kWidth);
    std::vector<float> expected = stored;
    for (int i = 0; i < kWidth; ++i)
      expected[i] += 1.5F * values[2 * kWidth + i];
    std::vector<float> row(kWidth);
    embedding.Embed(2, position, {row.data(), 1, kWidth});
    EXPECT_TRUE(Within(1e-6, row, expected)) << position;
    embedding.Embed(kZeroEmbedding, position, {row.data(), 1, kWidth});
    EXPECT_TRUE(SameBits(row, stored)) << position;
  }
}

TEST(Embedding, StoredPositionsStandBeforeTheNorm) {
  const ModelConfig config =
      Config(PositionLayout::kTable, PositionExponent::kTwoJOverD, 0);
  Random random(3);
  const std::vector<float> zeros(kVocabulary * kWidth);
  const std::vector<float> positions = random.Floats(2 * kWidth);
  const std::vector<float> ones(kWidth, 1);
  const std::vector<float> biases(kWidth, 3);
  Matrix table;
  table.rows = kVocabulary;
  table.columns = kWidth;
  table.f32 = zeros.data();
  const std::optional<NormWeights> norm =
      NormWeights{ones.data(), biases.data()};
  const PositionRows rows(config, positions.data());
  Embedding embedding(config, table, rows, norm);
  std::vector<float> row(kWidth);
  embedding.Embed(0, 1, {row.data(), 1, kWidth});
  double mean = 0;
  double squares = 0;
  for (const float value : row) {
    mean += value / kWidth;
    squares += (value - 3) * (value - 3) / kWidth;
  }
  EXPECT_NEAR(mean, 3, 1e-5);
  EXPECT_NEAR(squares, 1, 1e-3);
}

}  // namespace
}  // namespace stepglot
