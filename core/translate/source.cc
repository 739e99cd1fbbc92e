// Turns sources into checked ids.
#include "core/translate/source.h"

#include "core/error.h"

namespace stepglot {
namespace {

[[noreturn]] void Refuse(int index, const std::string& reason) {
  throw Error(ErrorCode::kInvalidArgument,
              "source " + std::to_string(index) + ": " + reason);
}

std::vector<int> PieceIds(const Model& model, const Pieces& source, int index) {
  std::vector<int> ids;
  for (const std::string& piece : source.pieces) {
    int id = model.source_tokenizer().Id(piece);
    if (id < 0 && !model.config().unk) {
      Refuse(index,
             "the vocabulary has no piece \"" + piece + "\" and no unknown id");
    }
    ids.push_back(id < 0 ? *model.config().unk : id);
  }
  return ids;
}

void CheckIds(const std::vector<int>& ids, int vocabulary, int index) {
  if (ids.empty()) Refuse(index, "no ids");
  for (const int id : ids) {
    if (id < 0 || id >= vocabulary) {
      Refuse(index, "id " + std::to_string(id) +
                        " is outside the vocabulary of " +
                        std::to_string(vocabulary));
    }
  }
}

}  // namespace

std::vector<int> WithSpecials(const ModelConfig& config, std::vector<int> ids) {
  if (config.source_bos) ids.insert(ids.begin(), *config.bos);
  if (config.source_eos) ids.push_back(config.eos);
  return ids;
}

std::vector<int> SourceIds(const Model& model, const Source& source,
                           int index) {
  std::vector<int> ids;
  if (const auto* text = std::get_if<std::string>(&source)) {
    ids = WithSpecials(model.config(), model.source_tokenizer().Encode(*text));
  } else if (const auto* pieces = std::get_if<Pieces>(&source)) {
    ids = WithSpecials(model.config(), PieceIds(model, *pieces, index));
  } else {
    ids = std::get<Ids>(source).ids;
  }
  CheckIds(ids, model.config().source_vocab_size, index);
  return ids;
}

}  // namespace stepglot
