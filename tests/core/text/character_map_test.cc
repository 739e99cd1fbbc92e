// Tests that character maps which would lead SentencePiece astray are refused.
#include "core/text/character_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "core/text/sentence_piece_tokenizer.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

// A trie of 256 nodes that lead nowhere but to each other.
std::vector<uint32_t> SoundTrie() { return std::vector<uint32_t>(256, 0); }

// A character map of a trie and the replacement "a".
std::string Map(const std::vector<uint32_t>& trie) {
  const auto size = static_cast<uint32_t>(trie.size() * sizeof(uint32_t));
  std::string map(sizeof(size) + size, '\0');
  std::memcpy(map.data(), &size, sizeof(size));
  std::copy_n(reinterpret_cast<const char*>(trie.data()), size,
              map.data() + sizeof(size));
  return map + std::string("a\0", 2);
}

// A length-delimited field of a protocol buffer whose tag takes one byte.
std::string Field(int number, const std::string& bytes) {
  std::string field(1, static_cast<char>(number << 3 | 2));
  size_t size = bytes.size();
  for (; size > 0x7F; size >>= 7)
    field += static_cast<char>(0x80 | (size & 0x7F));
  return field + static_cast<char>(size) + bytes;
}

// The part of a model that is looked at: normalizer_spec.precompiled_charsmap.
std::string ModelWith(const std::string& map, int spec = 3) {
  return Field(spec, Field(2, map));
}

testing::AssertionResult Refused(const std::string& model,
                                 const std::string& part) {
  return Throws(ErrorCode::kInvalidModel,
                {"here", "not a usable SentencePiece model", part},
                [&] { CheckCharacterMaps(model, "here"); });
}

TEST(CheckCharacterMaps, AcceptsSoundMaps) {
  for (const char* name : kFixtureNames) {
    const Model& model = *Fixture::Get(name).model();
    EXPECT_NO_THROW(
        CheckCharacterMaps(model.source_vocabulary().spm.text(), "here"));
    EXPECT_NO_THROW(
        CheckCharacterMaps(model.target_vocabulary().spm.text(), "here"));
  }
  EXPECT_NO_THROW(CheckCharacterMaps(ModelWith(Map(SoundTrie())), "here"));
  EXPECT_NO_THROW(CheckCharacterMaps(ModelWith(""), "here"));
  EXPECT_NO_THROW(CheckCharacterMaps("", "here"));
}

TEST(CheckCharacterMaps, RefusesMapsWithoutRoom) {
  const std::string map = Map(SoundTrie());
  for (const size_t size : {1, 4, 5, 100, 1027, 1028}) {
    EXPECT_TRUE(
        Refused(ModelWith(map.substr(0, size)), "damaged character map"))
        << size;
  }
  EXPECT_TRUE(Refused(ModelWith(Map({})), "damaged character map"));
  EXPECT_TRUE(Refused(ModelWith(Map(std::vector<uint32_t>(255))),
                      "damaged character map"));
}

TEST(CheckCharacterMaps, RefusesTriesThatLeadOutside) {
  const uint32_t offset_256 = 256U << 10;
  const uint32_t offset_of_millions = 0x1FFFFFU << 10 | 0x200U;
  const uint32_t value_2 = 0x80000002U;  // the replacements take two bytes
  for (const uint32_t unit :
       {offset_256, offset_of_millions, value_2, 0xFFFFFFFFU}) {
    for (const size_t at : {0, 7, 255}) {
      std::vector<uint32_t> trie = SoundTrie();
      trie[at] = unit;
      for (const int spec : {3, 5}) {
        EXPECT_TRUE(
            Refused(ModelWith(Map(trie), spec), "damaged character map"))
            << unit;
      }
    }
  }
}

// The first unit is taken for a node whatever its top bit says.
TEST(CheckCharacterMaps, RefusesAValueAsRoot) {
  std::vector<uint32_t> trie = SoundTrie();
  trie[9] = 0x80000001U;
  EXPECT_NO_THROW(CheckCharacterMaps(ModelWith(Map(trie)), "here"));
  trie[9] = 0;
  trie[0] = 0x80000001U;
  EXPECT_TRUE(Refused(ModelWith(Map(trie)), "damaged character map"));
}

// A node that claims a value has it in its first child, whatever that is.
TEST(CheckCharacterMaps, RefusesANodeTakenForAValue) {
  std::vector<uint32_t> trie = SoundTrie();
  trie[5] = 0x100U | 3U << 10;
  EXPECT_NO_THROW(CheckCharacterMaps(ModelWith(Map(trie)), "here"));
  trie[5 ^ 3] = 2;
  EXPECT_TRUE(Refused(ModelWith(Map(trie)), "damaged character map"));
}

TEST(CheckCharacterMaps, FindsMapsBehindOddTags) {
  std::vector<uint32_t> trie = SoundTrie();
  trie[7] = 0xFFFFFFFFU;
  const std::string model = ModelWith(Map(trie));
  // The same tag, 26, in two bytes, and in five with a bit above the 32nd.
  for (const std::string& tag :
       {std::string("\x9A\x00", 2), std::string("\x9A\x80\x80\x80\x10", 5)}) {
    EXPECT_TRUE(Refused(tag + model.substr(1), "damaged character map"));
  }
  // Behind other fields, and in the second of two specs.
  const std::string other = Field(1, "x") + std::string("\x20\x05", 2);
  EXPECT_TRUE(Refused(other + ModelWith(Map(SoundTrie())) + model,
                      "damaged character map"));
}

TEST(CheckCharacterMaps, RefusesWhatIsNoProtocolBuffer) {
  for (const std::string& bytes :
       {std::string("\x1A"), std::string("\x1A\x05"), std::string("\x1A\x05xx"),
        std::string("\x80"), std::string(11, '\xFF'), std::string("\x0B"),
        std::string("\x0F"), std::string("\x09xxxxxxx"),
        std::string("\x0Dxxx")}) {
    EXPECT_TRUE(Refused(bytes, "damaged protocol buffer"))
        << testing::PrintToString(bytes);
  }
}

// Real text through damaged maps: AddressSanitizer watches SentencePiece walk
// them.
TEST(CheckCharacterMaps, WhatItAcceptsIsSafe) {
  const std::string whole(
      Fixture::Get("tiny-post").model()->source_vocabulary().spm.text());
  Random random(1);
  int accepted = 0;
  for (int round = 0; round < 600; ++round) {
    std::string damaged = whole;
    const auto at =
        static_cast<size_t>(random.Below(static_cast<int>(whole.size())));
    damaged[at] ^= static_cast<char>(1 << random.Below(8));
    try {
      const SentencePieceTokenizer tokenizer(damaged, "damaged");
      for (int c = 1; c < 0x600; c += 7) {
        const std::string character = {static_cast<char>(0xC0 | c >> 6),
                                       static_cast<char>(0x80 | (c & 0x3F))};
        tokenizer.Encode("\xEF\xBC\xA1" + character +
                         "\xE2\x84\xA2 \xEF\xAC\x81");
      }
      ++accepted;
    } catch (const Error&) {
    }
  }
  EXPECT_GT(accepted, 0);
}

}  // namespace
}  // namespace stepglot
