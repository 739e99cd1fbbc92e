// Lexicon: the words of a model's languages.
#ifndef STEPGLOT_CORE_MODEL_EXTRAS_LEXICON_H_
#define STEPGLOT_CORE_MODEL_EXTRAS_LEXICON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/bytes.h"

namespace stepglot {

/// The words of the target language, and those of the source language that are
/// always translated, as a minimal automaton, so that hundreds of thousands of
/// inflected forms take a few hundred kilobytes. Its letters are all that a
/// word can consist of; a capital is the same letter as its small one. See
/// core/model/README.md for the layout of the bytes.
class Lexicon {
 public:
  /// What is no letter parts words.
  static constexpr uint8_t kNoLetter = 0;

  /// How far a word has been read.
  struct Place {
    uint32_t arc = 0;             ///< first of the arcs that lead on; the
                                  ///< root's at first
    bool is_word = false;         ///< what has been read is a word
    bool is_beginning = true;     ///< ... or the beginning of one
    bool is_source_word = false;  ///< ... of the source language
  };

  /// Checks sizes, order and targets; keeps `bytes`, at any alignment.
  /// @param where  name of the file, for messages.
  /// @throws Error kInvalidModel.
  Lexicon(Bytes bytes, const std::string& where);

  /// The letter that a character is, or kNoLetter.
  uint8_t Letter(char32_t character) const;

  /// Where a letter leads, or nothing when no word goes on with it.
  std::optional<Place> Next(Place place, uint8_t letter) const;

 private:
  void CheckAlphabet(const std::string& where) const;
  void CheckArcs(const std::string& where) const;
  uint32_t Word(size_t index) const;
  uint32_t Character(size_t index) const;
  uint32_t Arc(size_t index) const;

  Bytes bytes_;
  size_t characters_ = 0;
  size_t arcs_ = 0;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_EXTRAS_LEXICON_H_
