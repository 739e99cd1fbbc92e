// Reads and applies Marian's binary shortlist files.
#include "core/model/extras/shortlist.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

// u64 magic, checksum, number of frequent ids, length of a list at training,
// number of offsets, number of listed ids; then u64 offsets and u32 ids.
//
// The checksum is not verified: it runs over std::hash of the words, which is
// not the same function on all platforms, so sound files fail on some.
constexpr uint64_t kMagic = 0xF11A48D5013417F5;
constexpr size_t kHeaderBytes = 6 * sizeof(uint64_t);
constexpr size_t kFrequentField = 2;
constexpr size_t kOffsetsField = 4;
constexpr size_t kIdsField = 5;

// Marian's product works on eight columns at a time.
constexpr size_t kMultiple = 8;

template <typename T>
T Load(const Bytes& bytes, size_t offset) {
  T value;
  std::memcpy(&value, bytes.span().data() + offset, sizeof(T));
  return value;
}

uint64_t Field(const Bytes& bytes, size_t index) {
  return Load<uint64_t>(bytes, index * sizeof(uint64_t));
}

void CheckSizes(const Bytes& bytes, size_t source_vocab,
                const std::string& where) {
  if (bytes.size() < kHeaderBytes || Field(bytes, 0) != kMagic)
    Refuse(ErrorCode::kInvalidModel, where, "not a shortlist file");
  const uint64_t offsets = Field(bytes, kOffsetsField);
  if (offsets != source_vocab + 1) {
    Refuse(ErrorCode::kInvalidModel, where,
           "a shortlist with " + std::to_string(offsets) +
               " offsets; a source vocabulary of " +
               std::to_string(source_vocab) +
               " pieces needs one more than that");
  }
  const uint64_t ids = Field(bytes, kIdsField);
  const uint64_t rest = bytes.size() - kHeaderBytes;
  // Divided, as a product with a hostile count would overflow.
  const uint64_t offset_bytes = offsets * sizeof(uint64_t);
  if (rest < offset_bytes || (rest - offset_bytes) % sizeof(uint32_t) != 0 ||
      (rest - offset_bytes) / sizeof(uint32_t) != ids) {
    Refuse(ErrorCode::kInvalidModel, where,
           "truncated or corrupt: " + std::to_string(offsets) +
               " offsets and " + std::to_string(ids) + " ids do not fill " +
               std::to_string(bytes.size()) + " bytes");
  }
}

}  // namespace

Shortlist::Shortlist(Bytes bytes, int source_vocab, int target_vocab,
                     const std::string& where)
    : bytes_(std::move(bytes)),
      target_vocab_(static_cast<size_t>(target_vocab)),
      words_(static_cast<size_t>(source_vocab)) {
  CheckSizes(bytes_, words_, where);
  frequent_ = static_cast<size_t>(
      std::min<uint64_t>(Field(bytes_, kFrequentField), target_vocab_));
  const uint64_t ids = Field(bytes_, kIdsField);
  for (size_t word = 0; word <= words_; ++word) {
    const uint64_t limit = word == words_ ? ids : Offset(word + 1);
    if (Offset(word) > limit) {
      Refuse(ErrorCode::kInvalidModel, where,
             "offset " + std::to_string(word) + " is " +
                 std::to_string(Offset(word)) +
                 ", above what follows it: " + std::to_string(limit));
    }
  }
  for (uint64_t index = 0; index < ids; ++index) {
    if (Id(index) >= target_vocab_) {
      Refuse(ErrorCode::kInvalidModel, where,
             "lists id " + std::to_string(Id(index)) +
                 ", the target vocabulary has " +
                 std::to_string(target_vocab_));
    }
  }
}

uint64_t Shortlist::Offset(size_t word) const {
  return Load<uint64_t>(bytes_, kHeaderBytes + word * sizeof(uint64_t));
}

uint32_t Shortlist::Id(uint64_t index) const {
  const size_t begin = kHeaderBytes + (words_ + 1) * sizeof(uint64_t);
  return Load<uint32_t>(bytes_,
                        begin + static_cast<size_t>(index) * sizeof(uint32_t));
}

std::vector<int> Shortlist::Candidates(std::span<const int> source_ids,
                                       bool shared_vocabulary,
                                       std::span<const int> extra) const {
  std::vector<bool> chosen(target_vocab_);
  size_t count = 0;
  auto choose = [&](size_t id) {
    if (!chosen[id]) ++count;
    chosen[id] = true;
  };
  for (size_t id = 0; id < frequent_; ++id) choose(id);
  for (const int id : source_ids) {
    const auto word = static_cast<size_t>(id);
    if (shared_vocabulary) choose(word);
    const uint64_t end = Offset(word + 1);
    for (uint64_t i = Offset(word); i < end; ++i) choose(Id(i));
  }
  for (size_t id = frequent_; id < target_vocab_ && count % kMultiple != 0;
       ++id) {
    choose(id);
  }
  for (const int id : extra) choose(static_cast<size_t>(id));

  std::vector<int> candidates;
  candidates.reserve(count);
  for (size_t id = 0; id < target_vocab_; ++id) {
    if (chosen[id]) candidates.push_back(static_cast<int>(id));
  }
  return candidates;
}

}  // namespace stepglot
