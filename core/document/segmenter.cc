// Splits texts at sentences, and sentences that are too long at clauses.
#include "core/document/segmenter.h"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "core/document/clauses.h"
#include "core/document/gaps.h"
#include "core/document/preparer.h"
#include "core/document/text_sentences.h"
#include "core/protect/finder.h"
#include "core/protect/numbers.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

// Ids of one part of a sentence that is to stay as it is: the cost of attention
// grows with the square of the length.
constexpr int kMaxRawLength = 128;

// A sentence is halved so often, and only while it has so many ids.
constexpr int kMostHalvings = 3;
constexpr size_t kFewestToHalve = 8;

// Without white space around it.
TextRange Trimmed(std::string_view text, TextRange range) {
  while (range.begin < range.end) {
    const CodePoint c = ReadCodePoint(text.substr(range.begin));
    if (!IsSpace(c.value)) break;
    range.begin = std::min(range.end, range.begin + c.bytes);
  }
  const auto is_blank = [text](size_t begin, size_t bytes) {
    const CodePoint c = ReadCodePoint(text.substr(begin));
    return c.bytes == bytes && IsSpace(c.value);
  };
  while (range.end > range.begin) {
    size_t bytes = 1;
    while (bytes < 4 && range.end - bytes > range.begin &&
           (static_cast<unsigned char>(text[range.end - bytes]) & 0xC0U) ==
               0x80)
      ++bytes;
    if (!is_blank(range.end - bytes, bytes)) break;
    range.end -= bytes;
  }
  return range;
}

// The spans within a range.
std::span<const Span> Within(std::span<const Span> spans,
                             const TextRange& range) {
  const auto first = std::partition_point(
      spans.begin(), spans.end(),
      [&range](const Span& span) { return span.range.begin < range.begin; });
  const auto last = std::partition_point(
      first, spans.end(),
      [&range](const Span& span) { return span.range.end <= range.end; });
  return {first, last};
}

// Makes segments and gaps of parts of one text.
class TextSegmenter {
 public:
  TextSegmenter(const SourceReader& reader, const std::string& text,
                std::span<const Span> spans)
      : reader_(reader),
        model_(*reader.model()),
        text_(text),
        spans_(spans),
        target_token_(reader.TargetTokenOf(text)) {}

  // What separators stand between is a sentence each.
  void AddSentence(TextRange sentence, const Attempt& attempt) {
    for (const Span& span : Within(spans_, sentence)) {
      if (span.kind != SpanKind::kSeparator) continue;
      AddCell({sentence.begin, span.range.begin}, attempt);
      AddGap(span.range);
      sentence.begin = span.range.end;
    }
    AddCell(sentence, attempt);
  }

  void AddCell(const TextRange& sentence, const Attempt& attempt) {
    const TextRange core = WithoutEdges(sentence);
    AddGap({sentence.begin, core.begin});
    if (!reader_.is_raw() && !HasWords(text_, core, Within(spans_, core))) {
      AddGap(core);
    } else if (model_.mark_series().empty() && HasSpans(core)) {
      AddBetweenSpans(core, attempt);
    } else {
      AddPrepared(core, attempt);
    }
    AddGap({core.end, sentence.end});
  }

  // What is between the spans of a range, each part for itself.
  void AddBetweenSpans(const TextRange& range, Attempt attempt) {
    const std::vector<Span> spans = SpansToMask(range, attempt);
    attempt.masks_numbers = false;
    ++attempt.halvings;
    size_t at = range.begin;
    for (const Span& span : spans) {
      AddPart({at, span.range.begin}, attempt);
      AddGap(span.range);
      at = span.range.end;
    }
    AddPart({at, range.end}, attempt);
  }

  void AddHalves(const TextRange& range, Attempt attempt) {
    const SourceSequence whole = Prepare(range, attempt);
    ++attempt.halvings;
    AddParts(whole, attempt, whole.tokens.size() / 2 + 1);
  }

  // Text that is not translated.
  void AddGap(const TextRange& range) {
    gap_ += text_.substr(range.begin, range.size());
  }

  // Whether a sentence has something to translate.
  bool IsTranslated(const TextRange& sentence) const {
    const TextRange core = WithoutEdges(sentence);
    return reader_.is_raw() || HasWords(text_, core, Within(spans_, core));
  }

  // White space between two sentences of one line, or of lines that were
  // joined, one of which at least is translated.
  void AddGapBetween(const TextRange& range, bool is_joined) {
    const std::string gap = text_.substr(range.begin, range.size());
    gap_ += TargetGap(is_joined ? " " : gap, model_.config().source_language,
                      model_.config().target_language);
  }

  Segmentation Take() {
    result_.gaps.push_back(std::move(gap_));
    return std::move(result_);
  }

 private:
  bool HasSpans(const TextRange& range) const {
    return !Within(spans_, range).empty();
  }

  // Without the pictures, markup and separators at the edges.
  TextRange WithoutEdges(const TextRange& sentence) const {
    TextRange core = Trimmed(text_, sentence);
    std::span<const Span> spans = Within(spans_, core);
    while (!spans.empty() && spans.front().range.begin == core.begin &&
           IsDetached(spans.front())) {
      core = Trimmed(text_, {spans.front().range.end, core.end});
      spans = spans.subspan(1);
    }
    while (!spans.empty() && spans.back().range.end == core.end &&
           IsDetached(spans.back())) {
      core = Trimmed(text_, {core.begin, spans.back().range.begin});
      spans = spans.first(spans.size() - 1);
    }
    return core;
  }

  std::vector<Span> SpansToMask(const TextRange& range,
                                const Attempt& attempt) const {
    const std::span<const Span> known = Within(spans_, range);
    std::vector<Span> spans(known.begin(), known.end());
    if (!attempt.masks_numbers) return spans;
    const std::string_view until = std::string_view(text_).substr(0, range.end);
    for (const Span& number : FindNumbers(until, range.begin, spans))
      spans.push_back(number);
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
      return a.range.begin < b.range.begin;
    });
    return spans;
  }

  SourceSequence Prepare(const TextRange& range, const Attempt& attempt) const {
    return Preparer(model_, reader_.protection())
        .Prepare(text_, range, SpansToMask(range, attempt), attempt);
  }

  // A part of a sentence, without the white space around it.
  void AddPart(const TextRange& range, const Attempt& attempt) {
    const TextRange core = Trimmed(text_, range);
    AddGap({range.begin, core.begin});
    if (HasWords(text_, core, {})) {
      AddPrepared(core, attempt);
    } else {
      AddGap(core);
    }
    AddGap({core.end, range.end});
  }

  void AddPrepared(const TextRange& range, const Attempt& attempt) {
    SourceSequence sequence = Prepare(range, attempt);
    if (sequence.tokens.empty()) return AddGap(range);
    const int longest =
        std::min(
            model_.config().max_source_length,
            reader_.is_raw() ? kMaxRawLength : model_.config().trained_length) -
        static_cast<int>(reader_.WrapSize(target_token_.piece));
    const size_t limit = std::max(1, longest);
    if (sequence.tokens.size() > limit)
      return AddParts(sequence, attempt, limit);
    sequence.is_part = attempt.halvings > 0;
    AddSegment(std::move(sequence));
  }

  // A sequence in parts of at most `limit` tokens each.
  void AddParts(const SourceSequence& whole, const Attempt& attempt,
                size_t limit) {
    const std::vector<SourceToken>& tokens = whole.tokens;
    const std::vector<size_t> cuts =
        CutLongSentence(text_, model_.source_tokenizer(), whole, limit);
    size_t place = whole.range.begin;
    for (size_t i = 0; i < cuts.size(); ++i) {
      const bool is_last = i + 1 == cuts.size();
      const size_t end = is_last ? tokens.size() : cuts[i + 1];
      // Bytes of one character may be in two parts.
      const size_t begin = std::max(place, tokens[cuts[i]].range.begin);
      if (i > 0) gap_ += PartGap(begin > place);
      const size_t last = is_last ? whole.range.end
                                  : std::max(begin, tokens[end - 1].range.end);
      SourceSequence part = Prepare({i > 0 ? begin : place, last}, attempt);
      // What the tokenizer makes of a part alone may be longer.
      if (part.tokens.size() > limit) {
        part.tokens.assign(tokens.begin() + static_cast<ptrdiff_t>(cuts[i]),
                           tokens.begin() + static_cast<ptrdiff_t>(end));
      }
      part.is_part = true;
      AddSegment(std::move(part));
      place = last;
    }
  }

  // Between parts of one sentence; in a language without spaces any token may
  // begin a word.
  std::string PartGap(bool is_after_space) const {
    const ModelConfig& config = model_.config();
    if (!is_after_space && !JoinsWords(config.source_language)) return "";
    return TargetGap(is_after_space ? " " : "", config.source_language,
                     config.target_language);
  }

  void AddSegment(SourceSequence sequence) {
    result_.gaps.push_back(std::exchange(gap_, {}));
    sequence.tokens =
        reader_.Wrap(std::move(sequence.tokens), target_token_.piece);
    result_.segments.push_back(std::move(sequence));
  }

  const SourceReader& reader_;
  const Model& model_;
  const std::string& text_;
  std::span<const Span> spans_;
  TargetToken target_token_;
  std::string gap_;  // before the segment to come
  Segmentation result_;
};

Segmentation SegmentText(const SourceReader& reader, const std::string& given,
                         int index, LineBreaks line_breaks) {
  std::string text =
      line_breaks == LineBreaks::kKeep ? given : JoinLines(given);
  TextSentences found = FindSentences(reader, text, index);
  TextSegmenter segmenter(reader, text, found.spans);
  const size_t first = found.begin;
  size_t position = first;
  bool was_translated = false;
  for (const TextRange& sentence : found.sentences) {
    const TextRange gap = {position, sentence.begin};
    const bool is_translated = segmenter.IsTranslated(sentence);
    if (position == first || !(was_translated || is_translated)) {
      segmenter.AddGap(gap);
    } else {
      const bool is_joined = given.compare(gap.begin, gap.size(), text,
                                           gap.begin, gap.size()) != 0;
      segmenter.AddGapBetween(gap, is_joined);
    }
    segmenter.AddSentence(sentence, {});
    position = sentence.end;
    was_translated = is_translated;
  }
  segmenter.AddGap({position, text.size()});
  Segmentation segmentation = segmenter.Take();
  segmentation.text = std::move(text);
  segmentation.spans = std::move(found.spans);
  return segmentation;
}

}  // namespace

Segmentation SegmentSource(const SourceReader& reader, const Source& source,
                           int index, LineBreaks line_breaks) {
  if (const auto* text = std::get_if<std::string>(&source))
    return SegmentText(reader, *text, index, line_breaks);
  const auto* pieces = std::get_if<Pieces>(&source);
  if (pieces != nullptr && pieces->pieces.empty()) return {{}, {""}, {}, {}};
  return {{reader.Read(source, index)}, {"", ""}, {}, {}};
}

bool IsPossible(Remedy remedy, const SourceSequence& segment,
                std::string_view text, const Model& model) {
  const Attempt& attempt = segment.attempt;
  switch (remedy) {
    case Remedy::kOtherMarks:
      return !segment.masks.empty() &&
             attempt.series + 1 < model.mark_series().size();
    case Remedy::kMaskNumbers:
      return !attempt.masks_numbers && !model.mark_series().empty();
    case Remedy::kDivide:
      return !segment.masks.empty();
    case Remedy::kHalve:
      return attempt.halvings < kMostHalvings &&
             segment.tokens.size() >= kFewestToHalve;
    case Remedy::kCopy:
      return text.find_first_of(" \t\n") == std::string_view::npos;
  }
  return false;
}

Segmentation SegmentAgain(const SourceReader& reader, const std::string& text,
                          std::span<const Span> spans,
                          const SourceSequence& segment, Remedy remedy) {
  TextSegmenter segmenter(reader, text, spans);
  Attempt attempt = segment.attempt;
  switch (remedy) {
    case Remedy::kOtherMarks:
      ++attempt.series;
      segmenter.AddSentence(segment.range, attempt);
      break;
    case Remedy::kMaskNumbers:
      attempt.masks_numbers = true;
      segmenter.AddSentence(segment.range, attempt);
      break;
    case Remedy::kDivide:
      segmenter.AddBetweenSpans(segment.range, attempt);
      break;
    case Remedy::kHalve:
      segmenter.AddHalves(segment.range, attempt);
      break;
    case Remedy::kCopy:
      segmenter.AddGap(segment.range);
      break;
  }
  return segmenter.Take();
}

}  // namespace stepglot
