// Appends texts, tokens, sentences and alignments, with their indices shifted.
#include "core/document/assembler.h"

#include <algorithm>
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

// The same for the spans that it kept.
void AppendKept(TranslatedText& whole, const TranslatedText& part) {
  for (KeptSpan kept : part.kept) {
    kept.target = Shifted(kept.target, whole.text.size());
    whole.kept.push_back(kept);
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
    AppendKept(whole, part);
    AppendAlignment(whole, part);
    whole.text += part.text;
    whole.tokens.insert(whole.tokens.end(), part.tokens.begin(),
                        part.tokens.end());
  }
  whole.text += gaps.back();
  return whole;
}

void AddCopiedSpans(std::string_view source, std::span<const Span> spans,
                    TranslatedText& whole) {
  std::vector<KeptSpan> kept;
  size_t masked = 0;
  size_t sentence = 0;
  size_t at = 0;  // in the translation
  for (const Span& span : spans) {
    const TextRange& range = span.range;
    while (sentence < whole.sentences.size() &&
           whole.sentences[sentence].source.end <= range.begin)
      at = std::max(at, whole.sentences[sentence++].target.end);
    // Numbers may have been masked besides.
    while (masked < whole.kept.size() &&
           whole.kept[masked].source.range.begin < range.begin)
      kept.push_back(whole.kept[masked++]);
    if (masked < whole.kept.size() && whole.kept[masked].source == span) {
      kept.push_back(whole.kept[masked++]);
      continue;
    }
    const std::string_view text = source.substr(range.begin, range.size());
    const size_t place = whole.text.find(text, at);
    if (place == std::string::npos) continue;
    kept.push_back({span, {place, place + text.size()}});
    at = place + text.size();
  }
  kept.insert(kept.end(), whole.kept.begin() + static_cast<ptrdiff_t>(masked),
              whole.kept.end());
  std::stable_sort(kept.begin(), kept.end(),
                   [](const KeptSpan& a, const KeptSpan& b) {
                     return a.source.range.begin < b.source.range.begin;
                   });
  whole.kept = std::move(kept);
}

}  // namespace stepglot
