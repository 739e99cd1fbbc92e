// Puts together an Argos package: a CTranslate2 model and what surrounds it.
#include "core/model/formats/argos.h"

#include <string>
#include <utility>

#include "core/error.h"
#include "core/files/json_reader.h"
#include "core/model/formats/ctranslate2.h"

namespace stepglot {
namespace {

constexpr const char* kPackage = "Argos package";
constexpr const char* kMetadata = "metadata.json";

// The package's description, or nothing.
JsonReader Metadata(const FileSet& files) {
  const FilePointer file = files.Named(kMetadata);
  if (!file) return {};
  nlohmann::json json = ParseJson(*file);
  if (!json.is_object()) return {};
  return {std::move(json), std::string(kPackage) + ": " + kMetadata};
}

std::string Text(const JsonReader& metadata, const char* key) {
  return metadata.Text(key).value_or("");
}

// The BCP 47 tag of a language; Argos has two codes of its own.
std::string LanguageTag(const std::string& code) {
  if (code == "zt") return "zh-Hant";
  if (code == "pb") return "pt-BR";
  return code;
}

void CheckKind(const JsonReader& metadata, const FileSet& files) {
  const std::string type = Text(metadata, "type");
  if (!type.empty() && type != "translate")
    Refuse(ErrorCode::kUnsupported, kPackage, "of type \"" + type + "\"");
  const std::string prefix = Text(metadata, "target_prefix");
  if (!prefix.empty()) {
    Refuse(ErrorCode::kUnsupported, kPackage,
           "a model for several languages (target_prefix \"" + prefix + "\")");
  }
  if (files.Named("sentencepiece.model")) return;
  if (files.Named("bpe.model")) {
    Refuse(ErrorCode::kUnsupported, kPackage,
           "words are split by bpe.model; only sentencepiece.model is known");
  }
  Refuse(ErrorCode::kInvalidModel, kPackage,
         "no sentencepiece.model among these files: " + files.Names());
}

// As Argos calls the library.
void SetSearch(SearchDefaults& search) {
  search.beam = 4;
  search.length_penalty = 0.2;
  search.replace_unknowns = true;
}

}  // namespace

bool IsArgos(const FileSet& files) {
  const JsonReader metadata = Metadata(files);
  return metadata.json().contains("package_version") ||
         metadata.json().contains("argos_version");
}

ModelParts OpenArgos(const FileSet& files) {
  const JsonReader metadata = Metadata(files);
  CheckKind(metadata, files);
  const FilePointer model = files.Find(FileKind::kCTranslate2);
  if (!model) {
    Refuse(ErrorCode::kInvalidModel, kPackage,
           "no CTranslate2 model among these files: " + files.Names());
  }
  // The package's sentencepiece.model stands outside of the model's folder, so
  // nothing is added to the source but what the model asks for; nor does Argos.
  ModelParts parts = OpenCTranslate2(files.FolderOf(model));
  const Bytes spm = files.Named("sentencepiece.model")->ReadAll();
  parts.source_vocabulary.spm = spm;
  parts.target_vocabulary.spm = spm;
  parts.format = "Argos Translate";
  parts.config.source_language = LanguageTag(Text(metadata, "from_code"));
  parts.config.target_language = LanguageTag(Text(metadata, "to_code"));
  SetSearch(parts.config.search);
  return parts;
}

}  // namespace stepglot
