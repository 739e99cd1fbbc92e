// OutputIds: some ids of the target vocabulary, and the place of each.
#ifndef STEPGLOT_CORE_NN_OUTPUT_IDS_H_
#define STEPGLOT_CORE_NN_OUTPUT_IDS_H_

#include <bit>
#include <cstdint>
#include <vector>

namespace stepglot {

/// Ascending ids. Finding the place of one takes a bit test and a count of
/// bits, so that rules can touch single ids of a compact row of logits.
class OutputIds {
 public:
  /// What Find returns for an id that is not among them.
  static constexpr int kNowhere = -1;

  /// @param ids         ascending, each below `vocabulary`.
  /// @param vocabulary  ids of the target vocabulary.
  OutputIds(std::vector<int> ids, int vocabulary);

  int size() const { return static_cast<int>(ids_.size()); }
  int at(int place) const { return ids_[place]; }
  const std::vector<int>& all() const { return ids_; }

  /// @param id  from 0 to below the vocabulary's size.
  /// @return its place, or kNowhere.
  int Find(int id) const {
    const Word& word = words_[id / kWordBits];
    const uint64_t bit = uint64_t{1} << (id % kWordBits);
    if ((word.bits & bit) == 0) return kNowhere;
    return word.before + std::popcount(word.bits & (bit - 1));
  }

 private:
  static constexpr int kWordBits = 64;

  /// Which of 64 ids in a row are among them.
  struct Word {
    uint64_t bits = 0;
    int before = 0;  ///< ids of earlier words
  };

  std::vector<int> ids_;
  std::vector<Word> words_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_NN_OUTPUT_IDS_H_
