// Writes a sentence anew, character by character.
#include "core/document/preparer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text/mapped_text.h"
#include "core/text/unicode.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

// Calls a function for each character outside of spans, with its range.
template <typename Function>
void ForEachOutside(std::string_view text, const TextRange& range,
                    std::span<const Span> spans, Function call) {
  for (size_t at = range.begin; at < range.end;) {
    while (!spans.empty() && spans.front().range.end <= at)
      spans = spans.subspan(1);
    if (!spans.empty() && spans.front().range.begin <= at) {
      at = spans.front().range.end;
      continue;
    }
    const CodePoint c = ReadCodePoint(text.substr(at));
    call(c.value);
    at += c.bytes;
  }
}

// The letters from here on (Arabic) may be joined.
constexpr char32_t kFirstJoined = 0x600;

// The last character of a text; NUL if there is none.
char32_t LastOf(std::string_view text) {
  size_t begin = text.size();
  while (begin > 0 &&
         (static_cast<unsigned char>(text[--begin]) & 0xC0U) == 0x80)
    continue;
  return text.empty() ? U'\0' : ReadCodePoint(text.substr(begin)).value;
}

// Writes one sentence.
class Writer {
 public:
  Writer(std::string_view text, const Alphabet& alphabet, bool lowers)
      : text_(text), alphabet_(alphabet), lowers_(lowers) {}

  void Write(const TextRange& range, std::span<const Mask> masks) {
    size_t at = range.begin;
    for (const Mask& mask : masks) {
      Clean({at, mask.span.range.begin});
      WriteMask(mask);
      at = mask.span.range.end;
    }
    Clean({at, range.end});
  }

  MappedText Take() { return std::move(written_); }

 private:
  void WriteMask(const Mask& mask) {
    const TextRange& range = mask.span.range;
    if (mask.joins_before) written_.Replace(" ", {range.begin, range.begin});
    written_.Replace(mask.mark, range);
    if (mask.joins_after) written_.Replace(" ", {range.end, range.end});
    is_first_ = false;
  }

  // Text between spans, a letter with its accents at a time.
  void Clean(const TextRange& range) {
    size_t at = range.begin;
    while (at < range.end) {
      const size_t end = ClusterEnd(at, range.end);
      WriteCluster({at, end});
      at = end;
    }
  }

  size_t ClusterEnd(size_t at, size_t limit) const {
    size_t end = std::min(limit, at + Read(at).bytes);
    while (end < limit && static_cast<unsigned char>(text_[end]) >= 0x80 &&
           IsMark(Read(end).value))
      end = std::min(limit, end + Read(end).bytes);
    return end;
  }

  void WriteCluster(const TextRange& range) {
    const std::string_view cluster = text_.substr(range.begin, range.size());
    const CodePoint c = ReadCodePoint(cluster);
    const bool is_alone = c.bytes == cluster.size();
    if (is_alone && c.value < 0x80) return WriteCharacter(c.value, range);
    std::string composed = Composed(cluster);
    if (composed != cluster && !alphabet_.WritesAll(composed) &&
        alphabet_.WritesAll(cluster))
      composed = cluster;
    for (std::string_view rest = composed; !rest.empty();) {
      const CodePoint next = ReadCodePoint(rest);
      // As it is, so that bytes that are no UTF-8 stay the tokenizer's affair.
      if (composed == cluster && IsKept(next.value)) {
        written_.Copy(rest.substr(0, next.bytes), range.end - rest.size());
        is_first_ = is_first_ && !IsLetter(next.value);
      } else {
        WriteCharacter(next.value, range, rest.substr(0, next.bytes));
      }
      rest.remove_prefix(next.bytes);
    }
  }

  bool IsKept(char32_t c) const {
    return !IsSpace(c) && !IsInvisible(c) && alphabet_.Writes(c) &&
           !(lowers_ && IsUpperCase(c));
  }

  void WriteCharacter(char32_t c, const TextRange& range,
                      std::string_view bytes = {}) {
    if (bytes.empty()) bytes = text_.substr(range.begin, range.size());
    if (IsSpace(c)) return written_.Replace(" ", range);
    if (IsInvisible(c)) return WriteInvisible(c, bytes, range);
    std::string written(bytes);
    if (lowers_ && IsUpperCase(c)) {
      if (!is_first_) written = LowerCase(c);
      is_first_ = false;
    } else if (!alphabet_.Writes(c)) {
      if (IsMark(c)) return;
      written = Substitute(c, alphabet_).value_or(written);
    }
    written_.Replace(written, range);
  }

  // Joiners and non-joiners shape the letters of some scripts, which come after
  // those of Europe. A vocabulary that has them wants them there, even where
  // its normalization makes a blank of them.
  void WriteInvisible(char32_t c, std::string_view bytes,
                      const TextRange& range) {
    const bool is_joiner = c == 0x200C || c == 0x200D;
    const bool is_needed = LastOf(written_.text()) >= kFirstJoined;
    if (is_joiner && is_needed && alphabet_.Writes(c))
      written_.Replace(bytes, range);
  }

  CodePoint Read(size_t at) const { return ReadCodePoint(text_.substr(at)); }

  std::string_view text_;
  const Alphabet& alphabet_;
  bool lowers_;
  bool is_first_ = true;  // no letter has been written
  MappedText written_;
};

MappedText Copied(std::string_view text, const TextRange& range) {
  MappedText copied;
  copied.Copy(text.substr(range.begin, range.size()), range.begin);
  return copied;
}

std::vector<SourceToken> Tokens(const Tokenizer& tokenizer,
                                const MappedText& written,
                                std::string_view text) {
  std::vector<SourceToken> tokens;
  for (const LocatedId& located : tokenizer.EncodeLocated(written.text())) {
    const TextRange place = written.Origin(located.range);
    // A piece that the unknown id stands for brings its own word mark.
    std::string copy = located.unknown_piece.empty()
                           ? std::string(text.substr(place.begin, place.size()))
                           : located.unknown_piece;
    tokens.push_back({located.id, place, std::move(copy), true});
  }
  return tokens;
}

}  // namespace

SourceSequence Preparer::Prepare(std::string_view text, const TextRange& range,
                                 std::span<const Span> spans,
                                 const Attempt& attempt) const {
  SourceSequence sequence;
  // A tokenizer that takes no text says so here.
  if (!model_->source_tokenizer().TakesText())
    model_->source_tokenizer().EncodeLocated(text);
  sequence.range = range;
  sequence.attempt = attempt;
  sequence.is_raw = !protection_->is_on;
  const MappedText written =
      sequence.is_raw ? Copied(text, range) : Written(text, spans, sequence);
  sequence.tokens = Tokens(model_->source_tokenizer(), written, text);
  sequence.text = written.text();
  return sequence;
}

// The marks that can stand for spans, the best first.
const std::vector<MarkSeries>& Preparer::mark_series() const {
  return protection_->marks ? protection_->marks() : model_->mark_series();
}

// What the tokenizer is to see of a sentence, whose masks and case are noted.
MappedText Preparer::Written(std::string_view text, std::span<const Span> spans,
                             SourceSequence& sequence) const {
  const TextRange& range = sequence.range;
  if (!spans.empty() && !model_->mark_series().empty()) {
    sequence.masks =
        MaskSpans(text, spans, range, mark_series()[sequence.attempt.series]);
  }
  const ModelConfig& config = model_->config();
  sequence.letter_case =
      LetterCaseOf(text, range, spans, config.source_language);
  // A model that knows capitals writes them by itself.
  if (sequence.letter_case == LetterCase::kCapitals && config.capitals)
    sequence.letter_case = LetterCase::kAsWritten;
  Writer writer(text, model_->source_alphabet(),
                sequence.letter_case == LetterCase::kCapitals);
  writer.Write(range, sequence.masks);
  return writer.Take();
}

bool HasWords(std::string_view text, const TextRange& range,
              std::span<const Span> spans) {
  bool has_words = false;
  ForEachOutside(text, range, spans,
                 [&](char32_t c) { has_words = has_words || IsLetter(c); });
  return has_words;
}

}  // namespace stepglot
