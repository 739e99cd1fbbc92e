// Tests the reader of Argos packages.
#include "core/model/formats/argos.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/support/ctranslate2_model.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/opened_model.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/watched_file.h"
#include "tests/core/support/zip_file.h"

namespace stepglot {
namespace {

constexpr const char* kMetadata = R"({"package_version": "1.0",
    "from_code": "en", "to_code": "zt", "target_prefix": "", "type": null})";

// The files of a package; all may be changed.
struct Package {
  ModelConfig config = SmallOpenNmtConfig();
  std::string metadata = kMetadata;
  std::string splitter = "sentencepiece.model";

  std::vector<FilePointer> Files() const {
    const CTranslate2Model model = CTranslate2Model::Of(RandomModel(config, 1));
    const ZipFile zip = {
        .members = {
            {"translate/metadata.json", metadata, true},
            {"translate/" + splitter, RandomModelSpm(), true},
            {"translate/model/", ""},
            {"translate/model/model.bin", model.Write(), true},
            {"translate/model/shared_vocabulary.txt", TokenLines(12, 3), true},
            {"translate/stanza/config.json", "[\"of stanza\"]", true},
            {"translate/stanza/en.pt", "PK\3\4 is never opened"}}};
    return {Watch("a.argosmodel", zip.Write())};
  }

  ModelParts Open() const { return OpenArgos(FileSet(Files())); }
};

testing::AssertionResult Refused(ErrorCode code, const Package& package,
                                 const std::vector<std::string>& parts) {
  return Throws(code, parts, [&] { package.Open(); });
}

TEST(Argos, OpensAPackage) {
  const ModelParts parts = Package().Open();
  EXPECT_EQ(parts.format, "Argos Translate");
  EXPECT_EQ(parts.config.source_language, "en");
  EXPECT_EQ(parts.config.target_language, "zh-Hant");
  EXPECT_EQ(parts.config.search.beam, 4);
  EXPECT_EQ(parts.config.search.length_penalty, 0.2);
  EXPECT_EQ(parts.config.search.length_normalization,
            LengthNormalization::kPower);
  EXPECT_EQ(parts.config.search.replace_unknowns, true);
  EXPECT_EQ(parts.config.unk, 3);
  EXPECT_EQ(parts.source_vocabulary.pieces.size(), 12U);
  EXPECT_EQ(parts.source_vocabulary.spm.size(), RandomModelSpm().size());
  EXPECT_TRUE(parts.source_vocabulary == parts.target_vocabulary);
}

TEST(Argos, HasAllWeights) {
  const OpenedModel model(OpenArgos, Package().Files());
  EXPECT_FALSE(model.weights.empty());
}

TEST(Argos, AddsNothingToTheSource) {
  Package package;
  package.config.decoder_start = kZeroEmbedding;
  EXPECT_FALSE(package.Open().config.source_eos);
}

TEST(Argos, KnowsItsPackages) {
  const auto is_argos = [](const std::string& name, const std::string& text) {
    return IsArgos(FileSet({WatchText(name, text)}));
  };
  EXPECT_TRUE(is_argos("x/metadata.json", kMetadata));
  EXPECT_TRUE(is_argos("metadata.json", R"({"argos_version": "1.5"})"));
  EXPECT_FALSE(is_argos("metadata.json", R"({"sourceLanguage": "en"})"));
  EXPECT_FALSE(is_argos("metadata.json", "[]"));
  EXPECT_FALSE(is_argos("metadata.json", "not JSON"));
  EXPECT_FALSE(is_argos("config.json", kMetadata));
}

TEST(Argos, RefusesOtherPackages) {
  Package package;
  package.metadata = R"({"package_version": "1", "type": "sbd"})";
  EXPECT_TRUE(Refused(ErrorCode::kUnsupported, package, {"of type \"sbd\""}));
  package.metadata = R"({"package_version": "1", "target_prefix": "__de__"})";
  EXPECT_TRUE(Refused(ErrorCode::kUnsupported, package,
                      {"several languages", "__de__"}));
  package.metadata = R"({"package_version": "1", "from_code": 7})";
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, package,
                      {"metadata.json", "\"from_code\" should be a text"}));
  package.metadata = kMetadata;
  package.splitter = "bpe.model";
  EXPECT_TRUE(Refused(ErrorCode::kUnsupported, package, {"bpe.model"}));
  package.splitter = "another.model";
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, package,
                      {"no sentencepiece.model", "another.model"}));
}

TEST(Argos, RefusesAPackageWithoutAModel) {
  const FileSet files({WatchText("metadata.json", kMetadata),
                       Watch("sentencepiece.model", RandomModelSpm())});
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"no CTranslate2 model"},
                     [&] { OpenArgos(files); }));
}

}  // namespace
}  // namespace stepglot
