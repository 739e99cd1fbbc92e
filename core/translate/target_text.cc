// Detokenizes hypotheses and locates their tokens.
#include "core/translate/target_text.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/document/letter_case.h"
#include "core/text/mapped_text.h"

namespace stepglot {
namespace {

// The weights as the alignment of a token; where it stands is not known yet.
AlignedToken Align(const std::vector<float>& weights,
                   std::span<const SourceToken> source) {
  AlignedToken token;
  token.source = BestAligned(weights, source);
  token.weights = weights;
  return token;
}

// Replaces a text by one made of it.
void Rewrite(const MappedText& rewritten, LocatedText& located) {
  for (TextRange& range : located.ranges) range = rewritten.Image(range);
  located.text = rewritten.text();
}

// Puts spans back in place of their marks, and capitals back.
// @param language  the translation's.
void Undisguise(const SourceSequence& source, std::string_view language,
                LocatedText& located, Translation& result) {
  Restored restored = RestoreSpans(located.text, source.masks, source.text);
  Rewrite(restored.text, located);
  result.keeps_marks = restored.is_faithful;
  if (source.letter_case != LetterCase::kAsWritten) {
    const MappedText raised = InLetterCase(source.letter_case, located.text,
                                           restored.spans, language);
    Rewrite(raised, located);
    for (TextRange& span : restored.spans) span = raised.Image(span);
  }
  for (size_t i = 0; i < source.masks.size(); ++i)
    result.kept.push_back({source.masks[i].span, restored.spans[i]});
}

}  // namespace

int BestAligned(std::span<const float> weights,
                std::span<const SourceToken> source) {
  int best = -1;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (!source[i].is_word) continue;
    if (best < 0 || weights[i] > weights[best]) best = static_cast<int>(i);
  }
  return best;
}

std::string TargetText::Piece(const Node& node,
                              std::span<const SourceToken> source) const {
  if (options_.replace_unknowns && node.id == *model_->config().unk) {
    const int aligned = BestAligned(*node.alignment, source);
    if (aligned >= 0) return source[aligned].text;
  }
  return model_->target_tokenizer().Piece(node.id);
}

Translation TargetText::Translate(const HypothesisTree& tree, int number,
                                  const SourceSequence& source) const {
  const Node& last = tree.node(number);
  Translation result;
  result.score = last.score;
  result.normalized = last.normalized;
  result.stop = last.stop;
  if (options_.alignment) result.alignment.source = source.tokens;
  std::vector<std::string> pieces;
  for (const int step : tree.Path(number)) {
    const Node& node = tree.node(step);
    if (options_.scores)
      result.log_probabilities.push_back(node.log_probability);
    if (node.stop == Stop::kEos) continue;
    result.tokens.push_back(node.id);
    pieces.push_back(Piece(node, source.tokens));
    if (options_.alignment)
      result.alignment.target.push_back(Align(*node.alignment, source.tokens));
  }
  LocatedText located = model_->target_tokenizer().DecodePieces(pieces);
  if (source.is_disguised()) {
    Undisguise(source, model_->config().target_language, located, result);
  }
  for (size_t i = 0; i < result.alignment.target.size(); ++i) {
    result.alignment.target[i].range = located.ranges[i];
  }
  result.text = std::move(located.text);
  result.sentences = {{source.range,
                       {0, result.text.size()},
                       0,
                       result.tokens.size(),
                       result.score}};
  return result;
}

}  // namespace stepglot
