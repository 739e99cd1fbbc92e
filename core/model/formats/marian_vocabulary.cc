// Finds and reads Marian's vocabularies.
#include "core/model/formats/marian_vocabulary.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/text/sentence_piece_tokenizer.h"

namespace stepglot {
namespace {

constexpr const char* kEnd = "</s>";
constexpr const char* kUnknown = "<unk>";

const char* SideName(Side side) {
  return side == Side::kSource ? "source" : "target";
}

// One side's vocabulary and where it came from.
struct SideVocabulary {
  VocabularyParts parts;
  int eos = 0;
  std::optional<int> unk;
  std::string where;
};

std::string LowerBaseName(const std::string& name) {
  std::string base = name.substr(name.rfind('/') + 1);
  for (char& c : base) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return base;
}

std::vector<FilePointer> YamlVocabularies(const FileSet& files) {
  std::vector<FilePointer> found;
  for (const auto& [file, kind] : files.files()) {
    const std::string name = LowerBaseName(file->name());
    if ((name.ends_with(".yml") || name.ends_with(".yaml")) &&
        IsYamlVocabulary(file->ReadAll().text())) {
      found.push_back(file);
    }
  }
  return found;
}

// The vocabulary of a side: the one that the decoder's settings name (source
// first), else whose name says the side, else the only one if it says no side.
FilePointer YamlVocabulary(const FileSet& files, const FlatYaml& decoder,
                           Side side) {
  const std::vector<std::string> named = decoder.List("vocabs");
  if (named.size() == 2) {
    const std::string& name = named[side == Side::kSource ? 0 : 1];
    const FilePointer file = files.Named(LowerBaseName(name));
    if (file && IsYamlVocabulary(file->ReadAll().text())) return file;
  }
  const std::vector<FilePointer> all = YamlVocabularies(files);
  for (const FilePointer& file : all) {
    if (SideOf(file->name()) == side) return file;
  }
  const bool is_shared =
      all.size() == 1 && SideOf(all.front()->name()) == Side::kShared;
  return is_shared ? all.front() : nullptr;
}

int IdOf(const std::vector<std::string>& pieces, std::string_view piece) {
  const auto found = std::find(pieces.begin(), pieces.end(), piece);
  return found == pieces.end() ? -1 : static_cast<int>(found - pieces.begin());
}

// Opens the SentencePiece model of a side, unless it is that of the other one.
// @param other  null if it has not been read.
std::shared_ptr<const SentencePieceTokenizer> OpenOnce(
    const VocabularyParts& parts, const std::string& where,
    const VocabularyParts* other) {
  if (other != nullptr && other->opened &&
      other->spm.text() == parts.spm.text()) {
    return other->opened;
  }
  return std::make_shared<const SentencePieceTokenizer>(parts.spm.text(),
                                                        where);
}

// @param other  the vocabulary of the other side, null if it has not been read.
SideVocabulary ReadSide(const FileSet& files, const FlatYaml& decoder,
                        Side side, int rows, const VocabularyParts* other) {
  SideVocabulary result;
  const FilePointer spm = files.SentencePiece(side);
  if (spm) result.parts.spm = spm->ReadAll();
  int unk = -1;
  if (const FilePointer yaml = YamlVocabulary(files, decoder, side)) {
    result.where = yaml->name();
    result.parts.pieces =
        ParseYamlVocabulary(yaml->ReadAll().text(), rows, result.where);
    result.eos = IdOf(result.parts.pieces, kEnd);
    unk = IdOf(result.parts.pieces, kUnknown);
  } else if (spm) {
    result.where = spm->name();
    result.parts.opened = OpenOnce(result.parts, result.where, other);
    result.eos = result.parts.opened->eos();
    unk = result.parts.opened->unk();
  } else {
    throw Error(ErrorCode::kInvalidModel,
                std::string("this folder has no ") + SideName(side) +
                    " vocabulary: expected vocab.spm, srcvocab.spm and "
                    "trgvocab.spm, or a vocabulary .yml with source.spm and "
                    "target.spm; found: " +
                    files.Names());
  }
  if (result.eos < 0) {
    Refuse(ErrorCode::kInvalidModel, result.where,
           "the vocabulary has no end token (</s>)");
  }
  if (unk >= 0) result.unk = unk;
  return result;
}

std::string IdText(std::optional<int> id) {
  return id ? std::to_string(*id) : "none";
}

}  // namespace

bool IsYamlVocabulary(std::string_view text) {
  // The end token stands in every vocabulary, first as a rule.
  for (const std::string_view entry : {"</s>:", "\"</s>\":", "'</s>':"}) {
    size_t at = text.find(entry);
    while (at != std::string_view::npos && at != 0 && text[at - 1] != '\n')
      at = text.find(entry, at + 1);
    if (at != std::string_view::npos) return true;
  }
  return false;
}

MarianVocabularies ReadMarianVocabularies(const FileSet& files,
                                          const FlatYaml& decoder,
                                          int source_rows, int target_rows) {
  SideVocabulary source =
      ReadSide(files, decoder, Side::kSource, source_rows, nullptr);
  SideVocabulary target =
      ReadSide(files, decoder, Side::kTarget, target_rows, &source.parts);
  if (source.eos != target.eos || source.unk != target.unk) {
    throw Error(ErrorCode::kUnsupported,
                "the vocabularies give </s> and <unk> different ids: " +
                    source.where + " " + IdText(source.eos) + " and " +
                    IdText(source.unk) + ", " + target.where + " " +
                    IdText(target.eos) + " and " + IdText(target.unk));
  }
  return {std::move(source.parts), std::move(target.parts), source.eos,
          source.unk};
}

}  // namespace stepglot
