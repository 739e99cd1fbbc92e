// Follows the bytes at the end of hypotheses.
#include "core/search/character_rules.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "core/text/open_character.h"

namespace stepglot {
namespace {

// Bytes of a character that can be open.
constexpr size_t kMostOpen = 3;

// U+FFFD without its last byte, and that.
constexpr std::string_view kReplacementStart = "\xEF\xBF";
constexpr uint8_t kReplacementEnd = 0xBD;

// The ids that no search generates.
std::set<int> Suppressed(const SearchOptions& options,
                         const ModelConfig& config) {
  std::set<int> ids(config.suppressed.begin(), config.suppressed.end());
  for (const std::vector<int>& sequence : options.suppress) {
    if (sequence.size() == 1) ids.insert(sequence.front());
  }
  return ids;
}

}  // namespace

CharacterRules::CharacterRules(const Tokenizer& tokenizer,
                               const SearchOptions& options,
                               const ModelConfig& config)
    : tokenizer_(&tokenizer), bytes_(BytePiecesOf(tokenizer)) {
  const std::set<int> suppressed = Suppressed(options, config);
  for (const BytePiece& piece : bytes_) {
    if (IsFirstByte(piece.byte)) continue;
    never_between_.push_back(piece.id);
    if (!suppressed.contains(piece.id)) following_.push_back(piece);
  }
  for (const BytePiece& piece : bytes_) {
    const OpenCharacter opened = OpenedBy(piece.byte);
    if (!opened.is_open()) continue;
    // Whatever may come second may also come third and fourth.
    const bool can_end = std::any_of(
        following_.begin(), following_.end(),
        [&](const BytePiece& next) { return opened.Takes(next.byte); });
    if (can_end) {
      leads_.push_back({piece.id, opened.due});
    } else {
      never_between_.push_back(piece.id);
    }
  }
}

// The byte that an id stands for, or nothing.
std::optional<uint8_t> CharacterRules::ByteOf(int id) const {
  const auto found = std::lower_bound(
      bytes_.begin(), bytes_.end(), id,
      [](const BytePiece& piece, int wanted) { return piece.id < wanted; });
  if (found == bytes_.end() || found->id != id) return std::nullopt;
  return found->byte;
}

// The last bytes of a hypothesis. Ids that leave nothing in a text may stand
// between bytes of one character.
std::string CharacterRules::BytesAtEnd(const HypothesisTree& tree,
                                       int node) const {
  std::string bytes;
  for (; node != 0 && bytes.size() < kMostOpen; node = tree.node(node).parent) {
    const int id = tree.node(node).id;
    const std::optional<uint8_t> byte = ByteOf(id);
    if (byte) {
      bytes.insert(bytes.begin(), static_cast<char>(*byte));
    } else if (tokenizer_->IsText(id)) {
      break;
    }
  }
  return bytes;
}

std::vector<int> CharacterRules::Due(const HypothesisTree& tree,
                                     int node) const {
  std::vector<int> due;
  if (bytes_.empty()) return due;
  const std::string bytes = BytesAtEnd(tree, node);
  const OpenCharacter open = OpenAtEndOf(bytes);
  if (!open.is_open()) return due;
  const bool spells_replacement = bytes.ends_with(kReplacementStart);
  for (const BytePiece& piece : following_) {
    if (spells_replacement && piece.byte == kReplacementEnd) continue;
    if (open.Takes(piece.byte)) due.push_back(piece.id);
  }
  return due;
}

void CharacterRules::ApplyBetween(const LogitRow& logits) const {
  for (const int id : never_between_) logits.RuleOut(id);
}

bool CharacterRules::ApplyRoom(int room, const LogitRow& logits) const {
  bool applies = false;
  for (const Lead& lead : leads_) {
    if (room > lead.due) continue;
    logits.RuleOut(lead.id);
    applies = true;
  }
  return applies;
}

std::vector<int> CharacterRules::Completing(
    std::span<const int> candidates) const {
  std::vector<int> ids;
  // Also one that the rules would not begin: a forced prefix can.
  const bool begins_one = std::any_of(
      bytes_.begin(), bytes_.end(), [candidates](const BytePiece& piece) {
        return OpenedBy(piece.byte).is_open() &&
               std::binary_search(candidates.begin(), candidates.end(),
                                  piece.id);
      });
  if (!begins_one) return ids;
  for (const BytePiece& piece : following_) ids.push_back(piece.id);
  return ids;
}

}  // namespace stepglot
