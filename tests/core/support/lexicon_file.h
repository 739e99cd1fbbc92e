// Writes the bytes of lexicons, sound ones and damaged ones.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_LEXICON_FILE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_LEXICON_FILE_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/support/byte_writer.h"

namespace stepglot {

/// The fields of a lexicon; each may be set to nonsense. Its letters are a to
/// z, numbered from 1, and their capitals.
struct LexiconFile {
  static constexpr uint32_t kLast = 1U << 8;
  static constexpr uint32_t kWord = 1U << 9;
  static constexpr uint32_t kSourceWord = 1U << 10;
  static constexpr uint32_t kGoOn = 1U << 11;
  static constexpr int kTarget = 12;

  std::string magic = "LEX1";
  std::vector<uint32_t> characters;
  std::vector<uint32_t> arcs;

  LexiconFile() {
    for (const uint32_t first : {uint32_t{'A'}, uint32_t{'a'}}) {
      for (uint32_t i = 0; i < 26; ++i)
        characters.push_back((first + i) | ((i + 1) << 24));
    }
  }

  /// @param words  of a to z: a tree of them, in which nothing is shared.
  /// @param source_words  the same of the source language.
  explicit LexiconFile(const std::set<std::string>& words,
                       const std::set<std::string>& source_words = {})
      : LexiconFile() {
    std::map<std::string, uint32_t> marks;
    for (const std::string& word : words) marks[word] |= kWord;
    for (const std::string& word : source_words) marks[word] |= kSourceWord;
    AddNode(marks);
  }

  std::vector<uint8_t> Write() const {
    ByteWriter file;
    file.Text(magic);
    file.Number(static_cast<uint32_t>(characters.size()));
    file.Number(static_cast<uint32_t>(arcs.size()));
    return file.Numbers(characters).Numbers(arcs).bytes();
  }

 private:
  // @param rests  of words that begin alike, with their marks.
  void AddNode(const std::map<std::string, uint32_t>& rests) {
    std::map<char, std::map<std::string, uint32_t>> by_letter;
    for (const auto& [rest, mark] : rests)
      by_letter[rest[0]][rest.substr(1)] = mark;
    size_t arc = arcs.size();
    arcs.resize(arc + by_letter.size());
    for (auto& [letter, followers] : by_letter) {
      const uint32_t mark = followers.contains("") ? followers[""] : 0;
      followers.erase("");
      const bool is_last = &followers == &by_letter.rbegin()->second;
      const auto target =
          static_cast<uint32_t>(followers.empty() ? 0 : arcs.size());
      const bool go_on =
          std::any_of(followers.begin(), followers.end(),
                      [](const auto& each) { return each.second & kWord; });
      arcs[arc] = static_cast<uint32_t>(letter - 'a' + 1) | mark |
                  (is_last ? kLast : 0) | (go_on ? kGoOn : 0) |
                  target << kTarget;
      if (!followers.empty()) AddNode(followers);
      ++arc;
    }
  }
};

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_LEXICON_FILE_H_
