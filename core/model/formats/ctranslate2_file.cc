// Reads model.bin: a header, variables one after the other, aliases.
#include "core/model/formats/ctranslate2_file.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "core/error.h"
#include "core/model/weights/tensor_values.h"

namespace stepglot {
namespace {

constexpr uint32_t kLastVersion = 6;
constexpr uint32_t kVersionWithSpec = 2;
constexpr uint32_t kVersionWithAliases = 3;
constexpr uint32_t kVersionWithTypes = 4;

// Weights have two dimensions, relative positions three.
constexpr int kMaxRank = 8;

// What integers of 16 bits are divided by where the file does not say.
constexpr float kDefaultInt16Scale = 1000;

constexpr const char* kScaleSuffix = "_scale";

// A text with its length, which counts a NUL at the end. Names stand in
// messages, so what is none is refused here.
std::string TakeName(FileCursor& cursor, const std::string& where) {
  const uint64_t begin = cursor.taken();
  std::string name = cursor.TakeText(cursor.Take<uint16_t>());
  if (!name.empty() && name.back() == '\0') name.pop_back();
  const bool is_text = std::all_of(name.begin(), name.end(),
                                   [](char c) { return c >= ' ' && c <= '~'; });
  if (!is_text) {
    Refuse(ErrorCode::kInvalidModel, where,
           "damaged: no name at byte " + std::to_string(begin));
  }
  return name;
}

// The types of version 4 and later by their codes.
std::optional<DType> TypeOfCode(uint8_t code) {
  constexpr DType kTypes[] = {DType::kF32, DType::kI8,  DType::kI16,
                              DType::kI32, DType::kF16, DType::kBF16};
  if (code >= std::size(kTypes)) return std::nullopt;
  return kTypes[code];
}

// Earlier versions only tell the size of an element.
std::optional<DType> TypeOfSize(uint8_t size) {
  switch (size) {
    case 4:
      return DType::kF32;
    case 2:
      return DType::kI16;
    case 1:
      return DType::kI8;
    default:
      return std::nullopt;
  }
}

void ReplaceFirst(std::string& name, std::string_view from,
                  std::string_view to) {
  const size_t at = name.find(from);
  if (at != std::string::npos) name.replace(at, from.size(), to);
}

// A name of version 1, which are those of TensorFlow's variables, as later
// versions have it.
std::string ModernName(std::string name) {
  ReplaceFirst(name, "transformer/", "");
  ReplaceFirst(name, ":0", "");
  ReplaceFirst(name, "w_embs", "embeddings/weight");
  ReplaceFirst(name, "kernel", "weight");
  ReplaceFirst(name, "LayerNorm", "layer_norm");
  ReplaceFirst(name, "dense", "projection");
  ReplaceFirst(name, "conv1d_", "linear_");
  ReplaceFirst(name, "conv1d", "linear_0");
  if (name.starts_with("encoder")) {
    ReplaceFirst(name, "multi_head", "self_attention");
  } else if (name.find("masked_multi_head") != std::string::npos) {
    ReplaceFirst(name, "masked_multi_head", "self_attention");
  } else {
    ReplaceFirst(name, "multi_head", "attention");
  }
  return name;
}

}  // namespace

CTranslate2File CTranslate2File::Parse(const FilePointer& file) {
  CTranslate2File parsed;
  parsed.where_ = file->name();
  FileCursor cursor(file);
  parsed.version_ = cursor.Take<uint32_t>();
  if (parsed.version_ < 1 || parsed.version_ > kLastVersion) {
    Refuse(ErrorCode::kUnsupported, file->name(),
           "version " + std::to_string(parsed.version_) +
               " of CTranslate2's format; supported are 1 to " +
               std::to_string(kLastVersion));
  }
  if (parsed.version_ >= kVersionWithSpec) {
    parsed.spec_ = TakeName(cursor, parsed.where_);
    parsed.revision_ = cursor.Take<uint32_t>();
  }
  for (auto count = cursor.Take<uint32_t>(); count > 0; --count)
    parsed.TakeVariable(cursor);
  if (parsed.version_ >= kVersionWithAliases) {
    for (auto count = cursor.Take<uint32_t>(); count > 0; --count) {
      const std::string alias = TakeName(cursor, parsed.where_);
      parsed.Alias(alias, TakeName(cursor, parsed.where_));
    }
  }
  if (cursor.left() != 0) {
    Refuse(ErrorCode::kInvalidModel, parsed.where_,
           std::to_string(cursor.left()) + " bytes follow the last variable");
  }
  return parsed;
}

void CTranslate2File::TakeVariable(FileCursor& cursor) {
  std::string name = TakeName(cursor, where_);
  if (version_ == 1) name = ModernName(std::move(name));
  const int rank = cursor.Take<uint8_t>();
  if (rank > kMaxRank)
    Fail(name, "has " + std::to_string(rank) + " dimensions");
  TensorEntry entry;
  for (int i = 0; i < rank; ++i) entry.shape.push_back(cursor.Take<uint32_t>());
  const auto type = cursor.Take<uint8_t>();
  const bool has_types = version_ >= kVersionWithTypes;
  const std::optional<DType> dtype =
      has_types ? TypeOfCode(type) : TypeOfSize(type);
  if (!dtype) Fail(name, "has unknown type " + std::to_string(type));
  entry.dtype = *dtype;
  const uint64_t size = uint64_t{cursor.Take<uint32_t>()} *
                        (has_types ? 1 : DTypeSize(entry.dtype));
  if (TensorBytes(entry.dtype, entry.shape) != static_cast<int64_t>(size)) {
    Fail(name, std::to_string(size) + " bytes are not " +
                   DTypeName(entry.dtype) + " " + ShapeText(entry.shape));
  }
  entry.data = cursor.TakePart(size);
  if (!variables_.emplace(name, std::move(entry)).second)
    Fail(name, "is there twice");
}

// An alias also stands for what goes with its target.
void CTranslate2File::Alias(const std::string& alias,
                            const std::string& target) {
  if (!Has(target))
    Fail(alias, "stands for \"" + target + "\", which is missing");
  for (const std::string suffix : {"", kScaleSuffix, "_zero"}) {
    const TensorEntry* entry = Find(target + suffix);
    if (entry == nullptr) continue;
    if (!variables_.emplace(alias + suffix, *entry).second)
      Fail(alias + suffix, "is there twice");
  }
}

const TensorEntry* CTranslate2File::Find(std::string_view name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? nullptr : &found->second;
}

std::optional<double> CTranslate2File::Number(std::string_view name) const {
  const TensorEntry* entry = Find(name);
  if (entry == nullptr) return std::nullopt;
  const bool is_one = TensorBytes(entry->dtype, entry->shape) ==
                      static_cast<int64_t>(DTypeSize(entry->dtype));
  if (!is_one || (!IsWidenable(entry->dtype) && entry->dtype != DType::kI32)) {
    Fail(name, std::string("expected one number, found ") +
                   DTypeName(entry->dtype) + " " + ShapeText(entry->shape));
  }
  if (entry->dtype == DType::kI32)
    return static_cast<int32_t>(FileCursor(entry->data).Take<uint32_t>());
  const Bytes bytes = entry->data.Read();
  const float value = ElementAt(entry->dtype, bytes.span().data(), 0);
  if (!std::isfinite(value)) Fail(name, "is infinite or no number");
  return value;
}

std::optional<std::string> CTranslate2File::Text(std::string_view name) const {
  constexpr uint64_t kMaxText = 1024;
  const TensorEntry* entry = Find(name);
  if (entry == nullptr) return std::nullopt;
  if (entry->dtype != DType::kI8 || entry->data.size > kMaxText) {
    Fail(name, std::string("expected a text, found ") +
                   DTypeName(entry->dtype) + " " + ShapeText(entry->shape));
  }
  return std::string(entry->data.Read().text());
}

std::vector<float> CTranslate2File::Multipliers(const std::string& name) const {
  const TensorEntry& entry = *Find(name);
  if (entry.dtype != DType::kI8 && entry.dtype != DType::kI16) return {};
  const std::string scale_name = name + kScaleSuffix;
  const TensorEntry* scale = Find(scale_name);
  if (scale == nullptr) {
    if (entry.dtype == DType::kI16) return {1 / kDefaultInt16Scale};
    Fail(scale_name, "missing, although \"" + name + "\" is quantised");
  }
  std::vector<float> multipliers = ReadFloats(scale_name, *scale);
  const size_t rows =
      entry.shape.empty() ? 1 : static_cast<size_t>(entry.shape.front());
  if (multipliers.size() != 1 && multipliers.size() != rows) {
    Fail(scale_name, "expected " + std::to_string(rows) + " numbers, found " +
                         ShapeText(scale->shape));
  }
  for (float& value : multipliers) {
    // Smaller ones have no reciprocal in float32.
    if (!(value >= std::numeric_limits<float>::min()))
      Fail(scale_name, "holds a scale that is not positive");
    value = 1 / value;
  }
  return multipliers;
}

void CTranslate2File::Fail(std::string_view variable,
                           const std::string& reason) const {
  Refuse(ErrorCode::kInvalidModel, where_,
         "variable \"" + std::string(variable) + "\": " + reason);
}

}  // namespace stepglot
