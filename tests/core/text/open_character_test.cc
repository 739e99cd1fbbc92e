// Tests the bytes that are due against the reader of whole texts.
#include "core/text/open_character.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/text/utf8.h"

namespace stepglot {
namespace {

// Bytes at the edges of the ranges that the standard names.
const std::string kEdges =
    "\x01\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE"
    "\xEF\xF0\xF1\xF3\xF4\xF5\xFF";

bool HasCompletion(const std::string& bytes, int missing) {
  if (missing == 0) return IsUtf8(bytes);
  for (const char c : kEdges) {
    if (HasCompletion(bytes + c, missing - 1)) return true;
  }
  return false;
}

// The fewest bytes that make the run well-formed, or -1.
int Missing(const std::string& bytes) {
  for (int missing = 0; missing <= 3; ++missing) {
    if (HasCompletion(bytes, missing)) return missing;
  }
  return -1;
}

std::vector<std::string> Runs(size_t length) {
  std::vector<std::string> runs = {""};
  for (size_t i = 0; i < length; ++i) {
    std::vector<std::string> longer;
    for (const std::string& run : runs) {
      for (const char c : kEdges) longer.push_back(run + c);
    }
    runs = std::move(longer);
  }
  return runs;
}

TEST(OpenCharacter, MissesWhatTheReaderMisses) {
  for (const size_t length : {0, 1, 2}) {
    for (const std::string& run : Runs(length)) {
      const int missing = Missing(run);
      if (missing >= 0) {
        EXPECT_EQ(OpenAtEndOf(run).due, missing) << testing::PrintToString(run);
      }
    }
  }
}

TEST(OpenCharacter, TakesWhatCanBeCompleted) {
  for (const size_t length : {1, 2}) {
    for (const std::string& run : Runs(length)) {
      const OpenCharacter open = OpenAtEndOf(run);
      if (!open.is_open()) continue;
      // What stands before the character does not matter.
      const std::string whole = Missing(run) < 0 ? run.substr(1) : run;
      for (int byte = 0; byte < 256; ++byte) {
        EXPECT_EQ(open.Takes(static_cast<uint8_t>(byte)),
                  HasCompletion(whole + static_cast<char>(byte), open.due - 1))
            << testing::PrintToString(run) << " and " << byte;
      }
    }
  }
}

TEST(OpenCharacter, FirstBytes) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string one(1, static_cast<char>(byte));
    EXPECT_EQ(IsFirstByte(static_cast<uint8_t>(byte)), Missing(one) >= 0)
        << byte;
    EXPECT_EQ(OpenedBy(static_cast<uint8_t>(byte)).due, OpenAtEndOf(one).due);
  }
}

TEST(OpenCharacter, IllFormedBytesLeaveNoneOpen) {
  for (const char* run :
       {"\x80", "\xC0", "\xF5", "\xE0\x80", "\xED\xA0", "\xF4\x90",
        "\xE2\x82\xAC\x80", "\xE2\x41", "\x80\x80\x80", "\xFF\x80"}) {
    EXPECT_FALSE(OpenAtEndOf(run).is_open()) << testing::PrintToString(run);
  }
}

TEST(OpenCharacter, OnlyTheLastCharacterMatters) {
  EXPECT_EQ(OpenAtEndOf("\xE2\xE2").due, 2);
  EXPECT_EQ(OpenAtEndOf("\x80\xF0\x9F").due, 2);
  EXPECT_EQ(OpenAtEndOf("\xF0\x9F\x98").due, 1);
  EXPECT_EQ(OpenAtEndOf("a\xC3").due, 1);
  EXPECT_EQ(OpenAtEndOf("\xC3\xBC").due, 0);
}

}  // namespace
}  // namespace stepglot
