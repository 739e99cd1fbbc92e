// Opens Hugging Face's Marian models.
#include "core/model/formats/hugging_face.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/files/json_reader.h"
#include "core/model/config/config_check.h"
#include "core/model/formats/hugging_face_config.h"
#include "core/model/formats/hugging_face_weights.h"
#include "core/model/weights/safetensors.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

constexpr const char* kConfig = "config.json";
constexpr const char* kSourcePieces = "vocab.json";
constexpr const char* kTargetPieces = "target_vocab.json";
constexpr const char* kUnknown = "<unk>";

FilePointer FindWeights(const FileSet& files) {
  if (files.Named("model.safetensors.index.json")) {
    throw Error(ErrorCode::kUnsupported,
                "weights in several files (model.safetensors.index.json): save "
                "the model as one file, with max_shard_size");
  }
  if (FilePointer file = files.Named("model.safetensors")) return file;
  if (FilePointer file = files.Find(FileKind::kSafetensors)) return file;
  if (const FilePointer pickle = files.Find(FileKind::kPickle)) {
    Refuse(ErrorCode::kUnsupported, pickle->name(),
           "these weights are a program (pickle) that only Python can read; "
           "in this folder, python3 -c \"from transformers import "
           "MarianMTModel as M; M.from_pretrained('.').save_pretrained('.', "
           "safe_serialization=True)\" writes model.safetensors");
  }
  throw Error(
      ErrorCode::kInvalidModel,
      "no weights: expected model.safetensors, found: " + files.Names());
}

JsonReader Settings(const FileSet& files, const char* name) {
  const FilePointer file = files.Named(name);
  return file ? JsonReader(*file) : JsonReader();
}

HuggingFaceSettings ReadSettings(const FileSet& files,
                                 const std::string& weights) {
  if (!files.Named(kConfig)) {
    Refuse(ErrorCode::kInvalidModel, weights,
           "no \"config\" in its __metadata__, so not a Stepglot "
           "container, and no config.json beside it, so not a Hugging "
           "Face model; found: " +
               files.Names());
  }
  return {Settings(files, kConfig), Settings(files, "generation_config.json"),
          Settings(files, "tokenizer_config.json")};
}

// {"piece": id, ...} in the order of the ids.
// @param rows  of the embedding: ids must lie below it.
std::vector<std::string> ReadPieces(const File& file, int rows) {
  const JsonReader vocabulary(file);
  std::vector<std::string> pieces;
  const auto fail = [&](const std::string& piece, const std::string& reason) {
    Refuse(ErrorCode::kInvalidModel, file.name(),
           "the piece \"" + piece + "\" " + reason);
  };
  for (const auto& [piece, value] : vocabulary.json().items()) {
    if (!value.is_number_integer() || value.get<int64_t>() < 0)
      fail(piece, "has no whole number as its id");
    const int64_t id = value.get<int64_t>();
    if (id >= rows) {
      fail(piece, "has id " + std::to_string(id) +
                      ", but the network's vocabulary " + std::to_string(rows));
    }
    const auto index = static_cast<size_t>(id);
    if (pieces.size() <= index) pieces.resize(index + 1);
    if (!pieces[index].empty()) {
      fail(piece,
           "has the id of \"" + pieces[index] + "\", " + std::to_string(id));
    }
    pieces[index] = piece;
  }
  return pieces;
}

VocabularyParts ReadVocabulary(const FileSet& files, Side side, int rows) {
  FilePointer pieces =
      side == Side::kTarget ? files.Named(kTargetPieces) : nullptr;
  if (!pieces) pieces = files.Named(kSourcePieces);
  if (!pieces) {
    throw Error(ErrorCode::kInvalidModel,
                "this folder has no vocabulary: expected vocab.json, found: " +
                    files.Names());
  }
  VocabularyParts parts;
  parts.pieces = ReadPieces(*pieces, rows);
  if (const FilePointer spm = files.SentencePiece(side))
    parts.spm = spm->ReadAll();
  return parts;
}

std::optional<int> UnknownId(const VocabularyParts& vocabulary) {
  const auto& pieces = vocabulary.pieces;
  const auto found = std::find(pieces.begin(), pieces.end(), kUnknown);
  if (found == pieces.end()) return std::nullopt;
  return static_cast<int>(found - pieces.begin());
}

}  // namespace

bool IsHuggingFace(const FileSet& files) {
  const FilePointer file = files.Named(kConfig);
  if (!file) return false;
  const Json json = ParseJson(*file);
  return json.is_object() && json.contains("model_type");
}

ModelParts OpenHuggingFace(const FileSet& files) {
  SafetensorsFile weights = SafetensorsFile::Parse(FindWeights(files));
  const HuggingFaceSettings settings = ReadSettings(files, weights.where());
  ModelConfig config = HuggingFaceConfig(settings);

  ModelParts parts;
  parts.format = "Hugging Face Marian";
  parts.source_vocabulary =
      ReadVocabulary(files, Side::kSource, config.source_vocab_size);
  parts.target_vocabulary =
      ReadVocabulary(files, Side::kTarget, config.target_vocab_size);
  config.unk = UnknownId(parts.target_vocabulary);
  const std::optional<int> source_unk = UnknownId(parts.source_vocabulary);
  if (source_unk != config.unk)
    config.own_source_ids = {source_unk, config.bos, config.eos};
  config.output_bias = weights.Find("final_logits_bias") != nullptr;
  CheckModelConfig(config, settings.config.where());
  parts.config = std::move(config);
  parts.weights =
      std::make_unique<HuggingFaceWeights>(std::move(weights), parts.config);
  return parts;
}

}  // namespace stepglot
