// Tests that damaged containers are refused with an Error or open as sound
// models.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "core/model/container.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/lexicon_file.h"
#include "tests/core/support/model_extras.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

std::vector<uint8_t> SmallestContainer(WeightType type) {
  ModelFile file = SmallestModel();
  SetBytes(file, "lexicon", LexiconFile({"one", "cat"}, {"a", "one"}).Write());
  return WriteContainer(*file.Load(), type);
}

size_t HeaderEnd(const std::vector<uint8_t>& container) {
  uint64_t length = 0;
  std::memcpy(&length, container.data(), sizeof(length));
  return sizeof(length) + length;
}

// Opens the container; what opens must also decode.
// @return whether it opened.
bool OpenAndDecode(const std::vector<uint8_t>& container) {
  try {
    const auto model = LoadBytes(container);
    const std::vector<int> source =
        model->source_tokenizer().Encode("One cat.");
    if (!source.empty())
      Decode(*model, {source, {0}}, {.max_length = 3, .candidates = 1});
    return true;
  } catch (const Error& error) {
    EXPECT_STRNE(error.what(), "");
    return false;
  }
}

TEST(DamagedFile, EveryTruncationIsRefused) {
  const std::vector<uint8_t> whole = SmallestContainer(WeightType::kInt8);
  // All lengths up to the data, whose every byte is missed in the same way, and
  // some within it.
  const size_t header_end = HeaderEnd(whole);
  for (size_t size = 0; size < whole.size();
       size += size < header_end + 64 ? 1 : 61) {
    // A copy of its own size, so that AddressSanitizer sees a read past its
    // end.
    const std::vector<uint8_t> truncated(
        whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size));
    ASSERT_TRUE(Throws(ErrorCode::kInvalidModel, {"test.safetensors"}, [&] {
      LoadBytes(truncated);
    })) << size;
  }
  EXPECT_TRUE(OpenAndDecode(whole));
}

TEST(DamagedFile, BytesBehindTheEndAreRefused) {
  std::vector<uint8_t> longer = SmallestContainer(WeightType::kFloat32);
  longer.push_back(0);
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"the tensors end at byte"},
                     [&] { LoadBytes(longer); }));
}

class FlippedBitsTest : public testing::TestWithParam<WeightType> {
 protected:
  // Flips one to three bits of bytes [begin, end) in each round.
  void FlipBits(size_t begin, size_t end, int rounds) {
    const std::vector<uint8_t> whole = SmallestContainer(GetParam());
    Random random(begin + 1);
    for (int round = 0; round < rounds; ++round) {
      std::vector<uint8_t> damaged = whole;
      for (int flips = 1 + random.Below(3); flips > 0; --flips) {
        const size_t at = begin + random.Below(static_cast<int>(end - begin));
        damaged[at] ^= static_cast<uint8_t>(1 << random.Below(8));
      }
      opened_ += OpenAndDecode(damaged) ? 1 : 0;
    }
    refused_ = rounds - opened_;
  }

  int opened_ = 0;
  int refused_ = 0;
};

TEST_P(FlippedBitsTest, OfTheHeaderLength) {
  FlipBits(0, 8, 300);
  EXPECT_EQ(opened_, 0);
}

TEST_P(FlippedBitsTest, OfTheHeader) {
  FlipBits(8, HeaderEnd(SmallestContainer(GetParam())), 1500);
  EXPECT_GT(refused_, 0);
  EXPECT_GT(opened_, 0);
}

TEST_P(FlippedBitsTest, OfTheData) {
  const std::vector<uint8_t> whole = SmallestContainer(GetParam());
  FlipBits(HeaderEnd(whole), whole.size(), 800);
  EXPECT_GT(refused_, 0);
  EXPECT_GT(opened_, 0);
}

INSTANTIATE_TEST_SUITE_P(All, FlippedBitsTest,
                         testing::Values(WeightType::kFloat32,
                                         WeightType::kInt8),
                         [](const auto& info) {
                           return info.param == WeightType::kInt8 ? "int8"
                                                                  : "float32";
                         });

}  // namespace
}  // namespace stepglot
