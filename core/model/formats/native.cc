// Finds config, weights and vocabularies in a native container.
#include "core/model/formats/native.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/files/json_reader.h"
#include "core/model/config/config_reader.h"
#include "core/model/weights/tensor_values.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

// The file's own names are those that the network asks for.
class NativeWeights : public WeightSource {
 public:
  explicit NativeWeights(SafetensorsFile file) : file_(std::move(file)) {}

  std::optional<StoredWeight> Find(const std::string& name) const override {
    const TensorEntry* tensor = file_.Find(name);
    if (tensor == nullptr) return std::nullopt;
    StoredWeight stored;
    stored.name = name;
    stored.dtype = tensor->dtype;
    stored.shape = tensor->shape;
    stored.data = tensor->data;
    if (tensor->dtype == DType::kI8) AddScales(*tensor, stored);
    return stored;
  }

  std::string NameInFile(const std::string& name) const override {
    return name;
  }

  void CheckAllUsed(const std::set<std::string>& used) const override {
    std::set<std::string> known = {kShortlistTensor, kLexiconTensor};
    for (const std::string name : {kSpmTensor, kVocabularyTensor}) {
      known.insert({name, SourceName(name), TargetName(name)});
    }
    for (const std::string& name : used) {
      known.insert(name);
      if (file_.Find(name)->dtype == DType::kI8) known.insert(ScaleName(name));
    }
    for (const auto& [name, tensor] : file_.tensors()) {
      if (!known.contains(name)) {
        RefuseTensor(file_.where(), name,
                     "the config calls for no such tensor");
      }
    }
  }

 private:
  // One scale per row, and no other number of them.
  void AddScales(const TensorEntry& matrix, StoredWeight& stored) const {
    const std::string scale_name = ScaleName(stored.name);
    const TensorEntry* scales = file_.Find(scale_name);
    const std::vector<int64_t> shape(
        matrix.shape.begin(),
        matrix.shape.begin() + (matrix.shape.empty() ? 0 : 1));
    if (scales == nullptr) {
      RefuseTensor(file_.where(), scale_name,
                   "missing, expected shape " + ShapeText(shape));
    }
    if (scales->shape != shape) {
      RefuseTensor(file_.where(), scale_name,
                   "expected shape " + ShapeText(shape) + ", found " +
                       ShapeText(scales->shape));
    }
    std::vector<float> values = ReadFloats(scale_name, *scales);
    if (scales->dtype == DType::kF32) {
      stored.stored_scales = scales->data;
    } else {
      stored.scales = std::move(values);
    }
  }

  SafetensorsFile file_;
};

Bytes BytesTensor(const SafetensorsFile& file, const std::string& name) {
  const TensorEntry* tensor = file.Find(name);
  if (tensor == nullptr) return {};
  if (tensor->dtype != DType::kU8 || tensor->shape.size() != 1) {
    RefuseTensor(file.where(), name,
                 std::string("expected U8 of rank 1, found ") +
                     DTypeName(tensor->dtype) + " " + ShapeText(tensor->shape));
  }
  return tensor->data.Read();
}

// The tensor of one side, else the one that both share.
Bytes SideTensor(const SafetensorsFile& file, const std::string& own,
                 const std::string& shared) {
  Bytes bytes = BytesTensor(file, own);
  return bytes.empty() ? BytesTensor(file, shared) : bytes;
}

std::vector<std::string> ParsePieces(const SafetensorsFile& file,
                                     const std::string& name,
                                     std::string_view text) {
  if (text.empty()) return {};
  const Json json = ParseJson(text);
  const bool is_list = json.is_array() && !json.empty() &&
                       std::all_of(json.begin(), json.end(),
                                   [](const Json& p) { return p.is_string(); });
  if (!is_list)
    RefuseTensor(file.where(), name, "expected a JSON array of pieces");
  return json.get<std::vector<std::string>>();
}

VocabularyParts ReadVocabulary(const SafetensorsFile& file,
                               const FileSet& files, Side side) {
  const bool is_source = side == Side::kSource;
  const auto own = [is_source](const char* name) {
    return is_source ? SourceName(name) : TargetName(name);
  };
  VocabularyParts parts;
  if (const FilePointer beside = files.SentencePiece(side)) {
    parts.spm = beside->ReadAll();
  } else {
    parts.spm = SideTensor(file, own(kSpmTensor), kSpmTensor);
  }
  const std::string name = own(kVocabularyTensor);
  parts.pieces =
      ParsePieces(file, name, SideTensor(file, name, kVocabularyTensor).text());
  return parts;
}

}  // namespace

bool IsNative(const SafetensorsFile& file) {
  return file.Metadata(kConfigKey) != nullptr;
}

std::unique_ptr<WeightSource> NativeWeightSource(SafetensorsFile file) {
  return std::make_unique<NativeWeights>(std::move(file));
}

ModelParts OpenNative(SafetensorsFile file, const FileSet& files) {
  ModelParts parts;
  parts.format = "Stepglot container";
  parts.config = ParseModelConfig(*file.Metadata(kConfigKey), file.where());
  parts.source_vocabulary = ReadVocabulary(file, files, Side::kSource);
  parts.target_vocabulary = ReadVocabulary(file, files, Side::kTarget);
  parts.shortlist = BytesTensor(file, kShortlistTensor);
  parts.lexicon = BytesTensor(file, kLexiconTensor);
  parts.weights = NativeWeightSource(std::move(file));
  return parts;
}

}  // namespace stepglot
