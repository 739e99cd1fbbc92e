// Splits texts at sentences, and sentences that are too long at words.
#include "core/document/segmenter.h"

#include <algorithm>
#include <utility>

#include "core/document/gaps.h"
#include "core/document/sentences.h"

namespace stepglot {
namespace {

// Ids of one part of an over-long sentence. Models are trained on sentences and
// do worse on what is much longer; the cost of attention grows with its square.
constexpr int kMaxPartLength = 128;

bool BeginsWord(const Tokenizer& tokenizer, int id) {
  return tokenizer.Piece(id).starts_with(kWordStart);
}

// How many of the tokens from `begin` make the next part of at most `limit`: up
// to the last word start in the part's second half, so that a part is neither
// tiny nor ends within a word.
size_t PartLength(const Tokenizer& tokenizer,
                  const std::vector<SourceToken>& tokens, size_t begin,
                  size_t limit) {
  if (tokens.size() - begin <= limit) return tokens.size() - begin;
  for (size_t length = limit; length > limit / 2; --length) {
    if (BeginsWord(tokenizer, tokens[begin + length].id)) return length;
  }
  return limit;
}

// Walks the sentences of one text.
class TextSegmenter {
 public:
  TextSegmenter(const SourceReader& reader, const std::string& text,
                LineBreaks line_breaks)
      : reader_(reader),
        tokenizer_(reader.model()->source_tokenizer()),
        config_(reader.model()->config()),
        given_(text),
        text_(line_breaks == LineBreaks::kKeep ? text : JoinLines(text)) {}

  Segmentation Run() {
    TargetToken token = reader_.TargetTokenOf(text_);
    target_token_ = std::move(token.piece);
    size_t position = token.bytes;
    // Spaces after a target token belong to it.
    if (position > 0)
      position = std::min(text_.find_first_not_of(' ', position), text_.size());
    const size_t first = position;
    for (const TextRange& found :
         SplitSentences(std::string_view(text_).substr(first),
                        {.language = config_.source_language})) {
      const TextRange sentence = {first + found.begin, first + found.end};
      gap_ += position == first ? text_.substr(first, found.begin)
                                : GapBetween(position, sentence.begin);
      AddSentence(sentence);
      position = sentence.end;
    }
    result_.gaps.push_back(gap_ + text_.substr(position));
    return std::move(result_);
  }

 private:
  void AddSentence(const TextRange& sentence) {
    const auto tokens = TextTokens(tokenizer_, text_, sentence);
    if (tokens.empty()) {
      gap_ += text_.substr(sentence.begin, sentence.size());
      return;
    }
    const int longest = std::min(config_.max_source_length, kMaxPartLength) -
                        static_cast<int>(reader_.WrapSize(target_token_));
    const size_t limit = std::max(1, longest);
    size_t place = sentence.begin;
    for (size_t begin = 0; begin < tokens.size();) {
      const size_t end = begin + PartLength(tokenizer_, tokens, begin, limit);
      const bool is_last = end == tokens.size();
      if (begin > 0) {
        gap_ = PartGap(BeginsWord(tokenizer_, tokens[begin].id));
        // Bytes of one character may be in two parts.
        place = std::max(place, tokens[begin].range.begin);
      }
      const TextRange range = {
          place,
          is_last ? sentence.end : std::max(place, tokens[end - 1].range.end)};
      AddSegment(range, {tokens.begin() + static_cast<ptrdiff_t>(begin),
                         tokens.begin() + static_cast<ptrdiff_t>(end)});
      place = range.end;
      begin = end;
    }
  }

  // The gap between two sentences; lines that were joined have a space there.
  std::string GapBetween(size_t begin, size_t end) const {
    const std::string gap = text_.substr(begin, end - begin);
    const bool is_joined = given_.compare(begin, end - begin, gap) != 0;
    return TargetGap(is_joined ? " " : gap, config_.source_language,
                     config_.target_language);
  }

  // Between parts of one sentence; in a language without spaces any token may
  // begin a word.
  std::string PartGap(bool is_after_space) const {
    if (!is_after_space && !JoinsWords(config_.source_language)) return "";
    return TargetGap(is_after_space ? " " : "", config_.source_language,
                     config_.target_language);
  }

  void AddSegment(const TextRange& range, std::vector<SourceToken> tokens) {
    result_.gaps.push_back(std::exchange(gap_, {}));
    result_.segments.push_back(
        {range, reader_.Wrap(std::move(tokens), target_token_)});
  }

  const SourceReader& reader_;
  const Tokenizer& tokenizer_;
  const ModelConfig& config_;
  const std::string& given_;
  const std::string text_;  // with spaces for what only wraps lines
  std::string target_token_;
  std::string gap_;  // before the segment to come
  Segmentation result_;
};

}  // namespace

Segmentation SegmentSource(const SourceReader& reader, const Source& source,
                           int index, LineBreaks line_breaks) {
  if (const auto* text = std::get_if<std::string>(&source))
    return TextSegmenter(reader, *text, line_breaks).Run();
  const auto* pieces = std::get_if<Pieces>(&source);
  if (pieces != nullptr && pieces->pieces.empty()) return {{}, {""}};
  return {{reader.Read(source, index)}, {"", ""}};
}

}  // namespace stepglot
