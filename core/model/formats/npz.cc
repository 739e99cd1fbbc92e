// Reads the headers of .npy files, versions 1 to 3, in a zip archive.
//
// "\x93NUMPY", two bytes of version, the header's size (u16, from version 2 on
// u32), the header: a Python dictionary such as
// {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }; then the data.
#include "core/model/formats/npz.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/files/archive.h"

namespace stepglot {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::string_view kSuffix = ".npy";
constexpr size_t kPrefixBytes = kMagic.size() + 2;

// The dictionary's values as they are spelt, strings without their quotes.
class Dictionary {
 public:
  Dictionary(std::string_view text, const std::string& where)
      : rest_(text), where_(where) {
    Expect('{');
    while (!Accept('}')) {
      const std::string_view key = Value();
      Expect(':');
      const std::string_view value = Value();
      if (!values_.emplace(key, value).second) RefuseSyntax();
      if (!Accept(',')) {
        Expect('}');
        break;
      }
    }
    SkipBlanks();
    if (!rest_.empty()) RefuseSyntax();
  }

  std::string_view Get(std::string_view key) const {
    const auto found = values_.find(key);
    if (found == values_.end()) {
      Refuse(ErrorCode::kInvalidModel, where_,
             "no \"" + std::string(key) + "\" in the .npy header");
    }
    return found->second;
  }

 private:
  // A string, a tuple or a word.
  std::string_view Value() {
    SkipBlanks();
    const char first = rest_.empty() ? '\0' : rest_.front();
    if (first == '\'' || first == '"') {
      rest_.remove_prefix(1);
      return Until(rest_.find(first), 1);
    }
    if (first == '(') {
      rest_.remove_prefix(1);
      return Until(rest_.find(')'), 1);
    }
    return Until(rest_.find_first_of(" ,:}"), 0);
  }

  // Cuts the first `size` bytes off, and `more` that are left out.
  std::string_view Until(size_t size, size_t more) {
    if (size == std::string_view::npos) RefuseSyntax();
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size + more);
    return value;
  }

  void SkipBlanks() {
    const size_t blanks = rest_.find_first_not_of(" \n");
    rest_.remove_prefix(std::min(blanks, rest_.size()));
  }

  bool Accept(char c) {
    SkipBlanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void Expect(char c) {
    if (!Accept(c)) RefuseSyntax();
  }

  [[noreturn]] void RefuseSyntax() const {
    Refuse(ErrorCode::kInvalidModel, where_,
           "the .npy header is not a dictionary");
  }

  std::string_view rest_;
  const std::string& where_;
  std::map<std::string_view, std::string_view> values_;
};

std::vector<int64_t> ParseShape(std::string_view text,
                                const std::string& where) {
  std::vector<int64_t> shape;
  while (true) {
    const size_t digits = text.find_first_not_of(" ,");
    if (digits == std::string_view::npos) return shape;
    text.remove_prefix(digits);
    int64_t dimension = -1;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, dimension);
    if (parsed.ec != std::errc() || dimension < 0) {
      Refuse(ErrorCode::kInvalidModel, where,
             "the shape in the .npy header is no list of sizes");
    }
    text.remove_prefix(static_cast<size_t>(parsed.ptr - text.data()));
    shape.push_back(dimension);
  }
}

// Sets the type; texts of n bytes each add n to the shape.
//
// Single bytes have no order, which NumPy writes as "|"; Marian writes "<" for
// them, too.
void SetType(std::string_view descr, TensorEntry& tensor,
             const std::string& where) {
  constexpr std::pair<std::string_view, DType> kTypes[] = {
      {"<f4", DType::kF32}, {"<f2", DType::kF16}, {"|i1", DType::kI8},
      {"<i1", DType::kI8},  {"|u1", DType::kU8},  {"<u1", DType::kU8}};
  for (const auto& [name, dtype] : kTypes) {
    if (descr == name) {
      tensor.dtype = dtype;
      return;
    }
  }
  int64_t size = -1;
  const char* end = descr.data() + descr.size();
  if (descr.starts_with("|S") &&
      std::from_chars(descr.data() + 2, end, size).ptr == end && size >= 0) {
    tensor.dtype = DType::kU8;
    tensor.shape.push_back(size);
    return;
  }
  Refuse(ErrorCode::kUnsupported, where,
         "arrays of type \"" + std::string(descr) + "\"");
}

// Where the dictionary lies.
FilePart HeaderOf(const FilePointer& file, const std::string& where) {
  constexpr size_t kShort = sizeof(uint16_t), kLong = sizeof(uint32_t);
  if (file->size() < kPrefixBytes + kLong)
    Refuse(ErrorCode::kInvalidModel, where, "not a .npy file");
  const Bytes start = file->Read(0, kPrefixBytes + kLong);
  if (!start.text().starts_with(kMagic))
    Refuse(ErrorCode::kInvalidModel, where, "not a .npy file");
  const uint8_t version = start.span()[kMagic.size()];
  if (version < 1 || version > 3) {
    Refuse(ErrorCode::kUnsupported, where,
           ".npy version " + std::to_string(version) + "; 1 to 3 are known");
  }
  const size_t length_bytes = version == 1 ? kShort : kLong;
  uint32_t length = 0;
  std::memcpy(&length, start.span().data() + kPrefixBytes, length_bytes);
  const uint64_t begin = kPrefixBytes + length_bytes;
  if (length > file->size() - begin) {
    Refuse(ErrorCode::kInvalidModel, where,
           "truncated or corrupt: a header of " + std::to_string(length) +
               " bytes in a .npy file of " + std::to_string(file->size()));
  }
  return {file, begin, length};
}

TensorEntry OpenNpy(const FilePointer& file, const std::string& where) {
  const FilePart header = HeaderOf(file, where);
  const Bytes text = header.Read();
  const Dictionary dictionary(text.text(), where);
  TensorEntry tensor;
  tensor.shape = ParseShape(dictionary.Get("shape"), where);
  SetType(dictionary.Get("descr"), tensor, where);
  if (dictionary.Get("fortran_order") != "False") {
    Refuse(ErrorCode::kUnsupported, where,
           "an array with columns first (fortran_order)");
  }
  const uint64_t begin = header.offset + header.size;
  const uint64_t rest = file->size() - begin;
  const int64_t size = TensorBytes(tensor.dtype, tensor.shape);
  if (size < 0 || static_cast<uint64_t>(size) != rest) {
    Refuse(ErrorCode::kInvalidModel, where,
           std::string("truncated or corrupt: ") + DTypeName(tensor.dtype) +
               " " + ShapeText(tensor.shape) + " does not fill the " +
               std::to_string(rest) + " bytes behind the .npy header");
  }
  tensor.data = {file, begin, rest};
  return tensor;
}

}  // namespace

TensorMap OpenNpz(const FilePointer& file) {
  TensorMap tensors;
  for (const ArchiveMember& member : OpenZip(file)) {
    std::string name = member.member;
    if (!name.ends_with(kSuffix)) continue;
    name.resize(name.size() - kSuffix.size());
    const std::string where = file->name() + ": array \"" + name + "\"";
    tensors[name] = OpenNpy(member.file, where);
  }
  return tensors;
}

}  // namespace stepglot
