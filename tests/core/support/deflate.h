// Packs bytes as deflate does, for archives that tests make.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_DEFLATE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_DEFLATE_H_

#include <cstdint>
#include <span>
#include <vector>

namespace stepglot {

/// Deflated bytes (RFC 1951), one block with the fixed code: literals, and runs
/// of one byte as matches.
std::vector<uint8_t> Deflate(std::span<const uint8_t> bytes);

/// One member of a gzip file (RFC 1952).
std::vector<uint8_t> Gzip(std::span<const uint8_t> bytes);

/// The CRC-32 of zip and gzip.
uint32_t Crc32(std::span<const uint8_t> bytes);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_DEFLATE_H_
