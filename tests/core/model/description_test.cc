// Tests the description of a model as JSON.
#include "core/model/description.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/core/support/fixture.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

TEST(DescribeModel, SaysWhatTheModelIs) {
  const Model& model = *Fixture::Get("tiny-post").model();
  const Json description = Json::parse(DescribeModel(model));
  EXPECT_EQ(description["sourceLanguage"], "en");
  EXPECT_EQ(description["targetLanguage"], "de");
  EXPECT_EQ(description["weightType"], "float32");
  EXPECT_EQ(description["maxSourceLength"], 512);
  EXPECT_EQ(description["maxTargetLength"], 512);
  EXPECT_EQ(description["bytes"]["file"], model.memory().file);
  EXPECT_EQ(description["bytes"]["converted"], 0);
  EXPECT_EQ(description["config"]["d_model"], 40);
  EXPECT_EQ(description["tensors"].size(), model.named_weights().size());
  size_t parameters = 0;
  for (const Json& tensor : description["tensors"]) {
    size_t size = 1;
    for (const Json& dimension : tensor["shape"])
      size *= dimension.get<size_t>();
    parameters += size;
    EXPECT_EQ(tensor["dtype"], "F32");
    EXPECT_EQ(tensor["bytes"], size * 4);
  }
  EXPECT_EQ(description["parameters"], parameters);
}

TEST(DescribeModel, ListsTargetTokens) {
  const auto tokens = [](const Model& model) {
    return Json::parse(DescribeModel(model))["targetTokens"];
  };
  EXPECT_EQ(tokens(*MultilingualModel(SmallMarianConfig())),
            Json({">>zh Hans<<", ">>deu<<"}));
  EXPECT_EQ(tokens(*Fixture::Get("tiny-post").model()), Json::array());
}

TEST(DescribeModel, CountsInt8BytesWithTheirScales) {
  const auto model = ModelVariant{"tiny-pre", WeightType::kInt8}.Load();
  const Json description = Json::parse(DescribeModel(*model));
  EXPECT_EQ(description["weightType"], "int8");
  const Json& embedding = description["tensors"][0];
  EXPECT_EQ(embedding["name"], "embedding.weight");
  EXPECT_EQ(embedding["dtype"], "I8");
  EXPECT_EQ(embedding["shape"], Json({420, 32}));
  EXPECT_EQ(embedding["bytes"], 420 * 32 + 420 * 4);
}

TEST(DescribeModel, KnowsMixedWeights) {
  ModelFile file = ModelFile::Read("tiny-pre");
  const auto int8 =
      ModelFile::Parse(WriteContainer(*file.Load(), WeightType::kInt8));
  file.tensors["embedding.weight"] = int8.tensors.at("embedding.weight");
  file.tensors["embedding.weight.scale"] =
      int8.tensors.at("embedding.weight.scale");
  EXPECT_EQ(Json::parse(DescribeModel(*file.Load()))["weightType"], "mixed");
}

// Quotes and line breaks cannot stand in JSON as they are.
TEST(DescribeModel, IsJsonWhateverTheNames) {
  ModelFile file = SmallestModel();
  file.config.source_language = "\"\\\n";
  EXPECT_EQ(Json::parse(DescribeModel(*file.Load()))["sourceLanguage"],
            "\"\\\n");
}

TEST(DescribeModel, SaysWhatItCameFromAndTakes) {
  ModelFile file = RandomModel(SmallMarianConfig(), 1);
  Json description = Json::parse(DescribeModel(*file.Load()));
  EXPECT_EQ(description["format"], "Stepglot container");
  EXPECT_EQ(description["input"], "text");
  EXPECT_EQ(description["shortlist"], false);
  AddShortlist(file);
  file.tensors.erase("spm");
  SetPieces(file, "vocabulary", {"a", "b"});
  description = Json::parse(DescribeModel(*file.Load()));
  EXPECT_EQ(description["input"], "pieces");
  EXPECT_EQ(description["shortlist"], true);
}

// Positions stay float32 in an int8 model and do not make it a mixed one.
TEST(DescribeModel, TablesAreNoMixture) {
  ModelConfig config = SmallMarianConfig();
  config.position_layout = PositionLayout::kTable;
  config.max_source_length = config.max_target_length = 8;
  config.search.beam = 2;
  const auto model = Reload(*RandomModel(config, 1).Load(), WeightType::kInt8);
  const Json description = Json::parse(DescribeModel(*model));
  EXPECT_EQ(description["weightType"], "int8");
  EXPECT_EQ(description["config"]["search"]["beam"], 2);
  int tables = 0;
  for (const Json& tensor : description["tensors"]) {
    if (tensor["name"] != "encoder.positions.weight" &&
        tensor["name"] != "decoder.positions.weight") {
      continue;
    }
    ++tables;
    EXPECT_EQ(tensor["dtype"], "F32");
    EXPECT_EQ(tensor["shape"], Json({8, 4}));
    EXPECT_EQ(tensor["bytes"], 8 * 4 * 4);
  }
  EXPECT_EQ(tables, 2);
}

}  // namespace
}  // namespace stepglot
