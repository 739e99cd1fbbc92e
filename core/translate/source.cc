// Turns sources and given targets into checked ids.
#include "core/translate/source.h"

#include "core/error.h"

namespace stepglot {
namespace {

[[noreturn]] void Refuse(const std::string& what, int index,
                         const std::string& reason) {
  throw Error(ErrorCode::kInvalidArgument,
              what + " " + std::to_string(index) + ": " + reason);
}

int PieceId(const Model& model, const Tokenizer& tokenizer,
            const std::string& piece, const std::string& what, int index) {
  const int id = tokenizer.Id(piece);
  if (id >= 0) return id;
  if (!model.config().unk) {
    Refuse(what, index,
           "the vocabulary has no piece \"" + piece + "\" and no unknown id");
  }
  return *model.config().unk;
}

void CheckId(int id, int vocabulary, const std::string& what, int index) {
  if (id >= 0 && id < vocabulary) return;
  Refuse(what, index,
         "id " + std::to_string(id) + " is outside the vocabulary of " +
             std::to_string(vocabulary));
}

SourceToken Special(int id) { return {id, {}, "", false}; }

bool IsSpecial(const ModelConfig& config, int id) {
  return id == config.eos || (config.bos && id == *config.bos);
}

}  // namespace

std::vector<SourceToken> TextTokens(const Tokenizer& tokenizer,
                                    std::string_view text) {
  std::vector<SourceToken> tokens;
  for (const auto& [id, range] : tokenizer.EncodeLocated(text)) {
    tokens.push_back(
        {id, range, std::string(text.substr(range.begin, range.size())), true});
  }
  return tokens;
}

std::vector<SourceToken> WithSpecials(const ModelConfig& config,
                                      std::vector<SourceToken> tokens) {
  if (config.source_bos) tokens.insert(tokens.begin(), Special(*config.bos));
  if (config.source_eos) tokens.push_back(Special(config.eos));
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
  const bool begins_with_bos =
      config.source_bos && !tokens.empty() && tokens.front().id == *config.bos;
  tokens.insert(tokens.begin() + (begins_with_bos ? 1 : 0), Special(id));
}

std::vector<SourceToken> SourceTokens(const Model& model, const Source& source,
                                      int index) {
  const ModelConfig& config = model.config();
  const Tokenizer& tokenizer = model.source_tokenizer();
  std::vector<SourceToken> tokens;
  if (const auto* text = std::get_if<std::string>(&source)) {
    tokens = WithSpecials(config, TextTokens(tokenizer, *text));
  } else if (const auto* pieces = std::get_if<Pieces>(&source)) {
    for (const std::string& piece : pieces->pieces) {
      const int id = PieceId(model, tokenizer, piece, "source", index);
      tokens.push_back({id, {}, piece, true});
    }
    tokens = WithSpecials(config, std::move(tokens));
  } else {
    for (const int id : std::get<Ids>(source).ids) {
      tokens.push_back({id, {}, tokenizer.Piece(id), !IsSpecial(config, id)});
    }
  }
  if (tokens.empty()) Refuse("source", index, "no ids");
  for (const SourceToken& token : tokens)
    CheckId(token.id, config.source_vocab_size, "source", index);
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
      ids.push_back(
          PieceId(model, model.target_tokenizer(), piece, "target", index));
    }
  } else {
    ids = std::get<Ids>(target).ids;
  }
  for (const int id : ids)
    CheckId(id, model.config().target_vocab_size, "target", index);
  return ids;
}

}  // namespace stepglot
