// Spelling: whether tokens make words that there are.
#ifndef STEPGLOT_CORE_SEARCH_SPELLING_H_
#define STEPGLOT_CORE_SEARCH_SPELLING_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/model/model.h"
#include "core/search/hypothesis_tree.h"

namespace stepglot {

/// The word that a hypothesis ends in the midst of.
struct OpenWord {
  size_t length = 0;          ///< letters so far
  bool is_in_lexicon = true;  ///< some word of the lexicon begins so
  Lexicon::Place place;       ///< how far that has been read
  size_t begin = 0, end = 0;  ///< words of the source that begin so
  bool is_excused = false;    ///< it has been found to be none already
};

/// Judges the words of one sequence's hypotheses. Known are the words of the
/// model's lexicon and, so that names can be copied, those of the source that
/// the lexicon does not list as words to be translated. A token misspells when
/// with it no known word begins like the one that it continues, or when it ends
/// a word that is not known. What follows of the same word is excused.
class Spelling {
 public:
  /// @param model   has a lexicon and must outlive this object.
  /// @param source  ids of the encoder's input.
  Spelling(const Model& model, std::span<const int> source);

  /// The word that a node's hypothesis ends in the midst of.
  OpenWord After(const HypothesisTree& tree, int node) const;

  /// Whether a token misspells the word that it follows.
  bool Misspells(OpenWord word, int id) const { return Write(word, id); }

 private:
  bool Write(OpenWord& word, int id) const;
  bool Add(OpenWord& word, uint8_t letter) const;
  bool IsKnown(const OpenWord& word) const;
  OpenWord NoLetters() const;

  const Lexicon* lexicon_;
  const PieceLetters* letters_;  ///< of the target's pieces
  /// Those that may be copied, in order.
  std::vector<std::vector<uint8_t>> source_words_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SPELLING_H_
