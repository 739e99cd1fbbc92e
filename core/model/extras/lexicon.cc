// Reads and walks the automaton.
#include "core/model/extras/lexicon.h"

#include <cstring>
#include <limits>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

// "LEX1", the numbers of characters and of arcs; then these, all as u32.
constexpr uint32_t kMagic = 0x3158454C;
constexpr size_t kHeaderWords = 3;

// A character: its code point, and above it its letter.
constexpr int kLetterShift = 24;
constexpr uint32_t kCodePointMask = (1U << kLetterShift) - 1;

// An arc: its letter, whether it is the last of its node, whether a word of
// either language ends with it and whether words of the target go on with it,
// and the first arc of the node that it leads to,
// or 0 for none: the root's are no arc's target.
constexpr uint32_t kArcLetterMask = 0xFF;
constexpr uint32_t kIsLast = 1U << 8;
constexpr uint32_t kIsWord = 1U << 9;
constexpr uint32_t kIsSourceWord = 1U << 10;
constexpr uint32_t kGoOn = 1U << 11;
constexpr int kTargetShift = 12;

constexpr uint32_t kNoArc = std::numeric_limits<uint32_t>::max();

}  // namespace

Lexicon::Lexicon(Bytes bytes, const std::string& where)
    : bytes_(std::move(bytes)) {
  const size_t words = bytes_.size() / sizeof(uint32_t);
  if (words < kHeaderWords || Word(0) != kMagic)
    Refuse(ErrorCode::kInvalidModel, where, "not a lexicon");
  characters_ = Word(1);
  arcs_ = Word(2);
  // Compared one by one, as a sum of hostile numbers would overflow.
  const size_t rest = words - kHeaderWords;
  if (bytes_.size() % sizeof(uint32_t) != 0 || characters_ > rest ||
      arcs_ != rest - characters_) {
    Refuse(ErrorCode::kInvalidModel, where,
           "truncated or corrupt: " + std::to_string(characters_) +
               " characters and " + std::to_string(arcs_) +
               " arcs do not fill " + std::to_string(bytes_.size()) + " bytes");
  }
  CheckAlphabet(where);
  CheckArcs(where);
}

void Lexicon::CheckAlphabet(const std::string& where) const {
  for (size_t i = 0; i < characters_; ++i) {
    const uint32_t code_point = Character(i) & kCodePointMask;
    if (Character(i) >> kLetterShift == kNoLetter) {
      Refuse(ErrorCode::kInvalidModel, where,
             "character " + std::to_string(i) + " has no letter");
    }
    if (i > 0 && code_point <= (Character(i - 1) & kCodePointMask)) {
      Refuse(ErrorCode::kInvalidModel, where,
             "character " + std::to_string(i) + " is out of order");
    }
  }
}

void Lexicon::CheckArcs(const std::string& where) const {
  if (arcs_ == 0) Refuse(ErrorCode::kInvalidModel, where, "has no words");
  bool begins_node = true;
  for (size_t i = 0; i < arcs_; ++i) {
    const uint32_t letter = Arc(i) & kArcLetterMask;
    const bool is_ordered =
        begins_node || letter > (Arc(i - 1) & kArcLetterMask);
    if (letter == kNoLetter || !is_ordered) {
      Refuse(ErrorCode::kInvalidModel, where,
             "arc " + std::to_string(i) + " is out of order");
    }
    const uint32_t target = Arc(i) >> kTargetShift;
    if (target >= arcs_ || (target > 0 && (Arc(target - 1) & kIsLast) == 0)) {
      Refuse(ErrorCode::kInvalidModel, where,
             "arc " + std::to_string(i) + " leads to " +
                 std::to_string(target) + ", where no node begins");
    }
    begins_node = (Arc(i) & kIsLast) != 0;
  }
  if (!begins_node)
    Refuse(ErrorCode::kInvalidModel, where, "the last node has no end");
}

uint32_t Lexicon::Word(size_t index) const {
  uint32_t word = 0;
  std::memcpy(&word, bytes_.span().data() + index * sizeof(word), sizeof(word));
  return word;
}

uint32_t Lexicon::Character(size_t index) const {
  return Word(kHeaderWords + index);
}

uint32_t Lexicon::Arc(size_t index) const {
  return Word(kHeaderWords + characters_ + index);
}

uint8_t Lexicon::Letter(char32_t character) const {
  size_t begin = 0;
  size_t end = characters_;
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    const uint32_t found = Character(middle);
    const uint32_t code_point = found & kCodePointMask;
    if (code_point == character)
      return static_cast<uint8_t>(found >> kLetterShift);
    (code_point < character ? begin : end) =
        code_point < character ? middle + 1 : middle;
  }
  return kNoLetter;
}

std::optional<Lexicon::Place> Lexicon::Next(Place place, uint8_t letter) const {
  if (place.arc == kNoArc) return std::nullopt;
  for (uint32_t i = place.arc;; ++i) {
    const uint32_t arc = Arc(i);
    if ((arc & kArcLetterMask) == letter) {
      const uint32_t target = arc >> kTargetShift;
      return Place{target == 0 ? kNoArc : target, (arc & kIsWord) != 0,
                   (arc & (kIsWord | kGoOn)) != 0, (arc & kIsSourceWord) != 0};
    }
    if ((arc & kIsLast) != 0) return std::nullopt;
  }
}

}  // namespace stepglot
