// Tests the reader of protocol buffers on messages made by hand.
#include "core/text/protobuf.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"

namespace stepglot {
namespace {

std::vector<ProtobufField> Fields(std::string_view bytes) {
  ProtobufMessage message(bytes, "here");
  std::vector<ProtobufField> fields;
  while (const auto field = message.Next()) fields.push_back(*field);
  return fields;
}

std::string Bytes(std::initializer_list<int> values) {
  std::string bytes;
  for (const int value : values) bytes.push_back(static_cast<char>(value));
  return bytes;
}

testing::AssertionResult Refused(const std::string& bytes) {
  return Throws(ErrorCode::kInvalidModel, {"here", "damaged protocol buffer"},
                [&] { Fields(bytes); });
}

TEST(ProtobufMessage, AnEmptyMessageHasNoFields) {
  EXPECT_TRUE(Fields("").empty());
  ProtobufMessage message("", "here");
  EXPECT_FALSE(message.Next());
  EXPECT_FALSE(message.Next());
}

// A tag is the field's number shifted left by three, with the wire type.
TEST(ProtobufMessage, ReadsEveryWireType) {
  const std::string bytes = Bytes({0x08, 0x96, 0x01}) +      // 1: 150
                            Bytes({0x12, 3, 'a', 0, 'c'}) +  // 2: "a\0c"
                            Bytes({0x19, 1, 2, 3, 4, 5, 6, 7, 8}) +
                            Bytes({0x25, 1, 2, 3, 4}) +  // 4: 32 bits
                            Bytes({0x82, 0x01, 0}) +     // 16: ""
                            Bytes({0x28, 0});            // 5: 0
  const std::vector<ProtobufField> fields = Fields(bytes);
  ASSERT_EQ(fields.size(), 6U);
  const uint32_t numbers[] = {1, 2, 3, 4, 16, 5};
  for (size_t i = 0; i < fields.size(); ++i)
    EXPECT_EQ(fields[i].number, numbers[i]);
  EXPECT_EQ(fields[0].varint, 150U);
  EXPECT_TRUE(fields[0].bytes.empty());
  EXPECT_EQ(fields[1].bytes, std::string_view("a\0c", 3));
  EXPECT_EQ(fields[1].bytes.data(), bytes.data() + 5);  // no copy
  EXPECT_TRUE(fields[4].bytes.empty());
  EXPECT_EQ(fields[5].varint, 0U);
}

TEST(ProtobufMessage, ReadsVarintsOfUpTo64Bits) {
  const auto value = [](const std::string& varint) {
    return Fields(Bytes({0x08}) + varint).at(0).varint;
  };
  EXPECT_EQ(value(Bytes({0x7F})), 127U);
  EXPECT_EQ(value(Bytes({0x80, 0x01})), 128U);
  EXPECT_EQ(value(Bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x0F})), 0xFFFFFFFFU);
  EXPECT_EQ(value(std::string(9, '\xFF') + '\x01'), ~uint64_t{0});
  EXPECT_EQ(value(std::string(9, '\x80') + '\x01'), uint64_t{1} << 63);
}

TEST(ProtobufMessage, EveryTruncationIsRefused) {
  const std::string whole =
      Bytes({0x08, 0x96, 0x01}) + Bytes({0x12, 3, 'a', 'b', 'c'}) +
      Bytes({0x19, 1, 2, 3, 4, 5, 6, 7, 8}) + Bytes({0x25, 1, 2, 3, 4});
  EXPECT_EQ(Fields(whole).size(), 4U);
  for (size_t size = 1; size < whole.size(); ++size) {
    // Where one field ends and no other has begun, the rest is a message.
    if (size == 3 || size == 8 || size == 17) continue;
    EXPECT_TRUE(Refused(whole.substr(0, size))) << size;
  }
}

TEST(ProtobufMessage, DamageIsRefused) {
  EXPECT_TRUE(Refused(Bytes({0x08}) + std::string(10, '\x80') + '\x01'));
  EXPECT_TRUE(Refused(std::string(11, '\xFF')));
  for (const int wire_type : {3, 4, 6, 7})
    EXPECT_TRUE(Refused(Bytes({0x08 | wire_type, 0, 0, 0})));
  // Lengths beyond the message, up to the largest there is.
  EXPECT_TRUE(Refused(Bytes({0x12, 2, 'a'})));
  EXPECT_TRUE(Refused(Bytes({0x12}) + std::string(9, '\xFF') + '\x01'));
}

}  // namespace
}  // namespace stepglot
