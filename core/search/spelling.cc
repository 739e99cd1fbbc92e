// Reads the words of hypotheses letter by letter.
#include "core/search/spelling.h"

#include <algorithm>
#include <optional>

namespace stepglot {
namespace {

using Letters = std::vector<uint8_t>;

// Tokens of a word for which there is room from the beginning.
constexpr size_t kUsualTail = 32;

// The words of pieces in a row, in order.
std::vector<Letters> WordsOf(const PieceLetters& pieces,
                             std::span<const int> ids) {
  std::vector<Letters> words(1);
  for (const int id : ids) {
    for (const uint8_t letter : pieces.of(id)) {
      if (letter != Lexicon::kNoLetter) {
        words.back().push_back(letter);
      } else if (!words.back().empty()) {
        words.emplace_back();
      }
    }
  }
  if (words.back().empty()) words.pop_back();
  std::sort(words.begin(), words.end());
  return words;
}

// Whether the lexicon lists a word as one of the source language.
bool IsTranslated(const Lexicon& lexicon, const Letters& word) {
  std::optional<Lexicon::Place> place = Lexicon::Place();
  for (size_t i = 0; i < word.size() && place; ++i)
    place = lexicon.Next(*place, word[i]);
  return place && place->is_source_word;
}

}  // namespace

Spelling::Spelling(const Model& model, std::span<const int> source)
    : lexicon_(model.lexicon()),
      letters_(&model.target_letters()),
      source_words_(WordsOf(model.source_letters(), source)) {
  tail_.reserve(kUsualTail);
  std::erase_if(source_words_, [this](const Letters& word) {
    return IsTranslated(*lexicon_, word);
  });
}

OpenWord Spelling::After(const HypothesisTree& tree, int node) const {
  // Back to the last token that separates words: those before it do not matter.
  tail_.clear();
  for (bool is_separated = false; node != 0 && !is_separated;
       node = tree.node(node).parent) {
    tail_.push_back(tree.node(node).id);
    const auto letters = letters_->of(tail_.back());
    is_separated = std::find(letters.begin(), letters.end(),
                             Lexicon::kNoLetter) != letters.end();
  }
  OpenWord word = NoLetters();
  for (size_t i = tail_.size(); i-- > 0;) Write(word, tail_[i]);
  return word;
}

void Spelling::Mark(const HypothesisTree& tree, int node,
                    std::vector<Candidate>& candidates) const {
  if (candidates.empty()) return;
  const OpenWord word = After(tree, node);
  for (Candidate& candidate : candidates)
    candidate.misspells = Misspells(word, candidate.id);
}

// Appends a token to the word, which becomes the unfinished one after it.
// @return whether the token misspells it.
bool Spelling::Write(OpenWord& word, int id) const {
  bool misspells = false;
  for (const uint8_t letter : letters_->of(id)) {
    if (letter != Lexicon::kNoLetter) {
      misspells |= !word.is_excused && !Add(word, letter);
    } else {
      misspells |= !word.is_excused && word.length > 0 && !IsKnown(word);
      word = NoLetters();
    }
  }
  return misspells;
}

// @return whether a known word begins with the letters; else the rest of the
// word is excused.
bool Spelling::Add(OpenWord& word, uint8_t letter) const {
  if (word.is_in_lexicon) {
    const auto next = lexicon_->Next(word.place, letter);
    word.is_in_lexicon = next && next->is_beginning;
    word.place = next.value_or(Lexicon::Place());
  }
  // The words that begin with the letters so far are adjacent, the one that
  // ends here first.
  const size_t at = word.length;
  const auto first = source_words_.begin() + word.begin;
  const auto last = source_words_.begin() + word.end;
  const auto begin = std::find_if(first, last, [at, letter](const Letters& w) {
    return w.size() > at && w[at] == letter;
  });
  const auto end = std::find_if(
      begin, last, [at, letter](const Letters& w) { return w[at] != letter; });
  word.begin = begin - source_words_.begin();
  word.end = end - source_words_.begin();
  ++word.length;
  word.is_excused = !word.is_in_lexicon && word.begin == word.end;
  return !word.is_excused;
}

bool Spelling::IsKnown(const OpenWord& word) const {
  return (word.is_in_lexicon && word.place.is_word) ||
         (word.begin < word.end &&
          source_words_[word.begin].size() == word.length);
}

OpenWord Spelling::NoLetters() const {
  OpenWord word;
  word.end = source_words_.size();
  return word;
}

}  // namespace stepglot
