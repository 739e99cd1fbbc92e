// Chooses the reader.
#include "core/model/formats/formats.h"

#include <utility>

#include "core/error.h"
#include "core/model/formats/argos.h"
#include "core/model/formats/ctranslate2.h"
#include "core/model/formats/file_set.h"
#include "core/model/formats/hugging_face.h"
#include "core/model/formats/marian.h"
#include "core/model/formats/native.h"
#include "core/model/weights/safetensors.h"

namespace stepglot {
namespace {

[[noreturn]] void RefuseCheckpoint(const File& file) {
  Refuse(ErrorCode::kUnsupported, file.name(),
         "a PyTorch checkpoint holds a program (pickle) that only Python "
         "can read: save the model as model.safetensors, or export it with "
         "scripts/train/checkpoints/export_checkpoint.py");
}

[[noreturn]] void RefuseAll(const FileSet& files) {
  throw Error(
      ErrorCode::kInvalidModel,
      "no model among these files: " + files.Names() +
          "; expected a Stepglot container, a Hugging Face Marian folder "
          "(model.safetensors), a Marian model (.npz or .bin), a CTranslate2 "
          "folder (model.bin) or an Argos package");
}

ModelParts OpenModel(const FileSet& set) {
  if (const FilePointer weights = set.Find(FileKind::kSafetensors)) {
    SafetensorsFile file = SafetensorsFile::Parse(weights);
    return IsNative(file) ? OpenNative(std::move(file), set)
                          : OpenHuggingFace(set);
  }
  // Its weights are in a form that is refused there by name.
  if (IsHuggingFace(set)) return OpenHuggingFace(set);
  if (set.Find(FileKind::kMarianBin) || set.Find(FileKind::kMarianNpz))
    return OpenMarian(set);
  if (set.Find(FileKind::kCTranslate2))
    return IsArgos(set) ? OpenArgos(set) : OpenCTranslate2(set);
  if (const FilePointer pickle = set.Find(FileKind::kPickle))
    RefuseCheckpoint(*pickle);
  RefuseAll(set);
}

}  // namespace

ModelParts OpenParts(std::vector<FilePointer> files) {
  const FileSet set(std::move(files));
  ModelParts parts = OpenModel(set);
  // One beside the model is there for a reason: it takes the place of that
  // inside.
  if (const FilePointer lexicon = set.Find(FileKind::kLexicon))
    parts.lexicon = lexicon->ReadAll();
  return parts;
}

}  // namespace stepglot
