// Shortlist: for each source piece, the target pieces that may translate it.
#ifndef STEPGLOT_CORE_MODEL_EXTRAS_SHORTLIST_H_
#define STEPGLOT_CORE_MODEL_EXTRAS_SHORTLIST_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/bytes.h"

namespace stepglot {

/// A lexical shortlist as Marian writes it (lex.*.s2t.bin). The decoder
/// computes logits of the candidates only, a few hundred pieces in place of
/// tens of thousands.
class Shortlist {
 public:
  /// Checks sizes, offsets and ids; keeps `bytes`, at any alignment.
  /// @param source_vocab,target_vocab  sizes of the model's vocabularies.
  /// @param where  name of the file, for messages.
  /// @throws Error kInvalidModel.
  Shortlist(Bytes bytes, int source_vocab, int target_vocab,
            const std::string& where);

  /// The target ids, ascending, that a source may be translated to, as Marian
  /// chooses them for a batch of this one source: the most frequent ids, those
  /// of every source piece and, with a shared vocabulary, the source's own;
  /// then the next frequent ones until they are a multiple of eight.
  /// @param source_ids  ids of the encoder's input, end token included.
  /// @param extra  ids that must be among them whatever the lists say, such as
  /// the end token and forced tokens; they are no part of the multiple.
  std::vector<int> Candidates(std::span<const int> source_ids,
                              bool shared_vocabulary,
                              std::span<const int> extra) const;

 private:
  uint64_t Offset(size_t word) const;
  uint32_t Id(uint64_t index) const;

  Bytes bytes_;
  size_t target_vocab_;
  size_t frequent_ = 0;  ///< ids below this are always candidates
  size_t words_ = 0;     ///< source pieces, one offset more than that
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_EXTRAS_SHORTLIST_H_
