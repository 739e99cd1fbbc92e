// CharacterRules: which bytes may follow a hypothesis.
#ifndef STEPGLOT_CORE_SEARCH_CHARACTER_RULES_H_
#define STEPGLOT_CORE_SEARCH_CHARACTER_RULES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/nn/logit_row.h"
#include "core/search/hypothesis_tree.h"
#include "core/search/options.h"
#include "core/text/byte_pieces.h"
#include "core/text/tokenizer.h"

namespace stepglot {

/// Keeps a search from writing ill-formed UTF-8 where the vocabulary spells
/// characters byte by byte. While a character is open, nothing but the bytes
/// that are due may follow; else no byte that could only continue one, and none
/// that begins a character which the tokens left could not complete. U+FFFD,
/// which stands for text that was lost, is not spelled. Costs nothing where the
/// vocabulary has no byte pieces.
class CharacterRules {
 public:
  /// Without byte pieces there are no rules.
  CharacterRules() = default;

  /// @param tokenizer  the target's; must outlive this object.
  /// @param options,config  say which ids are never generated.
  CharacterRules(const Tokenizer& tokenizer, const SearchOptions& options,
                 const ModelConfig& config);

  /// The ids that may follow a node's hypothesis when it ends within a
  /// character: nothing else may. Empty when it does not, and when none of them
  /// is in the vocabulary, as after a forced prefix.
  std::vector<int> Due(const HypothesisTree& tree, int node) const;

  /// Rules out the bytes that begin no character. For where none is open.
  /// @param logits  in and out.
  void ApplyBetween(const LogitRow& logits) const;

  /// Rules out the bytes that begin characters for which there is no room.
  /// Apart from the rest because a limit of length must not change what the
  /// other tokens' probabilities are.
  /// @param room    tokens that may follow the hypothesis, this one included.
  /// @param logits  in and out.
  /// @return whether there are any.
  bool ApplyRoom(int room, const LogitRow& logits) const;

  /// The ids that complete characters, if one of the candidates begins any: a
  /// shortlist has to have them then.
  /// @param candidates  ascending.
  std::vector<int> Completing(std::span<const int> candidates) const;

 private:
  /// An id that begins a character.
  struct Lead {
    int id = 0;
    int due = 0;  ///< bytes that must follow
  };

  std::optional<uint8_t> ByteOf(int id) const;
  std::string BytesAtEnd(const HypothesisTree& tree, int node) const;

  const Tokenizer* tokenizer_ = nullptr;
  std::vector<BytePiece> bytes_;      ///< by id; empty without rules
  std::vector<BytePiece> following_;  ///< those that may complete characters
  std::vector<Lead> leads_;
  std::vector<int> never_between_;  ///< ids that are ruled out between
                                    ///< characters
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_CHARACTER_RULES_H_
