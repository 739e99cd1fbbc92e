// Turns sources and given targets into checked ids.
#include "core/document/source.h"

#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

[[noreturn]] void Refuse(const std::string& what, int index,
                         const std::string& reason) {
  throw Error(ErrorCode::kInvalidArgument,
              what + " " + std::to_string(index) + ": " + reason);
}

int PieceId(const Tokenizer& tokenizer, std::optional<int> unk,
            const std::string& piece, const std::string& what, int index) {
  const int id = tokenizer.Id(piece);
  if (id >= 0) return id;
  if (!unk) {
    Refuse(what, index,
           "the vocabulary has no piece \"" + piece + "\" and no unknown id");
  }
  return *unk;
}

void CheckId(int id, int vocabulary, const std::string& what, int index) {
  if (id >= 0 && id < vocabulary) return;
  Refuse(what, index,
         "id " + std::to_string(id) + " is outside the vocabulary of " +
             std::to_string(vocabulary));
}

SourceToken Special(int id) { return {id, {}, "", false}; }

bool IsSpecial(const SourceIds& specials, int id) {
  return id == specials.eos || id == specials.bos;
}

}  // namespace

size_t TargetTokenSize(const Tokenizer& tokenizer, std::string_view text) {
  constexpr std::string_view kOpen = ">>";
  constexpr std::string_view kClose = "<<";
  if (!text.starts_with(kOpen)) return 0;
  const size_t close = text.find(kClose);
  if (close == std::string_view::npos) return 0;
  const size_t size = close + kClose.size();
  return tokenizer.Id(text.substr(0, size)) >= 0 ? size : 0;
}

std::vector<SourceToken> TextTokens(const Tokenizer& tokenizer,
                                    std::string_view text) {
  std::vector<SourceToken> tokens;
  for (const auto& [id, range, unknown_piece] : tokenizer.EncodeLocated(text)) {
    // A piece that stands in for the unknown id brings its own word mark.
    std::string copy = unknown_piece.empty()
                           ? std::string(text.substr(range.begin, range.size()))
                           : unknown_piece;
    tokens.push_back({id, range, std::move(copy), true});
  }
  return tokens;
}

std::vector<SourceToken> WithSpecials(const ModelConfig& config,
                                      std::vector<SourceToken> tokens) {
  const SourceIds ids = config.source_ids();
  if (config.source_bos) tokens.insert(tokens.begin(), Special(*ids.bos));
  if (config.source_eos) tokens.push_back(Special(*ids.eos));
  return tokens;
}

void AddTargetToken(const Model& model, const std::string& piece,
                    std::vector<SourceToken>& tokens) {
  if (piece.empty()) return;
  const int id = model.source_tokenizer().Id(piece);
  if (id < 0) {
    throw Error(ErrorCode::kInvalidArgument,
                "the source vocabulary has no target token \"" + piece + "\"");
  }
  const ModelConfig& config = model.config();
  const bool begins_with_bos = config.source_bos && !tokens.empty() &&
                               tokens.front().id == *config.source_ids().bos;
  tokens.insert(tokens.begin() + (begins_with_bos ? 1 : 0), Special(id));
}

std::vector<SourceToken> SourceTokens(const Model& model, const Source& source,
                                      int index,
                                      const std::string& target_token) {
  const ModelConfig& config = model.config();
  const Tokenizer& tokenizer = model.source_tokenizer();
  std::vector<SourceToken> tokens;
  std::string before = target_token;
  if (const auto* text = std::get_if<std::string>(&source)) {
    const size_t begin = TargetTokenSize(tokenizer, *text);
    if (begin > 0) before = text->substr(0, begin);
    tokens = TextTokens(tokenizer, std::string_view(*text).substr(begin));
    for (SourceToken& token : tokens) {
      token.range.begin += begin;
      token.range.end += begin;
    }
    tokens = WithSpecials(config, std::move(tokens));
  } else if (const auto* pieces = std::get_if<Pieces>(&source)) {
    for (const std::string& piece : pieces->pieces) {
      const int id =
          PieceId(tokenizer, config.source_ids().unk, piece, "source", index);
      tokens.push_back({id, {}, piece, true});
    }
    tokens = WithSpecials(config, std::move(tokens));
  } else {
    for (const int id : std::get<Ids>(source).ids) {
      tokens.push_back(
          {id, {}, tokenizer.Piece(id), !IsSpecial(config.source_ids(), id)});
    }
  }
  if (tokens.empty()) Refuse("source", index, "no ids");
  for (const SourceToken& token : tokens)
    CheckId(token.id, config.source_vocab_size, "source", index);
  AddTargetToken(model, before, tokens);
  return tokens;
}

std::vector<int> IdsOf(std::span<const SourceToken> tokens) {
  std::vector<int> ids;
  for (const SourceToken& token : tokens) ids.push_back(token.id);
  return ids;
}

std::vector<int> TargetIds(const Model& model, const Source& target,
                           int index) {
  std::vector<int> ids;
  if (const auto* text = std::get_if<std::string>(&target)) {
    ids = model.target_tokenizer().Encode(*text);
  } else if (const auto* pieces = std::get_if<Pieces>(&target)) {
    for (const std::string& piece : pieces->pieces) {
      ids.push_back(PieceId(model.target_tokenizer(), model.config().unk, piece,
                            "target", index));
    }
  } else {
    ids = std::get<Ids>(target).ids;
  }
  for (const int id : ids)
    CheckId(id, model.config().target_vocab_size, "target", index);
  return ids;
}

}  // namespace stepglot
