// Spelling: whether tokens make real words.
#ifndef STEPGLOT_CORE_SEARCH_SPELLING_H_
#define STEPGLOT_CORE_SEARCH_SPELLING_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/model/model.h"
#include "core/search/hypothesis_tree.h"

namespace stepglot {

/// The unfinished word at the end of a hypothesis.
struct OpenWord {
  size_t length = 0;          ///< letters so far
  bool is_in_lexicon = true;  ///< some word of the lexicon begins with them
  Lexicon::Place place;       ///< how far that has been read
  size_t begin = 0, end = 0;  ///< words of the source that do
  bool is_excused = false;    ///< it is already known not to be a word
};

/// Judges the words of one sequence's hypotheses. A word is known if the
/// model's lexicon has it or, so that names can be copied, if the source has it
/// and the lexicon does not list it as a word to be translated. A token
/// misspells when no known word begins with the letters that it makes, or when
/// it ends a word that is not known. What follows of the same word is excused.
class Spelling {
 public:
  /// @param model   has a lexicon and must outlive this object.
  /// @param source  ids of the encoder's input.
  Spelling(const Model& model, std::span<const int> source);

  /// The unfinished word at the end of a node's hypothesis.
  OpenWord After(const HypothesisTree& tree, int node) const;

  /// Whether a token misspells the unfinished word before it.
  bool Misspells(OpenWord word, int id) const { return Write(word, id); }

  /// Marks those of the candidates for what follows a node that misspell.
  void Mark(const HypothesisTree& tree, int node,
            std::vector<Candidate>& candidates) const;

 private:
  bool Write(OpenWord& word, int id) const;
  bool Add(OpenWord& word, uint8_t letter) const;
  bool IsKnown(const OpenWord& word) const;
  OpenWord NoLetters() const;

  const Lexicon* lexicon_;
  const PieceLetters* letters_;  ///< of the target's pieces
  /// Words of the source that may be copied, in order.
  std::vector<std::vector<uint8_t>> source_words_;
  mutable std::vector<int> tail_;  ///< scratch of After
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_SPELLING_H_
