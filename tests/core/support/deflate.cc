// Packs with deflate's fixed code.
#include "tests/core/support/deflate.h"

#include <algorithm>
#include <utility>

#include "tests/core/support/byte_writer.h"

namespace stepglot {
namespace {

constexpr size_t kLongestMatch = 258;

class BitWriter {
 public:
  // Numbers go lowest bit first.
  void Number(uint32_t value, int bits) {
    for (int i = 0; i < bits; ++i) Bit(value >> i & 1);
  }

  // Codes go highest bit first.
  void Code(uint32_t code, int bits) {
    for (int i = bits; i-- > 0;) Bit(code >> i & 1);
  }

  std::vector<uint8_t> TakeBytes() { return std::move(bytes_); }

 private:
  void Bit(uint32_t bit) {
    if (used_ == 0) bytes_.push_back(0);
    bytes_.back() |= static_cast<uint8_t>(bit << used_);
    used_ = (used_ + 1) % 8;
  }

  std::vector<uint8_t> bytes_;
  int used_ = 0;  // bits of the last byte
};

// RFC 1951, section 3.2.6.
void FixedCode(BitWriter& bits, uint32_t symbol) {
  if (symbol < 144) {
    bits.Code(0x30 + symbol, 8);
  } else if (symbol < 256) {
    bits.Code(0x190 + symbol - 144, 9);
  } else if (symbol < 280) {
    bits.Code(symbol - 256, 7);
  } else {
    bits.Code(0xC0 + symbol - 280, 8);
  }
}

size_t RunLength(std::span<const uint8_t> bytes) {
  const auto end = std::find_if(bytes.begin(), bytes.end(),
                                [&](uint8_t b) { return b != bytes[0]; });
  return static_cast<size_t>(end - bytes.begin());
}

}  // namespace

std::vector<uint8_t> Deflate(std::span<const uint8_t> bytes) {
  constexpr uint32_t kFixedCode = 1, kEndOfBlock = 256, kLongest = 285;
  BitWriter bits;
  bits.Number(1, 1);  // the last block
  bits.Number(kFixedCode, 2);
  while (!bytes.empty()) {
    FixedCode(bits, bytes[0]);
    size_t run = RunLength(bytes);
    bytes = bytes.subspan(1);
    for (--run; run >= kLongestMatch; run -= kLongestMatch) {
      FixedCode(bits, kLongest);
      bits.Code(0, 5);  // distance 1
      bytes = bytes.subspan(kLongestMatch);
    }
  }
  FixedCode(bits, kEndOfBlock);
  return bits.TakeBytes();
}

std::vector<uint8_t> Gzip(std::span<const uint8_t> bytes) {
  constexpr uint8_t kDeflated = 8, kUnknownSystem = 255;
  ByteWriter file;
  file.Text("\x1F\x8B").Number(kDeflated).Number<uint8_t>(0);
  file.Number<uint32_t>(0).Number<uint8_t>(0).Number(kUnknownSystem);
  file.Bytes(Deflate(bytes)).Number(Crc32(bytes));
  return file.Number(static_cast<uint32_t>(bytes.size())).bytes();
}

uint32_t Crc32(std::span<const uint8_t> bytes) {
  uint32_t crc = 0xFFFFFFFF;
  for (const uint8_t byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit)
      crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

}  // namespace stepglot
