// Tests the whole way from text to text with a trained model that knows ten
// sentence pairs by heart; tests/data/README.md describes it.
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "core/translate/translator.h"
#include "tests/core/support/data_file.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"

namespace stepglot {
namespace {

constexpr size_t kPairs = 10;

struct Pairs {
  std::vector<Source> sources;
  std::vector<std::string> targets;
};

Pairs ReadPairs() {
  const std::vector<uint8_t> bytes = ReadDataFile("overfit/pairs.tsv");
  std::istringstream file(std::string(bytes.begin(), bytes.end()));
  Pairs pairs;
  for (std::string source, target;
       std::getline(file, source, '\t') && std::getline(file, target);) {
    pairs.sources.push_back(source);
    pairs.targets.push_back(target);
  }
  return pairs;
}

std::shared_ptr<const Model> LoadOverfit(const std::string& name) {
  return LoadBytes(ReadDataFile("overfit/" + name + ".safetensors"));
}

void ExpectAllByHeart(const std::shared_ptr<const Model>& model,
                      const SearchOptions& search, int batch_size) {
  const Pairs pairs = ReadPairs();
  ASSERT_EQ(pairs.sources.size(), kPairs);
  const std::vector<Translation> found =
      Translate(model, pairs.sources, {search, batch_size});
  ASSERT_EQ(found.size(), kPairs);
  for (size_t i = 0; i < kPairs; ++i) {
    EXPECT_EQ(found[i].text, pairs.targets[i]) << "batches of " << batch_size;
    EXPECT_EQ(found[i].stop, Stop::kEos);
  }
}

class OverfitTest : public testing::TestWithParam<const char*> {};

TEST_P(OverfitTest, GreedySearchKnowsTheSentencesByHeart) {
  const auto model = LoadOverfit(GetParam());
  ExpectAllByHeart(model, {.beam_size = 1}, 1);
  ExpectAllByHeart(model, {.beam_size = 1}, 10);
  ExpectAllByHeart(model, {.cache = false, .beam_size = 1}, 10);
}

TEST_P(OverfitTest, BeamSearchKnowsTheSentencesByHeart) {
  const auto model = LoadOverfit(GetParam());
  ExpectAllByHeart(model, {.beam_size = 4}, 1);
  ExpectAllByHeart(model, {.beam_size = 4}, 10);
  ExpectAllByHeart(model, {.cache = false, .beam_size = 4}, 10);
}

INSTANTIATE_TEST_SUITE_P(All, OverfitTest,
                         testing::Values("overfit", "overfit.int8"),
                         [](const auto& info) {
                           return info.index == 0 ? "float32" : "int8";
                         });

TEST(Overfit, ConversionKeepsTheSentences) {
  const auto model = Reload(*LoadOverfit("overfit"), WeightType::kInt8);
  ExpectAllByHeart(model, {.beam_size = 4}, 10);
}

// Each sentence of a text is translated on its own.
TEST(Overfit, ATextOfAllSentences) {
  const Pairs pairs = ReadPairs();
  std::string text, expected;
  for (size_t i = 0; i < kPairs; ++i) {
    text += std::get<std::string>(pairs.sources[i]) + "\n";
    expected += pairs.targets[i] + "\n";
  }
  EXPECT_EQ(Translate(LoadOverfit("overfit"), {text})[0].text, expected);
}

}  // namespace
}  // namespace stepglot
