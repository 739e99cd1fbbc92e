// Tokenizes texts, looks pieces up, and adds what the model wants around them.
#include "core/document/source_reader.h"

#include <utility>
#include <variant>

#include "core/document/given_ids.h"
#include "core/document/preparer.h"
#include "core/document/sentences.h"
#include "core/error.h"
#include "core/model/extras/target_tokens.h"
#include "core/protect/finder.h"

namespace stepglot {
namespace {

SourceToken Special(int id) { return {id, {}, "", false}; }

bool IsSpecial(const SourceIds& specials, int id) {
  return id == specials.eos || id == specials.bos;
}

GivenIds SourceIdsOf(const Model& model) {
  return {"source", model.source_tokenizer(), model.config().source_ids().unk,
          model.config().source_vocab_size};
}

// The text from `begin` without the white space around it.
TextRange Trimmed(std::string_view text, size_t begin) {
  const std::vector<TextRange> sentences = SplitSentences(text.substr(begin));
  if (sentences.empty()) return {begin, begin};
  return {begin + sentences.front().begin, begin + sentences.back().end};
}

// Where a model has an end token, an empty text is that.
[[noreturn]] void RefuseEmpty(const GivenIds& given, const Source& source,
                              int index) {
  given.Refuse(index, std::holds_alternative<Ids>(source)
                          ? "no ids"
                          : "nothing to encode: it is empty, and this model "
                            "puts no end token after a source");
}

// For messages about target tokens that do not exist.
std::string TargetTokensText(const Tokenizer& tokenizer) {
  std::string text;
  for (const std::string& piece : TargetTokens(tokenizer))
    text += (text.empty() ? "; it has " : ", ") + piece;
  return text.empty() ? "; it has none" : text;
}

}  // namespace

SourceReader::SourceReader(std::shared_ptr<const Model> model,
                           std::string target_token, Protection protection)
    : model_(std::move(model)),
      target_token_(std::move(target_token)),
      protection_(std::move(protection)) {}

std::vector<Span> SourceReader::SpansOf(std::string_view text,
                                        int index) const {
  if (!protection_.is_on || !model_->source_tokenizer().TakesText()) return {};
  const auto number = static_cast<size_t>(index);
  if (number >= protection_.given.size())
    return FindSpans(text, model_->source_alphabet());
  return FindSpans(text, model_->source_alphabet(), protection_.given[number]);
}

SourceSequence SourceReader::Read(const Source& source, int index) const {
  SourceSequence sequence;
  std::string target_token = target_token_;
  if (const auto* text = std::get_if<std::string>(&source)) {
    const TargetToken token = TargetTokenOf(*text);
    target_token = token.piece;
    sequence = ReadText(*text, token.bytes, index);
  } else if (const auto* pieces = std::get_if<Pieces>(&source)) {
    sequence.tokens = Wrap(OfPieces(*pieces, index), "");
  } else {
    sequence.tokens = OfIds(std::get<Ids>(source));
  }
  const GivenIds given = SourceIdsOf(*model_);
  if (sequence.tokens.empty()) RefuseEmpty(given, source, index);
  for (const SourceToken& token : sequence.tokens) given.Check(token.id, index);
  AddTargetToken(target_token, sequence.tokens);
  return sequence;
}

SourceSequence SourceReader::ReadText(const std::string& text, size_t begin,
                                      int index) const {
  const TextRange range = Trimmed(text, begin);
  std::vector<Span> spans;
  if (!model_->mark_series().empty()) spans = SpansOf(text, index);
  std::erase_if(spans,
                [begin](const Span& span) { return span.range.begin < begin; });
  SourceSequence sequence =
      Preparer(*model_, protection_).Prepare(text, range, spans, {});
  sequence.tokens = Wrap(std::move(sequence.tokens), "");
  return sequence;
}

TargetToken SourceReader::TargetTokenOf(std::string_view text) const {
  constexpr std::string_view kOpen = ">>";
  constexpr std::string_view kClose = "<<";
  if (!text.starts_with(kOpen)) return {target_token_, 0};
  const size_t close = text.find(kClose);
  if (close == std::string_view::npos) return {target_token_, 0};
  const std::string_view piece = text.substr(0, close + kClose.size());
  if (model_->source_tokenizer().Id(piece) < 0) return {target_token_, 0};
  return {std::string(piece), piece.size()};
}

std::vector<SourceToken> SourceReader::Wrap(
    std::vector<SourceToken> tokens, const std::string& target_token) const {
  const ModelConfig& config = model_->config();
  const SourceIds ids = config.source_ids();
  if (config.source_bos) tokens.insert(tokens.begin(), Special(*ids.bos));
  if (config.source_eos) tokens.push_back(Special(*ids.eos));
  AddTargetToken(target_token, tokens);
  return tokens;
}

size_t SourceReader::WrapSize(const std::string& target_token) const {
  const ModelConfig& config = model_->config();
  return (config.source_bos ? 1 : 0) + (config.source_eos ? 1 : 0) +
         (target_token.empty() ? 0 : 1);
}

std::vector<SourceToken> SourceReader::OfPieces(const Pieces& pieces,
                                                int index) const {
  const GivenIds given = SourceIdsOf(*model_);
  std::vector<SourceToken> tokens;
  for (const std::string& piece : pieces.pieces)
    tokens.push_back({given.Id(piece, index), {}, piece, true});
  return tokens;
}

std::vector<SourceToken> SourceReader::OfIds(const Ids& ids) const {
  const SourceIds specials = model_->config().source_ids();
  std::vector<SourceToken> tokens;
  for (const int id : ids.ids) {
    tokens.push_back({id,
                      {},
                      model_->source_tokenizer().Piece(id),
                      !IsSpecial(specials, id)});
  }
  return tokens;
}

void SourceReader::AddTargetToken(const std::string& piece,
                                  std::vector<SourceToken>& tokens) const {
  if (piece.empty()) return;
  const int id = model_->source_tokenizer().Id(piece);
  if (id < 0) {
    throw Error(ErrorCode::kInvalidArgument,
                "the source vocabulary has no target token \"" + piece + "\"" +
                    TargetTokensText(model_->source_tokenizer()));
  }
  const ModelConfig& config = model_->config();
  const bool begins_with_bos = config.source_bos && !tokens.empty() &&
                               tokens.front().id == *config.source_ids().bos;
  tokens.insert(tokens.begin() + (begins_with_bos ? 1 : 0), Special(id));
}

}  // namespace stepglot
