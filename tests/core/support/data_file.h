// Reads files of tests/data.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_DATA_FILE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_DATA_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace stepglot {

/// The content of tests/data/`name`. Throws std::runtime_error when it cannot
/// be read.
std::vector<uint8_t> ReadDataFile(const std::string& name);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_DATA_FILE_H_
