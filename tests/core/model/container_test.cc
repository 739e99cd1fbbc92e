// Tests writing models: what survives the way to a file and back, in both
// weight types.
#include "core/model/container.h"

#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <cstring>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

std::span<const float> FloatsOf(const NamedWeight& weight) {
  return {weight.values.f32,
          static_cast<size_t>(weight.values.rows) * weight.values.columns};
}

class ContainerTest : public testing::TestWithParam<const char*> {
 protected:
  const Model& model() const { return *Fixture::Get(GetParam()).model(); }
};

TEST_P(ContainerTest, Float32KeepsEveryBit) {
  const auto copy = Reload(model(), WeightType::kFloat32);
  ASSERT_EQ(copy->named_weights().size(), model().named_weights().size());
  for (size_t i = 0; i < copy->named_weights().size(); ++i) {
    const NamedWeight& weight = copy->named_weights()[i];
    EXPECT_EQ(weight.name, model().named_weights()[i].name);
    EXPECT_EQ(weight.is_matrix, model().named_weights()[i].is_matrix);
    EXPECT_TRUE(
        SameBits(FloatsOf(weight), FloatsOf(model().named_weights()[i])))
        << weight.name;
  }
  EXPECT_EQ(WriteContainer(*copy, WeightType::kFloat32),
            WriteContainer(model(), WeightType::kFloat32));
}

TEST_P(ContainerTest, Int8IsOffByAtMostHalfAScale) {
  const auto int8 = Reload(model(), WeightType::kInt8);
  for (size_t i = 0; i < int8->named_weights().size(); ++i) {
    const NamedWeight& exact = model().named_weights()[i];
    const Matrix& weight = int8->named_weights()[i].values;
    if (!exact.is_matrix) {
      EXPECT_TRUE(SameBits(FloatsOf(int8->named_weights()[i]), FloatsOf(exact)))
          << exact.name;
      continue;
    }
    ASSERT_TRUE(weight.quantized()) << exact.name;
    for (int r = 0; r < weight.rows; ++r) {
      int largest = 0;
      for (int c = 0; c < weight.columns; ++c) {
        const int value = weight.i8[r * weight.columns + c];
        largest = std::max(largest, std::abs(value));
        const double error = static_cast<double>(value) * weight.scales[r] -
                             exact.values.f32[r * weight.columns + c];
        ASSERT_LE(std::fabs(error), weight.scales[r] * 0.5001) << exact.name;
      }
      // The whole range is used.
      EXPECT_EQ(largest, 127) << exact.name << " row " << r;
    }
  }
}

TEST_P(ContainerTest, Int8StaysInt8) {
  const std::vector<uint8_t> int8 = WriteContainer(model(), WeightType::kInt8);
  EXPECT_EQ(WriteContainer(*LoadBytes(int8), WeightType::kInt8), int8);
}

TEST_P(ContainerTest, Int8MultipliedOutKeepsItsValues) {
  const auto int8 = Reload(model(), WeightType::kInt8);
  const auto float32 = Reload(*int8, WeightType::kFloat32);
  for (size_t i = 0; i < int8->named_weights().size(); ++i) {
    const Matrix& quantized = int8->named_weights()[i].values;
    const Matrix& exact = float32->named_weights()[i].values;
    ASSERT_FALSE(exact.quantized());
    if (!quantized.quantized()) continue;
    for (int k = 0; k < exact.rows * exact.columns; ++k) {
      ASSERT_EQ(exact.f32[k], static_cast<float>(quantized.i8[k]) *
                                  quantized.scales[k / exact.columns]);
    }
  }
}

TEST_P(ContainerTest, ConfigAndVocabulariesSurvive) {
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    const auto copy = Reload(model(), type);
    EXPECT_EQ(ModelConfigToJson(copy->config()),
              ModelConfigToJson(model().config()));
    EXPECT_EQ(copy->shares_vocabulary(), model().shares_vocabulary());
    EXPECT_EQ(copy->source_vocabulary(), model().source_vocabulary());
    EXPECT_EQ(copy->target_vocabulary(), model().target_vocabulary());
  }
}

// Int8 is about a quarter of float32, and decodes to nearly the same logits.
TEST_P(ContainerTest, Int8IsSmallAndClose) {
  const std::vector<uint8_t> int8 = WriteContainer(model(), WeightType::kInt8);
  EXPECT_LT(int8.size(), WriteContainer(model(), WeightType::kFloat32).size());
  const std::vector<int> source = Fixture::Get(GetParam()).Ints(1, "source");
  const std::vector<int> inputs = {model().config().decoder_start, 6, 7};
  const std::vector<float> exact = ForcedLogits(model(), source, inputs, 1);
  const std::vector<float> close =
      ForcedLogits(*LoadBytes(int8), source, inputs, 1);
  EXPECT_TRUE(Within(0.5, close, exact));
  EXPECT_FALSE(SameBits(close, exact));
}

INSTANTIATE_TEST_SUITE_P(
    All, ContainerTest, testing::ValuesIn(kFixtureNames), [](const auto& info) {
      return std::string(info.param).substr(std::string("tiny-").size());
    });

// Rows that have no sensible scale: zeros, subnormals, and the largest float
// there is.
TEST(Container, ExtremeRowsAreQuantized) {
  ModelFile file = SmallestModel();
  std::vector<float> values = file.Floats("output.weight");
  const std::vector<float> rows[] = {{0, -0.0F, 0, 0},
                                     {FLT_TRUE_MIN, 0, -FLT_TRUE_MIN, 0},
                                     {FLT_MAX, -FLT_MAX, 1, 0},
                                     {FLT_MIN, -FLT_MIN, 0, 0},
                                     {1e-36F, 1e-37F, 0, 0}};
  for (size_t r = 0; r < std::size(rows); ++r) {
    std::copy(rows[r].begin(), rows[r].end(),
              values.begin() + static_cast<ptrdiff_t>(4 * r));
  }
  file.SetFloats("output.weight", {150, 4}, values);
  const auto int8 = Reload(*file.Load(), WeightType::kInt8);
  const Matrix& matrix = int8->weights().output.weight;
  for (size_t r = 0; r < std::size(rows); ++r) {
    EXPECT_TRUE(std::isfinite(matrix.scales[r]));
    EXPECT_GT(matrix.scales[r], 0);
    for (int c = 0; c < 4; ++c) {
      const double restored =
          static_cast<double>(matrix.i8[4 * r + c]) * matrix.scales[r];
      EXPECT_NEAR(restored, rows[r][c], matrix.scales[r] * 0.5001)
          << r << " " << c;
    }
  }
}

}  // namespace
}  // namespace stepglot
