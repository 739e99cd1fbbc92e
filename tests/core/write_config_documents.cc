// Rewrites the documents that are made from the list of config fields.
#include <fstream>
#include <iostream>
#include <string>

#include "tests/core/support/config_documents.h"

namespace {

void Write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  std::cout << path.string() << '\n';
}

}  // namespace

int main() {
  const std::filesystem::path readme = stepglot::ConfigReadmePath();
  Write(readme, stepglot::WithConfigTable(stepglot::ReadTextFile(readme)));
  Write(stepglot::ConfigSchemaPath(), stepglot::ConfigSchema());
}
