// Tests files in memory, their parts, and who keeps the bytes alive.
#include "core/files/file.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/bytes.h"

namespace stepglot {
namespace {

Bytes Letters() {
  const std::string text = "abcdefgh";
  return Bytes(std::vector<uint8_t>(text.begin(), text.end()));
}

TEST(Bytes, SlicesAreViews) {
  const Bytes bytes = Letters();
  const Bytes slice = bytes.Slice(2, 3);
  EXPECT_EQ(slice.text(), "cde");
  EXPECT_EQ(slice.span().data(), bytes.span().data() + 2);
  EXPECT_EQ(slice.Slice(1, 1).text(), "d");
  EXPECT_TRUE(bytes.Slice(8, 0).empty());
  EXPECT_EQ(bytes.Slice(0, 8).text(), "abcdefgh");
}

TEST(Bytes, ASliceKeepsTheWholeAlive) {
  bool is_alive = true;
  Bytes slice;
  {
    const std::shared_ptr<const uint8_t> owner(new uint8_t[4]{1, 2, 3, 4},
                                               [&](const uint8_t* data) {
                                                 is_alive = false;
                                                 delete[] data;
                                               });
    slice = Bytes(owner, 4).Slice(1, 2);
  }
  EXPECT_TRUE(is_alive);
  EXPECT_EQ(slice.span()[1], 3);
  slice = Bytes();
  EXPECT_FALSE(is_alive);
}

TEST(Bytes, NothingIsEmpty) {
  EXPECT_TRUE(Bytes().empty());
  EXPECT_EQ(Bytes().text(), "");
  EXPECT_TRUE(Bytes(std::vector<uint8_t>()).empty());
}

TEST(MemoryFile, PartsAreViews) {
  const Bytes bytes = Letters();
  const auto file = std::make_shared<const MemoryFile>("letters", bytes);
  EXPECT_EQ(file->name(), "letters");
  EXPECT_EQ(file->size(), 8U);
  EXPECT_EQ(file->ReadAll().span().data(), bytes.span().data());
  EXPECT_EQ(file->Read(3, 2).text(), "de");
  const FilePart part = {file, 2, 5};
  EXPECT_EQ(part.Read().text(), "cdefg");
  const FilePart inner = part.Slice(1, 3);
  EXPECT_EQ(inner.Read().text(), "def");
  EXPECT_EQ(inner.offset, 3U);
  EXPECT_EQ(inner.Slice(3, 0).Read().size(), 0U);
}

}  // namespace
}  // namespace stepglot
