// Parses and writes the safetensors format.
#include "core/model/weights/safetensors.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

constexpr uint64_t kLengthBytes = 8;
constexpr uint64_t kMaxHeader = 100'000'000;
constexpr size_t kDataAlignment = 64;
constexpr const char* kMetadataKey = "__metadata__";

// The header's text.
Bytes ReadHeader(const File& file, const std::string& where) {
  if (file.size() < kLengthBytes + 2) {
    Refuse(ErrorCode::kInvalidModel, where,
           "not a safetensors file: shorter than any header");
  }
  uint64_t length = 0;
  std::memcpy(&length, file.Read(0, kLengthBytes).span().data(), kLengthBytes);
  if (length > kMaxHeader || length > file.size() - kLengthBytes) {
    Refuse(ErrorCode::kInvalidModel, where,
           "not a safetensors file, or truncated: its header claims " +
               std::to_string(length) + " bytes, the file has " +
               std::to_string(file.size()));
  }
  Bytes header = file.Read(kLengthBytes, length);
  if (header.empty() || header.text().front() != '{')
    Refuse(ErrorCode::kInvalidModel, where, "the header is not a JSON object");
  return header;
}

// The library keeps the last of two equal keys; the format forbids them, as
// readers would disagree.
Json ParseHeader(std::string_view header, const std::string& where) {
  std::vector<std::set<std::string>> open_objects;
  std::string duplicate;
  auto watch_keys = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open_objects.emplace_back();
    if (event == Json::parse_event_t::object_end) open_objects.pop_back();
    if (event == Json::parse_event_t::key &&
        !open_objects.back().insert(value.get<std::string>()).second) {
      duplicate = value.get<std::string>();
    }
    return true;
  };
  Json json = Json::parse(header, watch_keys, /*allow_exceptions=*/false);
  if (!json.is_object())
    Refuse(ErrorCode::kInvalidModel, where, "the header is not valid JSON");
  if (!duplicate.empty()) {
    Refuse(ErrorCode::kInvalidModel, where,
           "the header has the key \"" + duplicate + "\" twice");
  }
  return json;
}

// A member that must be an array of non-negative whole numbers.
std::vector<int64_t> Numbers(const std::string& name, const Json& tensor,
                             const char* key, const std::string& where) {
  if (!tensor.contains(key) || !tensor[key].is_array()) {
    RefuseTensor(where, name, std::string(key) + " should be an array");
  }
  std::vector<int64_t> numbers;
  for (const Json& value : tensor[key]) {
    if (!value.is_number_integer() || value.get<int64_t>() < 0) {
      RefuseTensor(
          where, name,
          std::string(key) + " should hold non-negative whole numbers");
    }
    numbers.push_back(value.get<int64_t>());
  }
  return numbers;
}

DType ParseDType(const std::string& name, const Json& tensor,
                 const std::string& where) {
  if (!tensor.contains("dtype") || !tensor["dtype"].is_string()) {
    RefuseTensor(where, name, "dtype should be a text");
  }
  const std::string dtype = tensor["dtype"].get<std::string>();
  if (const auto known = DTypeOf(dtype)) return *known;
  Refuse(ErrorCode::kUnsupported, where,
         "tensor \"" + name + "\": unknown dtype \"" + dtype + "\"");
}

// Bytes that the shape and type need, or a complaint when that leaves 63 bits.
int64_t ByteSize(const std::string& name, const TensorEntry& tensor,
                 const std::string& where) {
  const int64_t bytes = TensorBytes(tensor.dtype, tensor.shape);
  if (bytes < 0) {
    RefuseTensor(where, name,
                 "the shape " + ShapeText(tensor.shape) + " overflows");
  }
  return bytes;
}

// @param data  all tensors' bytes.
TensorEntry ParseTensor(const std::string& name, const Json& json,
                        const FilePart& data) {
  const std::string& where = data.file->name();
  if (!json.is_object())
    RefuseTensor(where, name, "its header entry is not an object");
  TensorEntry tensor;
  tensor.dtype = ParseDType(name, json, where);
  tensor.shape = Numbers(name, json, "shape", where);
  const std::vector<int64_t> offsets =
      Numbers(name, json, "data_offsets", where);
  const auto size = static_cast<int64_t>(data.size);
  if (offsets.size() != 2 || offsets[0] > offsets[1])
    RefuseTensor(where, name, "data_offsets are not a range");
  if (offsets[1] > size) {
    RefuseTensor(where, name,
                 "ends at byte " + std::to_string(offsets[1]) + " of " +
                     std::to_string(size) +
                     " bytes of data: the file is truncated or corrupt");
  }
  const int64_t expected = ByteSize(name, tensor, where);
  if (offsets[1] - offsets[0] != expected) {
    RefuseTensor(where, name,
                 DTypeName(tensor.dtype) + (" " + ShapeText(tensor.shape)) +
                     " needs " + std::to_string(expected) +
                     " bytes, data_offsets give " +
                     std::to_string(offsets[1] - offsets[0]));
  }
  tensor.data = data.Slice(offsets[0], expected);
  return tensor;
}

// Sorted by their begin, the tensors must tile the data: no gap, no overlap,
// nothing behind.
void CheckTiling(const TensorMap& tensors, const FilePart& data,
                 const std::string& where) {
  std::vector<std::pair<uint64_t, uint64_t>> ranges;
  for (const auto& [name, tensor] : tensors) {
    const uint64_t begin = tensor.data.offset - data.offset;
    ranges.emplace_back(begin, begin + tensor.data.size);
  }
  std::sort(ranges.begin(), ranges.end());
  uint64_t end = 0;
  for (const auto& [range_begin, range_end] : ranges) {
    if (range_begin < end) {
      Refuse(ErrorCode::kInvalidModel, where,
             "two tensors overlap at byte " + std::to_string(range_begin));
    }
    if (range_begin > end) {
      Refuse(ErrorCode::kInvalidModel, where,
             "bytes between tensors at " + std::to_string(end));
    }
    end = range_end;
  }
  if (end != data.size) {
    Refuse(ErrorCode::kInvalidModel, where,
           "the tensors end at byte " + std::to_string(end) + " of " +
               std::to_string(data.size) + " bytes of data");
  }
}

size_t AlignUp(size_t size, size_t alignment) {
  return (size + alignment - 1) / alignment * alignment;
}

}  // namespace

SafetensorsFile SafetensorsFile::Parse(const FilePointer& file) {
  SafetensorsFile result;
  result.where_ = file->name();
  const std::string& where = result.where_;
  const Bytes header = ReadHeader(*file, where);
  const uint64_t begin = kLengthBytes + header.size();
  const FilePart data = {file, begin, file->size() - begin};
  const Json json = ParseHeader(header.text(), where);
  for (const auto& [name, value] : json.items()) {
    if (name == kMetadataKey) {
      if (!value.is_object()) {
        Refuse(ErrorCode::kInvalidModel, where,
               "__metadata__ is not an object");
      }
      for (const auto& [key, text] : value.items()) {
        if (!text.is_string()) {
          Refuse(ErrorCode::kInvalidModel, where,
                 "__metadata__ \"" + key + "\" is not a text");
        }
        result.metadata_[key] = text.get<std::string>();
      }
    } else {
      result.tensors_[name] = ParseTensor(name, value, data);
    }
  }
  CheckTiling(result.tensors_, data, where);
  return result;
}

const TensorEntry* SafetensorsFile::Find(std::string_view name) const {
  auto found = tensors_.find(name);
  return found == tensors_.end() ? nullptr : &found->second;
}

const std::string* SafetensorsFile::Metadata(std::string_view key) const {
  auto found = metadata_.find(key);
  return found == metadata_.end() ? nullptr : &found->second;
}

std::vector<uint8_t> WriteSafetensors(
    std::vector<NamedTensor> tensors,
    const std::map<std::string, std::string>& metadata) {
  std::stable_sort(tensors.begin(), tensors.end(),
                   [](const NamedTensor& a, const NamedTensor& b) {
                     const size_t size_a = DTypeSize(a.dtype);
                     const size_t size_b = DTypeSize(b.dtype);
                     return size_a != size_b ? size_a > size_b
                                             : a.name < b.name;
                   });
  Json header = {{kMetadataKey, metadata}};
  size_t offset = 0;
  for (const NamedTensor& tensor : tensors) {
    const size_t end = offset + tensor.bytes.size();
    header[tensor.name] = {{"dtype", DTypeName(tensor.dtype)},
                           {"shape", tensor.shape},
                           {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text =
      header.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.resize(
      AlignUp(kLengthBytes + text.size(), kDataAlignment) - kLengthBytes, ' ');

  std::vector<uint8_t> file(kLengthBytes + text.size() + offset);
  const uint64_t length = text.size();
  std::memcpy(file.data(), &length, kLengthBytes);
  std::memcpy(file.data() + kLengthBytes, text.data(), text.size());
  uint8_t* out = file.data() + kLengthBytes + text.size();
  for (const NamedTensor& tensor : tensors) {
    out = std::copy(tensor.bytes.begin(), tensor.bytes.end(), out);
  }
  return file;
}

}  // namespace stepglot
