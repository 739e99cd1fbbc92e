// The text of hypotheses.
#ifndef STEPGLOT_CORE_TRANSLATE_TARGET_TEXT_H_
#define STEPGLOT_CORE_TRANSLATE_TARGET_TEXT_H_

#include <span>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/search/hypothesis_tree.h"
#include "core/search/options.h"
#include "core/translate/translation.h"

namespace stepglot {

/// The index of the source token that a target token is aligned with: the
/// largest weight among those that stand for text, the first of equal ones; -1
/// when none does.
/// @param weights  [source tokens].
int BestAligned(std::span<const float> weights,
                std::span<const SourceToken> source);

/// Turns paths of a hypothesis tree into pieces and translations.
class TargetText {
 public:
  /// @param model  must outlive this object.
  TargetText(const Model& model, const SearchOptions& options)
      : model_(&model), options_(options) {}

  /// The piece that a node's token is decoded as: its own, or, for the unknown
  /// id on request, the text of the source token that it is aligned with.
  std::string Piece(const Node& node,
                    std::span<const SourceToken> source) const;

  /// The hypothesis from the root to a node.
  Translation Translate(const HypothesisTree& tree, int node,
                        const SourceSequence& source) const;

 private:
  const Model* model_;
  SearchOptions options_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_TRANSLATE_TARGET_TEXT_H_
