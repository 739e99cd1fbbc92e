// The documents made from the list of config fields: the table of
// core/model/README.md and core/model/config.schema.json.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_CONFIG_DOCUMENTS_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_CONFIG_DOCUMENTS_H_

#include <filesystem>
#include <string>

namespace stepglot {

std::filesystem::path ConfigReadmePath();
std::filesystem::path ConfigSchemaPath();

/// @throws std::runtime_error when the file cannot be read.
std::string ReadTextFile(const std::filesystem::path& path);

/// A JSON schema (draft 2020-12) of configs.
std::string ConfigSchema();

/// The README with its table of fields, between two marks, replaced by the one
/// that the fields make.
/// @throws std::runtime_error when the marks are missing.
std::string WithConfigTable(const std::string& readme);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_CONFIG_DOCUMENTS_H_
