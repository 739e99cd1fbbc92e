// Splits texts, decodes their sentences in batches and puts the results
// together in order.
#include "core/translate/translator.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/text/sentences.h"

namespace stepglot {
namespace {

constexpr int kMaxBatchSize = 64;

// Ids of one part of an over-long sentence. Models are trained on sentences and
// do worse on what is much longer; the cost of attention grows with its square.
constexpr int kMaxPartLength = 128;

// Marks a piece that begins a word, U+2581.
constexpr std::string_view kWordStart = "\xE2\x96\x81";

bool BeginsWord(const Tokenizer& tokenizer, int id) {
  return tokenizer.Piece(id).starts_with(kWordStart);
}

// How many of the ids from `begin` make the next part of at most `limit`: up to
// the last word start in the part's second half, so that a part is neither tiny
// nor ends within a word.
size_t PartLength(const Tokenizer& tokenizer, const std::vector<int>& ids,
                  size_t begin, size_t limit) {
  if (ids.size() - begin <= limit) return ids.size() - begin;
  for (size_t length = limit; length > limit / 2; --length) {
    if (BeginsWord(tokenizer, ids[begin + length])) return length;
  }
  return limit;
}

void Append(Translation& whole, Translation&& part) {
  whole.tokens.insert(whole.tokens.end(), part.tokens.begin(),
                      part.tokens.end());
  whole.log_probabilities.insert(whole.log_probabilities.end(),
                                 part.log_probabilities.begin(),
                                 part.log_probabilities.end());
  whole.score += part.score;
  whole.stop = whole.stop == Stop::kLength ? Stop::kLength : part.stop;
  whole.sentences += part.sentences;
}

}  // namespace

Translator::Translator(std::shared_ptr<const Model> model,
                       const std::vector<Source>& texts,
                       const TranslateOptions& options)
    : model_(std::move(model)), options_(options), results_(texts.size()) {
  if (options.batch_size < 1 || options.batch_size > kMaxBatchSize) {
    throw Error(ErrorCode::kInvalidArgument,
                "batch size should be from 1 to " +
                    std::to_string(kMaxBatchSize) + ", found " +
                    std::to_string(options.batch_size));
  }
  CheckOptions(options.search, model_->config());
  for (size_t i = 0; i < texts.size(); ++i) {
    Text& text = texts_.emplace_back();
    text.next = sentences_.size();
    const auto* pieces = std::get_if<Pieces>(&texts[i]);
    if (const auto* plain = std::get_if<std::string>(&texts[i])) {
      AddText(*plain);
    } else if (pieces == nullptr || !pieces->pieces.empty()) {
      AddSentence("", SourceIds(*model_, texts[i], static_cast<int>(i)));
    }
    text.end = sentences_.size();
  }
}

void Translator::AddText(const std::string& text) {
  std::string gap;
  size_t position = 0;
  for (const TextRange& range : SplitSentences(text)) {
    const std::string sentence =
        text.substr(range.begin, range.end - range.begin);
    gap += text.substr(position, range.begin - position);
    position = range.end;
    const std::vector<int> ids = model_->source_tokenizer().Encode(sentence);
    if (ids.empty()) {
      gap += sentence;
    } else {
      AddParts(std::exchange(gap, {}), ids);
    }
  }
  texts_.back().tail = gap + text.substr(position);
}

void Translator::AddParts(std::string gap, const std::vector<int>& ids) {
  const ModelConfig& config = model_->config();
  const Tokenizer& tokenizer = model_->source_tokenizer();
  const int specials =
      (config.source_bos ? 1 : 0) + (config.source_eos ? 1 : 0);
  const size_t limit = std::max(
      1, std::min(config.max_source_length, kMaxPartLength) - specials);
  for (size_t begin = 0; begin < ids.size();) {
    const size_t length = PartLength(tokenizer, ids, begin, limit);
    if (begin > 0 && BeginsWord(tokenizer, ids[begin])) gap = " ";
    const auto first = ids.begin() + static_cast<ptrdiff_t>(begin);
    AddSentence(
        std::exchange(gap, {}),
        WithSpecials(config, {first, first + static_cast<ptrdiff_t>(length)}));
    begin += length;
  }
}

void Translator::AddSentence(std::string gap, std::vector<int> ids) {
  Sentence& sentence = sentences_.emplace_back();
  sentence.text = texts_.size() - 1;
  sentence.gap = std::move(gap);
  sentence.ids = std::move(ids);
}

const std::vector<TextEvent>& Translator::Step() {
  events_.clear();
  if (!session_ && batch_end_ < sentences_.size()) StartBatch();
  if (session_) {
    for (const StepReport& report : session_->Step()) {
      sentences_[batch_begin_ + report.token.sequence].pending += report.text;
      if (report.token.stop != Stop::kNot)
        FinishSentence(report.token.sequence);
    }
    if (session_->done()) session_.reset();
  }
  const bool all_begun = batch_end_ == sentences_.size();
  const size_t end =
      all_begun ? texts_.size() : sentences_[batch_end_ - 1].text + 1;
  for (size_t text = first_open_text_; text < end; ++text) Flush(text);
  while (first_open_text_ < texts_.size() && texts_[first_open_text_].finished)
    ++first_open_text_;
  return events_;
}

void Translator::StartBatch() {
  batch_begin_ = batch_end_;
  batch_end_ = std::min(batch_begin_ + options_.batch_size, sentences_.size());
  std::vector<Source> sources;
  for (size_t i = batch_begin_; i < batch_end_; ++i) {
    sources.emplace_back(Ids{std::exchange(sentences_[i].ids, {})});
  }
  session_.emplace(model_, sources, options_.search);
}

void Translator::FinishSentence(int sequence) {
  Sentence& sentence = sentences_[batch_begin_ + sequence];
  sentence.result = session_->results()[sequence];
  sentence.done = true;
}

// Returns what is certain of a text: its sentences in order, up to the first
// that is still open.
void Translator::Flush(size_t index) {
  Text& text = texts_[index];
  if (text.finished) return;
  for (; text.next < text.end; ++text.next, text.gap_returned = false) {
    Sentence& sentence = sentences_[text.next];
    if (!sentence.done && sentence.pending.empty()) return;
    if (!text.gap_returned) Emit(index, sentence.gap);
    text.gap_returned = true;
    Emit(index, std::exchange(sentence.pending, {}));
    if (!sentence.done) return;
    Append(results_[index], std::exchange(sentence.result, {}));
  }
  Emit(index, text.tail);
  text.finished = true;
  ++finished_texts_;
}

void Translator::Emit(size_t text, const std::string& added) {
  if (added.empty()) return;
  results_[text].text += added;
  events_.push_back({static_cast<int>(text), added});
}

std::vector<Translation> Translate(const std::shared_ptr<const Model>& model,
                                   const std::vector<Source>& texts,
                                   const TranslateOptions& options) {
  Translator translator(model, texts, options);
  while (!translator.done()) translator.Step();
  return translator.results();
}

}  // namespace stepglot
