// Writes the fuzz targets' seed corpora: small sound containers of both weight
// types and three kinds of vocabulary, and archives of models of each other
// format.
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/model/container.h"
#include "tests/core/support/ctranslate2_model.h"
#include "tests/core/support/hugging_face_model.h"
#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/marian_model.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/shortlist_file.h"
#include "tests/core/support/zip_file.h"

namespace stepglot {
namespace {

void WriteSeed(const std::filesystem::path& path,
               const std::vector<uint8_t>& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

// The smallest model with the target's vocabulary on both sides, without a
// normalization map.
ModelFile SharedVocabulary() {
  ModelFile file = SmallestModel();
  file.config.source_vocab_size = file.config.target_vocab_size;
  file.Crop(170, 150);
  file.tensors["spm"] = file.tensors["spm.target"];
  file.tensors.erase("spm.source");
  file.tensors.erase("spm.target");
  return file;
}

// The files as one, not packed, so that a changed byte is a change of a file.
std::vector<uint8_t> Archive(const std::vector<FilePointer>& files) {
  ZipFile zip;
  for (const FilePointer& file : files)
    zip.members.emplace_back(file->name(), file->ReadAll().text());
  return zip.Write();
}

void WriteCTranslate2Seeds(const std::filesystem::path& folder) {
  const ModelConfig config = SmallOpenNmtConfig();
  CTranslate2Model model = CTranslate2Model::Of(RandomModel(config, 1));
  model.version = 2;
  WriteSeed(folder / "ctranslate2-float32",
            Archive(CTranslate2Folder(model, config)));
  model.version = 6;
  model.QuantiseToInt8();
  model.variables.erase("decoder/projection/weight");
  model.variables.erase("decoder/projection/weight_scale");
  model.aliases = {{"decoder/projection/weight", "decoder/embeddings/weight"}};
  std::vector<FilePointer> files = CTranslate2Folder(model, config);
  WriteSeed(folder / "ctranslate2-int8", Archive(files));
  files.push_back(InMemory("sentencepiece.model", RandomModelSpm()));
  const std::string metadata =
      R"({"package_version":"1","from_code":"en","to_code":"de"})";
  files.push_back(
      InMemory("metadata.json", {metadata.begin(), metadata.end()}));
  WriteSeed(folder / "argos", Archive(files));
}

// A package with every kind of text that the reader looks into.
std::vector<FilePointer> MarianPackage(const MarianModel& model) {
  const std::string vocabulary =
      "</s>: 0\n<unk>: 1\n\"\\xe9\": 2\n? 'it''s'\n: 3\na: 219\n";
  const std::string decoder =
      "models:\n  - model.npz\nvocabs: [vocab.yml, vocab.yml]\nbeam-size: 6\n";
  const std::string metadata = R"({"sourceLanguage":"en"})";
  const std::vector<std::vector<uint32_t>> lists(kRandomModelPieces, {2, 60});
  return {InMemory("model.npz", model.WriteNpz()),
          InMemory("vocab.yml", {vocabulary.begin(), vocabulary.end()}),
          InMemory("decoder.yml", {decoder.begin(), decoder.end()}),
          InMemory("metadata.json", {metadata.begin(), metadata.end()}),
          InMemory("source.spm", RandomModelSpm()),
          InMemory("lex.50.50.ende.s2t.bin", ShortlistFile(50, lists).Write())};
}

void WriteHuggingFaceSeed(const std::filesystem::path& folder) {
  HuggingFaceModel model =
      HuggingFaceModel::Of(RandomModel(SmallHuggingFaceConfig(), 1));
  model.generation = {{"num_beams", 4}, {"max_length", 33}};
  model.tokenizer = {{"source_lang", "en"}, {"target_lang", "de"}};
  WriteSeed(folder / "hugging-face", Archive(model.Folder()));
}

void WriteMarianSeeds(const std::filesystem::path& folder) {
  MarianModel model = MarianModel::Of(RandomModel(SmallMarianConfig(), 1));
  WriteSeed(folder / "marian-npz", Archive(MarianPackage(model)));
  WriteSeed(folder / "marian-float32", Archive(MarianFolder(model)));
  model.Quantise();
  WriteSeed(folder / "marian-intgemm8", Archive(MarianFolder(model)));
}

void WriteSeeds(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const auto separate = SmallestModel().Load();
  const auto shared = SharedVocabulary().Load();
  WriteSeed(folder / "separate-float32",
            WriteContainer(*separate, WeightType::kFloat32));
  WriteSeed(folder / "separate-int8",
            WriteContainer(*separate, WeightType::kInt8));
  ModelFile with_lexicon = SmallestModel();
  SetBytes(with_lexicon, "lexicon",
           LexiconFile({"one", "cat"}, {"a", "one"}).Write());
  WriteSeed(folder / "lexicon",
            WriteContainer(*with_lexicon.Load(), WeightType::kInt8));
  WriteSeed(folder / "shared-int8", WriteContainer(*shared, WeightType::kInt8));
  WriteCTranslate2Seeds(folder);
  WriteMarianSeeds(folder);
  WriteHuggingFaceSeed(folder);
}

}  // namespace
}  // namespace stepglot

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_seeds FOLDER\n";
    return 2;
  }
  try {
    stepglot::WriteSeeds(argv[1]);
  } catch (const std::exception& error) {
    std::cerr << "write_seeds: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
