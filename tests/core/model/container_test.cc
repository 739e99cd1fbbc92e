// Tests writing models: what survives the way to a file and back, in both
// weight types.
#include "core/model/container.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/model/config/config_json.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"

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

// A model with everything that the fixtures lack: recurrent cells, stored
// positions, unnormed keys, ids and defaults of its own, a shortlist.
ModelFile UnusualModel() {
  ModelConfig config = SmallMarianConfig();
  config.decoder_cell = DecoderCell::kSsru;
  config.norm = NormPlacement::kPre;
  config.norm_keys = false;
  config.position_layout = PositionLayout::kTable;
  config.max_source_length = 9;
  config.max_target_length = 7;
  config.own_source_ids = SourceIds{3, 4, 5};
  config.search.beam = 2;
  ModelFile file = RandomModel(config, 1);
  AddShortlist(file);
  return file;
}

std::vector<std::string> Pieces(const std::string& prefix) {
  std::vector<std::string> pieces;
  for (int id = 0; id < kRandomModelPieces; ++id)
    pieces.push_back(prefix + std::to_string(id));
  return pieces;
}

TEST(Container, KeepsUnusualModels) {
  const auto model = UnusualModel().Load();
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    const std::vector<uint8_t> bytes = WriteContainer(*model, type);
    const auto copy = LoadBytes(bytes);
    EXPECT_EQ(WriteContainer(*copy, type), bytes);
    EXPECT_EQ(ModelConfigToJson(copy->config()),
              ModelConfigToJson(model->config()));
    EXPECT_EQ(copy->config().source_ids(), (SourceIds{3, 4, 5}));
    EXPECT_EQ(copy->config().search.beam, 2);
    EXPECT_EQ(copy->shortlist_bytes().text(), model->shortlist_bytes().text());
    ASSERT_NE(copy->shortlist(), nullptr);
    const std::vector<int> source = {7, 0};
    EXPECT_EQ(copy->shortlist()->Candidates(source, true, {}),
              model->shortlist()->Candidates(source, true, {}));
    for (size_t i = 0; i < copy->named_weights().size(); ++i) {
      const NamedWeight& weight = copy->named_weights()[i];
      const NamedWeight& exact = model->named_weights()[i];
      EXPECT_EQ(weight.values.quantized(),
                type == WeightType::kInt8 && exact.is_quantizable)
          << weight.name;
      if (!weight.values.quantized())
        EXPECT_TRUE(SameBits(FloatsOf(weight), FloatsOf(exact))) << weight.name;
    }
  }
}

TEST(Container, PositionsAndCellsHaveTheirNames) {
  const ModelFile int8 = ModelFile::Parse(
      WriteContainer(*UnusualModel().Load(), WeightType::kInt8));
  const auto expect = [&](const std::string& name, DType dtype,
                          const std::vector<int64_t>& shape) {
    ASSERT_TRUE(int8.tensors.contains(name)) << name;
    EXPECT_EQ(int8.tensors.at(name).dtype, dtype) << name;
    EXPECT_EQ(int8.tensors.at(name).shape, shape) << name;
  };
  expect("encoder.positions.weight", DType::kF32, {9, 4});
  expect("decoder.positions.weight", DType::kF32, {7, 4});
  for (const std::string name :
       {"decoder.layers.1.ssru.candidate", "decoder.layers.0.ssru.forget"}) {
    expect(name + ".weight", DType::kI8, {4, 4});
    expect(name + ".weight.scale", DType::kF32, {4});
  }
  expect("decoder.layers.1.ssru.forget.bias", DType::kF32, {4});
  EXPECT_FALSE(int8.tensors.contains("decoder.layers.1.ssru.candidate.bias"));
  EXPECT_FALSE(int8.tensors.contains("decoder.layers.1.self_attn.q.weight"));
}

// Succeeds when a container has exactly these tensors of vocabularies, and
// opens to the same vocabularies.
testing::AssertionResult KeepsVocabularies(
    const ModelFile& file, const std::set<std::string>& tensors) {
  const auto model = file.Load();
  const std::vector<uint8_t> bytes =
      WriteContainer(*model, WeightType::kFloat32);
  std::set<std::string> found;
  for (const auto& [name, tensor] : ModelFile::Parse(bytes).tensors) {
    if (name.starts_with("spm") || name.starts_with("vocabulary"))
      found.insert(name);
  }
  if (found != tensors)
    return testing::AssertionFailure() << testing::PrintToString(found);
  const auto copy = LoadBytes(bytes);
  if (copy->source_vocabulary() != model->source_vocabulary() ||
      copy->target_vocabulary() != model->target_vocabulary() ||
      copy->shares_vocabulary() != model->shares_vocabulary()) {
    return testing::AssertionFailure() << "others came back";
  }
  return testing::AssertionSuccess();
}

TEST(Container, WritesOnceWhatBothSidesShare) {
  ModelFile file = RandomModel(SmallMarianConfig(), 2);
  EXPECT_TRUE(KeepsVocabularies(file, {"spm"}));
  SetPieces(file, "vocabulary", Pieces("a"));
  EXPECT_TRUE(KeepsVocabularies(file, {"spm", "vocabulary"}));
  SetPieces(file, "vocabulary.target", Pieces("b"));
  EXPECT_TRUE(KeepsVocabularies(
      file, {"spm", "vocabulary.source", "vocabulary.target"}));
  file.tensors.erase("spm");
  EXPECT_TRUE(
      KeepsVocabularies(file, {"vocabulary.source", "vocabulary.target"}));
  file.tensors.erase("vocabulary.target");
  EXPECT_TRUE(KeepsVocabularies(file, {"vocabulary"}));
}

TEST(Container, KeepsWhatOnlyOneSideHas) {
  ModelFile file = RandomModel(SmallMarianConfig(), 2);
  const std::vector<uint8_t> spm = RandomModelSpm();
  file.tensors.erase("spm");
  SetBytes(file, "spm.source", spm);
  SetPieces(file, "vocabulary", Pieces("a"));
  EXPECT_TRUE(KeepsVocabularies(file, {"spm.source", "vocabulary"}));
  file.tensors.erase("vocabulary");
  SetPieces(file, "vocabulary.target", Pieces("b"));
  EXPECT_TRUE(KeepsVocabularies(file, {"spm.source", "vocabulary.target"}));
}

// Pieces come back as they were, gaps and all.
TEST(Container, KeepsEveryPiece) {
  ModelFile file = RandomModel(SmallMarianConfig(), 2);
  std::vector<std::string> pieces = Pieces("▁");
  pieces[2] = pieces[7] = "";
  pieces[3] = "\"\\\n\t";
  pieces[4] = "😀";
  pieces[6] = pieces[5];
  pieces.resize(100);
  SetPieces(file, "vocabulary", pieces);
  for (const WeightType type : {WeightType::kFloat32, WeightType::kInt8}) {
    EXPECT_EQ(Reload(*file.Load(), type)->target_vocabulary().pieces, pieces);
  }
}

}  // namespace
}  // namespace stepglot
