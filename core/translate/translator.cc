// Splits texts, decodes their sentences in batches and puts the results
// together in order.
#include "core/translate/translator.h"

#include <algorithm>
#include <utility>

#include "core/document/sentences.h"
#include "core/error.h"

namespace stepglot {
namespace {

constexpr int kMaxBatchSize = 64;

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

// Adds a sentence's alignment to that of a text that ends in the sentence.
void AppendAlignment(Translation& whole, const Translation& part) {
  const size_t begin = whole.text.size() - part.text.size();
  const auto first = static_cast<int>(whole.alignment.source.size());
  for (const SourceToken& token : part.alignment.source) {
    whole.alignment.source.push_back(token);
  }
  for (AlignedToken token : part.alignment.target) {
    token.range.begin += begin;
    token.range.end += begin;
    token.first = first;
    if (token.source >= 0) token.source += first;
    whole.alignment.target.push_back(std::move(token));
  }
}

// Adds a sentence to a text that has the sentence's text already.
void Append(Translation& whole, const Translation& part) {
  whole.tokens.insert(whole.tokens.end(), part.tokens.begin(),
                      part.tokens.end());
  whole.log_probabilities.insert(whole.log_probabilities.end(),
                                 part.log_probabilities.begin(),
                                 part.log_probabilities.end());
  whole.score += part.score;
  whole.normalized += part.normalized;
  whole.stop = whole.stop == Stop::kLength ? Stop::kLength : part.stop;
  whole.sentences += part.sentences;
  AppendAlignment(whole, part);
}

// A choice of one hypothesis for a sentence, after a choice for those before.
struct Choice {
  size_t before = 0;  // index among the choices of the sentence before
  size_t hypothesis = 0;
  double score = 0;  // sum of the normalized scores so far
};

// The best choices for a sentence, at most `count`, best first.
std::vector<Choice> BestChoices(const std::vector<Choice>& before,
                                const std::vector<Translation>& hypotheses,
                                size_t count) {
  std::vector<Choice> choices;
  for (size_t i = 0; i < before.size(); ++i) {
    for (size_t j = 0; j < hypotheses.size(); ++j) {
      choices.push_back({i, j, before[i].score + hypotheses[j].normalized});
    }
  }
  std::stable_sort(
      choices.begin(), choices.end(),
      [](const Choice& a, const Choice& b) { return a.score > b.score; });
  choices.resize(std::min(choices.size(), count));
  return choices;
}

// The choices of samples, which are independent of each other: each goes on
// with the sentence's sample of the same number, or with the only one of a
// sentence that the caller gave as a whole.
std::vector<Choice> SameSamples(const std::vector<Translation>& samples,
                                size_t count) {
  std::vector<Choice> choices;
  for (size_t i = 0; i < count; ++i)
    choices.push_back({i, std::min(i, samples.size() - 1), 0});
  return choices;
}

}  // namespace

Translator::Translator(std::shared_ptr<const Model> model,
                       const std::vector<Source>& texts,
                       const TranslateOptions& options,
                       const std::vector<std::optional<Source>>& prefixes)
    : model_(std::move(model)),
      options_(options),
      results_(texts.size()),
      n_best_(texts.size()) {
  if (options.batch_size < 1 || options.batch_size > kMaxBatchSize) {
    throw Error(ErrorCode::kInvalidArgument,
                "batch size should be from 1 to " +
                    std::to_string(kMaxBatchSize) + ", found " +
                    std::to_string(options.batch_size));
  }
  CheckOptions(options.search, model_->config());
  if (!prefixes.empty() && prefixes.size() != texts.size()) {
    throw Error(ErrorCode::kInvalidArgument,
                std::to_string(texts.size()) + " texts have " +
                    std::to_string(prefixes.size()) + " prefixes");
  }
  for (size_t i = 0; i < texts.size(); ++i) {
    Text& text = texts_.emplace_back();
    text.begin = text.next = sentences_.size();
    text.target_token = options.target_token;
    const auto* pieces = std::get_if<Pieces>(&texts[i]);
    if (const auto* plain = std::get_if<std::string>(&texts[i])) {
      AddText(*plain);
    } else if (pieces == nullptr || !pieces->pieces.empty()) {
      AddSentence("", SourceTokens(*model_, texts[i], static_cast<int>(i)));
    }
    text.end = sentences_.size();
    if (!prefixes.empty() && prefixes[i])
      ForcePrefix(*prefixes[i], static_cast<int>(i));
  }
}

void Translator::AddText(const std::string& text) {
  std::string gap;
  size_t position = TargetTokenSize(model_->source_tokenizer(), text);
  if (position > 0) {
    texts_.back().target_token = text.substr(0, position);
    position = std::min(text.find_first_not_of(' ', position), text.size());
  }
  const size_t first = position;
  for (TextRange range : SplitSentences(text.substr(first))) {
    range.begin += first;
    range.end += first;
    const std::string sentence = text.substr(range.begin, range.size());
    gap += text.substr(position, range.begin - position);
    position = range.end;
    std::vector<SourceToken> tokens =
        TextTokens(model_->source_tokenizer(), sentence);
    for (SourceToken& token : tokens) {
      token.range.begin += range.begin;
      token.range.end += range.begin;
    }
    if (tokens.empty()) {
      gap += sentence;
    } else {
      AddParts(std::exchange(gap, {}), tokens);
    }
  }
  texts_.back().tail = gap + text.substr(position);
}

void Translator::AddParts(std::string gap,
                          const std::vector<SourceToken>& tokens) {
  const ModelConfig& config = model_->config();
  const Tokenizer& tokenizer = model_->source_tokenizer();
  const int specials = (config.source_bos ? 1 : 0) +
                       (config.source_eos ? 1 : 0) +
                       (texts_.back().target_token.empty() ? 0 : 1);
  const size_t limit = std::max(
      1, std::min(config.max_source_length, kMaxPartLength) - specials);
  for (size_t begin = 0; begin < tokens.size();) {
    const size_t length = PartLength(tokenizer, tokens, begin, limit);
    if (begin > 0 && BeginsWord(tokenizer, tokens[begin].id)) gap = " ";
    const auto first = tokens.begin() + static_cast<ptrdiff_t>(begin);
    AddSentence(
        std::exchange(gap, {}),
        WithSpecials(config, {first, first + static_cast<ptrdiff_t>(length)}));
    begin += length;
  }
}

void Translator::AddSentence(std::string gap, std::vector<SourceToken> tokens) {
  AddTargetToken(*model_, texts_.back().target_token, tokens);
  Sentence& sentence = sentences_.emplace_back();
  sentence.text = texts_.size() - 1;
  sentence.gap = std::move(gap);
  sentence.request.source = std::move(tokens);
  sentence.request.stream = sentences_.size() - 1;
}

// Gives the sentences of the last text what their targets begin with.
void Translator::ForcePrefix(const Source& prefix, int index) {
  const Text& text = texts_.back();
  if (text.begin == text.end) return;
  const auto* plain = std::get_if<std::string>(&prefix);
  if (plain == nullptr) {
    sentences_[text.begin].request.prefix = TargetIds(*model_, prefix, index);
    return;
  }
  const std::vector<TextRange> ranges = SplitSentences(*plain);
  for (size_t i = 0; i < ranges.size() && text.begin + i < text.end; ++i) {
    const bool takes_rest = text.begin + i + 1 == text.end;
    const size_t end = takes_rest ? plain->size() : ranges[i].end;
    std::vector<int>& ids = sentences_[text.begin + i].request.prefix;
    ids = model_->target_tokenizer().Encode(
        plain->substr(ranges[i].begin, end - ranges[i].begin));
    const bool is_whole = !takes_rest && i + 1 < ranges.size();
    if (is_whole) ids.push_back(model_->config().eos);
  }
}

const std::vector<TextEvent>& Translator::Step() {
  events_.clear();
  if (!session_ && batch_end_ < sentences_.size()) StartBatch();
  if (session_) {
    for (const StepReport& report : session_->Step()) {
      sentences_[batch_begin_ + report.search.sequence].pending += report.text;
      if (report.search.done) FinishSentence(report.search.sequence);
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
  std::vector<SequenceRequest> requests;
  for (size_t i = batch_begin_; i < batch_end_; ++i) {
    requests.push_back(std::exchange(sentences_[i].request, {}));
  }
  session_.emplace(model_, std::move(requests), options_.search);
}

void Translator::FinishSentence(int sequence) {
  Sentence& sentence = sentences_[batch_begin_ + sequence];
  sentence.results = session_->NBest(sequence);
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
    Append(results_[index], sentence.results[0]);
    if (options_.search.n_best == 1) sentence.results.clear();
  }
  Emit(index, text.tail);
  if (options_.search.n_best > 1) CombineHypotheses(index);
  text.finished = true;
  ++finished_texts_;
}

// Joins the hypotheses of a text's sentences in the best combinations.
void Translator::CombineHypotheses(size_t index) {
  const Text& text = texts_[index];
  const bool is_sampling = options_.search.sampling.has_value();
  const auto n_best = static_cast<size_t>(options_.search.n_best);
  std::vector<std::vector<Choice>> choices = {
      std::vector<Choice>(is_sampling ? n_best : 1)};
  for (size_t i = text.begin; i < text.end; ++i) {
    const std::vector<Translation>& results = sentences_[i].results;
    choices.push_back(is_sampling
                          ? SameSamples(results, n_best)
                          : BestChoices(choices.back(), results, n_best));
  }
  for (size_t rank = 0; rank < choices.back().size(); ++rank) {
    std::vector<size_t> hypotheses(text.end - text.begin);
    for (size_t i = hypotheses.size(), choice = rank; i-- > 0;) {
      hypotheses[i] = choices[i + 1][choice].hypothesis;
      choice = choices[i + 1][choice].before;
    }
    n_best_[index].push_back(JoinSentences(text, hypotheses));
  }
  for (size_t i = text.begin; i < text.end; ++i) sentences_[i].results.clear();
}

// A text of the chosen hypothesis of each of its sentences.
Translation Translator::JoinSentences(
    const Text& text, const std::vector<size_t>& hypotheses) const {
  Translation whole;
  for (size_t i = 0; i < hypotheses.size(); ++i) {
    const Sentence& sentence = sentences_[text.begin + i];
    const Translation& part = sentence.results[hypotheses[i]];
    whole.text += sentence.gap + part.text;
    Append(whole, part);
  }
  whole.text += text.tail;
  return whole;
}

std::vector<Translation> Translator::NBest(int text) const {
  if (options_.search.n_best > 1) return n_best_[text];
  return {results_[text]};
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
