// Opens Marian's models.
#include "core/model/formats/marian.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/files/json_reader.h"
#include "core/model/config/config_check.h"
#include "core/model/formats/flat_yaml.h"
#include "core/model/formats/marian_bin.h"
#include "core/model/formats/marian_config.h"
#include "core/model/formats/marian_vocabulary.h"
#include "core/model/formats/marian_weights.h"
#include "core/model/formats/npz.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

constexpr const char* kSettings = "special:model.yml";

std::string BaseName(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

bool IsModel(FileKind kind) {
  return kind == FileKind::kMarianBin || kind == FileKind::kMarianNpz;
}

// The decoder's settings, such as decoder.yml: which files belong together and
// how to search. Vocabularies are .yml files too.
FlatYaml DecoderSettings(const FileSet& files) {
  for (const auto& [file, kind] : files.files()) {
    const std::string name = BaseName(file->name());
    if (!name.ends_with(".yml") && !name.ends_with(".yaml")) continue;
    const Bytes bytes = file->ReadAll();
    if (IsYamlVocabulary(bytes.text())) continue;
    FlatYaml settings(bytes.text(), file->name());
    // The settings of a training name vocabularies too, but no models.
    if (settings.Has("models")) return settings;
  }
  return {};
}

// The model: the one that the settings name, else the only one.
RecognizedFile FindModel(const FileSet& files, const FlatYaml& decoder) {
  std::vector<RecognizedFile> models;
  std::string names;
  const std::vector<std::string> wanted = decoder.List("models");
  if (wanted.size() > 1) {
    throw Error(ErrorCode::kUnsupported,
                "an ensemble of " + std::to_string(wanted.size()) + " models");
  }
  for (const RecognizedFile& model : files.files()) {
    const FilePointer& file = model.file;
    if (!IsModel(model.kind)) continue;
    if (!wanted.empty() && BaseName(file->name()) == BaseName(wanted.front()))
      return model;
    names += (names.empty() ? "" : ", ") + file->name();
    models.push_back(model);
  }
  if (models.size() == 1) return models.front();
  throw Error(ErrorCode::kInvalidModel,
              models.empty()
                  ? "no Marian model among these files: " + files.Names()
                  : "expected one Marian model, found " + names);
}

MarianTensors ReadTensors(const RecognizedFile& model) {
  if (model.kind == FileKind::kMarianBin) return OpenMarianBin(model.file);
  return {OpenNpz(model.file), {}};
}

FlatYaml ModelSettings(const TensorMap& tensors, const std::string& where) {
  const auto found = tensors.find(kSettings);
  if (found == tensors.end()) {
    Refuse(ErrorCode::kInvalidModel, where,
           "no settings (special:model.yml) among the tensors: "
           "not a Marian model, or one saved without them");
  }
  const Bytes bytes = found->second.data.Read();
  const std::string_view text = bytes.text();
  return {text.substr(0, text.find('\0')), where + ": " + kSettings};
}

std::vector<int> TiedLayers(const FlatYaml& settings, int layers,
                            const std::string& where) {
  const std::vector<int> tied = settings.Ints("transformer-tied-layers");
  const bool fits = tied.empty() ||
                    (tied.size() == static_cast<size_t>(layers) &&
                     std::all_of(tied.begin(), tied.end(), [layers](int layer) {
                       return layer >= 1 && layer <= layers;
                     }));
  if (!fits) {
    Refuse(ErrorCode::kInvalidModel, where,
           "transformer-tied-layers should name one of the " +
               std::to_string(layers) + " decoder layers for each");
  }
  return tied;
}

// Whether a part of a file's name is two language codes of the same length,
// such as "enes".
bool IsLanguagePair(std::string_view part) {
  return (part.size() == 4 || part.size() == 6) &&
         std::all_of(part.begin(), part.end(),
                     [](char c) { return c >= 'a' && c <= 'z'; });
}

// The languages that Firefox's file names tell: vocab.enes.spm,
// lex.50.50.enes.s2t.bin, model.enes.intgemm.alphas.bin.
std::string LanguagePairIn(const std::string& name) {
  const bool known_ending = name.ends_with(".spm") ||
                            name.ends_with(".s2t.bin") ||
                            name.find(".intgemm") != std::string::npos;
  const std::string_view text = name;
  const size_t end_of_first = text.find('.');
  if (!known_ending || end_of_first == std::string_view::npos) return "";
  const std::string_view first = text.substr(0, end_of_first);
  if (first != "model" && first != "vocab" && first != "srcvocab" &&
      first != "trgvocab" && first != "lex") {
    return "";
  }
  std::string_view rest = text.substr(end_of_first + 1);
  // The sizes of a shortlist's training.
  while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9')
    rest.remove_prefix(std::min(rest.find('.'), rest.size() - 1) + 1);
  const std::string_view pair = rest.substr(0, rest.find('.'));
  return IsLanguagePair(pair) ? std::string(pair) : "";
}

std::string JsonText(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) && json[key].is_string()
             ? json[key].get<std::string>()
             : "";
}

void ReadLanguages(const FileSet& files, ModelConfig& config) {
  if (const FilePointer file = files.Named("metadata.json")) {
    const Json json = ParseJson(*file);
    config.source_language = JsonText(json, "sourceLanguage");
    config.target_language = JsonText(json, "targetLanguage");
  }
  if (!config.source_language.empty() || !config.target_language.empty())
    return;
  for (const auto& [file, kind] : files.files()) {
    const std::string pair = LanguagePairIn(BaseName(file->name()));
    if (pair.empty()) continue;
    config.source_language = pair.substr(0, pair.size() / 2);
    config.target_language = pair.substr(pair.size() / 2);
    return;
  }
}

// Firefox searches greedily; other models say how in the decoder's settings, or
// get what is usual.
// @param for_browsers  whether the model is made to be fast: quantised or with
// a shortlist.
SearchDefaults SearchOf(const FlatYaml& decoder, bool for_browsers) {
  SearchDefaults search;
  search.length_normalization = LengthNormalization::kPower;
  search.beam = decoder.Int("beam-size", for_browsers ? 1 : 4);
  search.length_penalty = decoder.Number("normalize", 1);
  search.max_length_factor =
      decoder.Number("max-length-factor", for_browsers ? 2 : 3);
  return search;
}

}  // namespace

ModelParts OpenMarian(const FileSet& files) {
  const FlatYaml decoder = DecoderSettings(files);
  const RecognizedFile model = FindModel(files, decoder);
  const std::string& where = model.file->name();
  MarianTensors tensors = ReadTensors(model);
  const FlatYaml settings = ModelSettings(tensors.tensors, where);
  ModelConfig config = MarianConfig(settings, tensors.tensors, where);

  ModelParts parts;
  MarianVocabularies vocabularies = ReadMarianVocabularies(
      files, decoder, config.source_vocab_size, config.target_vocab_size);
  parts.source_vocabulary = std::move(vocabularies.source);
  parts.target_vocabulary = std::move(vocabularies.target);
  if (const FilePointer shortlist = files.Find(FileKind::kShortlist))
    parts.shortlist = shortlist->ReadAll();

  config.eos = vocabularies.eos;
  config.unk = vocabularies.unk;
  if (config.unk) config.suppressed = {*config.unk};
  ReadLanguages(files, config);
  config.search = SearchOf(
      decoder, !tensors.multipliers.empty() || !parts.shortlist.empty());
  CheckModelConfig(config, where);
  parts.config = std::move(config);
  parts.format = "Marian";
  parts.weights = std::make_unique<MarianWeights>(
      std::move(tensors), parts.config,
      TiedLayers(settings, parts.config.decoder_layers, where), where);
  return parts;
}

}  // namespace stepglot
