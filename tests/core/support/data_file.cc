// Reads test data; STEPGLOT_TEST_DATA is the folder, given by the build.
#include "tests/core/support/data_file.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace stepglot {

std::vector<uint8_t> ReadDataFile(const std::string& name) {
  const std::string path = std::string(STEPGLOT_TEST_DATA) + "/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

}  // namespace stepglot
