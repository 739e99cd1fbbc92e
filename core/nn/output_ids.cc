// Marks ids in words of bits.
#include "core/nn/output_ids.h"

#include <utility>

namespace stepglot {

OutputIds::OutputIds(std::vector<int> ids, int vocabulary)
    : ids_(std::move(ids)), words_(vocabulary / kWordBits + 1) {
  for (const int id : ids_)
    words_[id / kWordBits].bits |= uint64_t{1} << (id % kWordBits);
  int before = 0;
  for (Word& word : words_) {
    word.before = before;
    before += std::popcount(word.bits);
  }
}

}  // namespace stepglot
