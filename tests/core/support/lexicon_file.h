// Writes the bytes of lexicons, sound ones and damaged ones.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_LEXICON_FILE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_LEXICON_FILE_H_

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
  static constexpr int kTarget = 10;

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
  explicit LexiconFile(const std::set<std::string>& words) : LexiconFile() {
    AddNode({words.begin(), words.end()});
  }

  std::vector<uint8_t> Write() const {
    ByteWriter file;
    file.Text(magic);
    file.Number(static_cast<uint32_t>(characters.size()));
    file.Number(static_cast<uint32_t>(arcs.size()));
    return file.Numbers(characters).Numbers(arcs).bytes();
  }

 private:
  // @param rests  of words that begin alike, the empty one left out.
  void AddNode(const std::vector<std::string>& rests) {
    std::map<char, std::vector<std::string>> by_letter;
    for (const std::string& rest : rests)
      by_letter[rest[0]].push_back(rest.substr(1));
    size_t arc = arcs.size();
    arcs.resize(arc + by_letter.size());
    for (auto& [letter, followers] : by_letter) {
      const bool is_word = std::erase(followers, "") > 0;
      const bool is_last = &followers == &by_letter.rbegin()->second;
      const auto target =
          static_cast<uint32_t>(followers.empty() ? 0 : arcs.size());
      arcs[arc] = static_cast<uint32_t>(letter - 'a' + 1) |
                  (is_last ? kLast : 0) | (is_word ? kWord : 0) |
                  target << kTarget;
      if (!followers.empty()) AddNode(followers);
      ++arc;
    }
  }
};

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_LEXICON_FILE_H_
