// Tests the cursor through files.
#include "core/files/file_cursor.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "tests/core/support/byte_writer.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/watched_file.h"

namespace stepglot {
namespace {

TEST(FileCursor, TakesFieldsInTurn) {
  ByteWriter file;
  file.Number<uint8_t>(0xFE).Number<uint16_t>(0xFEDC);
  file.Number<uint32_t>(0xFEDCBA98).Number<uint64_t>(0xFEDCBA9876543210);
  file.Text("text").Text("part").Text("rest");
  FileCursor cursor(Watch("file", file.bytes()));
  EXPECT_EQ(cursor.Take<uint8_t>(), 0xFE);
  EXPECT_EQ(cursor.Take<uint16_t>(), 0xFEDC);
  EXPECT_EQ(cursor.Take<uint32_t>(), 0xFEDCBA98);
  EXPECT_EQ(cursor.Take<uint64_t>(), 0xFEDCBA9876543210);
  EXPECT_EQ(cursor.TakeText(4), "text");
  EXPECT_EQ(cursor.taken(), 19U);
  const FilePart part = cursor.TakePart(4);
  EXPECT_EQ(part.offset, 19U);
  EXPECT_EQ(part.Read().text(), "part");
  EXPECT_EQ(cursor.left(), 4U);
  EXPECT_EQ(cursor.TakeBytes(4).text(), "rest");
  EXPECT_EQ(cursor.TakeText(0), "");
}

TEST(FileCursor, StaysWithinItsPart) {
  FileCursor cursor({WatchText("file", "0123456789"), 2, 5});
  EXPECT_EQ(cursor.TakeText(3), "234");
  EXPECT_TRUE(
      Throws(ErrorCode::kInvalidModel,
             {"file: truncated", "4 bytes expected at byte 5", "found 2"},
             [&] { cursor.Take<uint32_t>(); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"18446744073709551615 bytes"},
                     [&] { cursor.TakePart(~uint64_t{0}); }));
  EXPECT_EQ(cursor.TakeText(2), "56");
}

TEST(FileCursor, ReadsAheadALittle) {
  std::vector<uint8_t> bytes(100'000);
  std::iota(bytes.begin(), bytes.end(), uint8_t{0});
  const auto file = Watch("file", bytes);
  FileCursor cursor(file);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(cursor.Take<uint8_t>(), bytes[static_cast<size_t>(i)]);
  }
  EXPECT_EQ(file->bytes_read(), 4096U);
  // What is skipped is not read, and long parts are read as they are.
  cursor.TakePart(50'000);
  EXPECT_EQ(cursor.Take<uint8_t>(), bytes[51'000]);
  EXPECT_EQ(cursor.TakeBytes(10'000).span()[9'999], bytes[61'000]);
  EXPECT_EQ(file->bytes_read(), 4096U + 4096 + 10'000);
  EXPECT_EQ(file->largest_read(), 10'000U);
}

}  // namespace
}  // namespace stepglot
