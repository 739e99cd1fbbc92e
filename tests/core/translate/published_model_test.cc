// Tests a published model, where it is at hand: in a folder `aren-ct2` of the
// folder that the variable STEPGLOT_TEST_MODELS names.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/translate/translator.h"
#include "tests/core/support/watched_file.h"

namespace stepglot {
namespace {

namespace fs = std::filesystem;

std::vector<FilePointer> FilesOf(const fs::path& folder) {
  std::vector<FilePointer> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    files.push_back(WatchText(entry.path().filename().string(), content));
  }
  return files;
}

// CTranslate2's own test model, a file of version 2, which transliterates
// Arabic names character by character.
TEST(PublishedModel, Transliterates) {
  const char* models = std::getenv("STEPGLOT_TEST_MODELS");
  const fs::path folder =
      fs::path(models == nullptr ? "" : models) / "aren-ct2";
  if (models == nullptr || !fs::exists(folder))
    GTEST_SKIP() << "STEPGLOT_TEST_MODELS names no folder with aren-ct2";
  const auto model = Model::Load(FilesOf(folder));
  EXPECT_EQ(model->format(), "CTranslate2 (version 2)");
  const std::vector<Source> sources = {
      Pieces{{"آ", "ت", "ز", "م", "و", "ن"}},
      Pieces{{"آ", "ت", "ش", "ي", "س", "و", "ن"}}, Pieces{{"آ", "ز", "ا"}}};
  for (const int beam : {1, 4}) {
    TranslateOptions options;
    options.search.beam_size = beam;
    options.search.length_normalization = LengthNormalization::kPower;
    options.search.length_penalty = 1;
    const std::vector<Translation> translations =
        Translate(model, sources, options);
    EXPECT_EQ(translations[0].text, "a t z m o n");
    EXPECT_EQ(translations[1].text, "a c h i s o n");
    EXPECT_EQ(translations[2].text, "a z z a");
  }
}

}  // namespace
}  // namespace stepglot
