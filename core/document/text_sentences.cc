// Splits around spans, and spans at the ends of sentences.
#include "core/document/text_sentences.h"

#include <algorithm>
#include <span>

#include "core/document/sentences.h"

namespace stepglot {
namespace {

// Whether no sentence ends within a span. Separators end them, and words of
// another script have ends of their own.
bool IsWhole(const Span& span) {
  return span.kind != SpanKind::kSeparator &&
         span.kind != SpanKind::kUnwritable;
}

// The sentences of a text from a place on.
std::vector<TextRange> SentencesFrom(size_t first, std::string_view text,
                                     std::span<const Span> spans,
                                     const ModelConfig& config) {
  std::vector<TextRange> whole;
  for (const Span& span : spans) {
    if (span.range.begin >= first && IsWhole(span))
      whole.push_back({span.range.begin - first, span.range.end - first});
  }
  SentenceRules rules{.language = config.source_language};
  rules.whole = whole;
  std::vector<TextRange> sentences = SplitSentences(text.substr(first), rules);
  for (TextRange& sentence : sentences) {
    sentence.begin += first;
    sentence.end += first;
  }
  return sentences;
}

// Words of another script in a span for each sentence.
std::vector<Span> Divided(std::span<const Span> spans,
                          std::span<const TextRange> sentences) {
  std::vector<Span> divided;
  for (const Span& span : spans) {
    while (!sentences.empty() && sentences.front().end <= span.range.begin)
      sentences = sentences.subspan(1);
    if (span.kind != SpanKind::kUnwritable || sentences.empty()) {
      divided.push_back(span);
      continue;
    }
    for (const TextRange& sentence : sentences) {
      if (sentence.begin >= span.range.end) break;
      divided.push_back({{std::max(sentence.begin, span.range.begin),
                          std::min(sentence.end, span.range.end)},
                         span.kind});
    }
  }
  return divided;
}

// Where the text to translate begins: spaces after a target token belong to it.
size_t BeginOf(const SourceReader& reader, std::string_view text) {
  const size_t bytes = reader.TargetTokenOf(text).bytes;
  return bytes == 0 ? 0
                    : std::min(text.find_first_not_of(' ', bytes), text.size());
}

}  // namespace

TextSentences FindSentences(const SourceReader& reader, std::string_view text,
                            int index) {
  TextSentences found;
  found.begin = BeginOf(reader, text);
  const std::vector<Span> spans = reader.SpansOf(text, index);
  found.sentences =
      SentencesFrom(found.begin, text, spans, reader.model()->config());
  found.spans = Divided(spans, found.sentences);
  return found;
}

}  // namespace stepglot
