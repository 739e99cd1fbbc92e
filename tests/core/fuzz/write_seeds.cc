// Writes the fuzz target's seed corpus: small sound models of both weight types
// and three kinds of vocabulary.
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "core/model/container.h"
#include "tests/core/support/model_file.h"

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

void WriteSeeds(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const auto separate = SmallestModel().Load();
  const auto shared = SharedVocabulary().Load();
  WriteSeed(folder / "separate-float32",
            WriteContainer(*separate, WeightType::kFloat32));
  WriteSeed(folder / "separate-int8",
            WriteContainer(*separate, WeightType::kInt8));
  WriteSeed(folder / "shared-int8", WriteContainer(*shared, WeightType::kInt8));
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
