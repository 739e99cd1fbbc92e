// Appends texts, tokens, sentences and alignments, with their indices shifted.
#include "core/document/assembler.h"

#include <utility>

namespace stepglot {
namespace {

TextRange Shifted(const TextRange& range, size_t bytes) {
  return {range.begin + bytes, range.end + bytes};
}

// Adds a segment's sentences to a text that has neither its text nor its tokens
// yet.
void AppendSentences(TranslatedText& whole, const TranslatedText& part) {
  for (Sentence sentence : part.sentences) {
    sentence.target = Shifted(sentence.target, whole.text.size());
    sentence.tokens_begin += whole.tokens.size();
    sentence.tokens_end += whole.tokens.size();
    whole.sentences.push_back(sentence);
  }
}

// The same for its alignment.
void AppendAlignment(TranslatedText& whole, const TranslatedText& part) {
  const auto first = static_cast<int>(whole.alignment.source.size());
  whole.alignment.source.insert(whole.alignment.source.end(),
                                part.alignment.source.begin(),
                                part.alignment.source.end());
  for (AlignedToken token : part.alignment.target) {
    token.range = Shifted(token.range, whole.text.size());
    token.first += first;
    if (token.source >= 0) token.source += first;
    whole.alignment.target.push_back(std::move(token));
  }
}

}  // namespace

TranslatedText Assemble(std::span<const std::string> gaps,
                        std::span<const TranslatedText* const> segments) {
  TranslatedText whole;
  for (size_t i = 0; i < segments.size(); ++i) {
    const TranslatedText& part = *segments[i];
    whole.text += gaps[i];
    AppendSentences(whole, part);
    AppendAlignment(whole, part);
    whole.text += part.text;
    whole.tokens.insert(whole.tokens.end(), part.tokens.begin(),
                        part.tokens.end());
  }
  whole.text += gaps.back();
  return whole;
}

}  // namespace stepglot
