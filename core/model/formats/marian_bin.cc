// Reads the headers of Marian's .bin files.
//
// u64 version, u64 count; count headers of four u64; the names, each ending in
// NUL; the shapes, i32 each; u64 padding and as many bytes to skip; the blobs,
// one after the other. All is little-endian.
#include "core/model/formats/marian_bin.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/files/file_cursor.h"

namespace stepglot {
namespace {

constexpr uint64_t kVersion = 1;
constexpr uint64_t kHeaderBytes = 4 * sizeof(uint64_t);

struct Header {
  uint64_t name_size;  ///< the final NUL included
  uint64_t type;
  uint64_t rank;
  uint64_t data_size;  ///< padding included, where there is any
};

// A type code's element type, and whether a float32 multiplier follows the
// values.
struct ElementType {
  DType dtype;
  bool has_multiplier = false;
};

// The low byte of a code is the element's size, the others are classes. Classes
// of intgemm are numbered in one way by the fork that Firefox uses and in
// another by Marian itself.
std::optional<ElementType> TypeOf(uint64_t code) {
  switch (code) {
    case 0x404:
      return ElementType{DType::kF32};
    case 0x402:
      return ElementType{DType::kF16};
    case 0x101:
      return ElementType{DType::kI8};
    case 0x104:
      return ElementType{DType::kI32};
    case 0x204:
      return ElementType{DType::kU32};
    case 0x4101:
    case 0x10001:
      return ElementType{DType::kI8, true};
    case 0x4102:
    case 0x10002:
      return ElementType{DType::kI16, true};
    default:
      return std::nullopt;
  }
}

// What a code that TypeOf does not know stands for.
std::string Feature(uint64_t code) {
  constexpr uint64_t kPacked = 0x800;
  constexpr uint64_t kProcessor = 0xFF000;
  if ((code & kPacked) != 0)
    return "weights packed by fbgemm for one kind of processor";
  if ((code & kProcessor) != 0)
    return "weights laid out for one kind of processor";
  return "an element type that translation models do not use";
}

std::string Hexadecimal(uint64_t number) {
  std::string digits;
  for (; number != 0 || digits.empty(); number /= 16)
    digits.insert(digits.begin(), "0123456789abcdef"[number % 16]);
  return "0x" + digits;
}

class BinReader {
 public:
  explicit BinReader(const FilePointer& file)
      : where_(file->name()), cursor_(file) {}

  MarianTensors Read() {
    const std::vector<Header> headers = TakeHeaders();
    std::vector<std::string> names;
    for (const Header& header : headers) names.push_back(TakeName(header));
    std::vector<std::vector<int64_t>> shapes;
    for (const Header& header : headers) shapes.push_back(TakeShape(header));
    cursor_.TakePart(cursor_.Take<uint64_t>());
    for (size_t i = 0; i < headers.size(); ++i)
      AddTensor(names[i], shapes[i], headers[i]);
    return std::move(result_);
  }

 private:
  std::vector<Header> TakeHeaders() {
    const auto version = cursor_.Take<uint64_t>();
    if (version != kVersion) {
      Refuse(ErrorCode::kUnsupported, where_,
             "Marian's binary format, version " + std::to_string(version) +
                 "; only version " + std::to_string(kVersion) + " is known");
    }
    const auto count = cursor_.Take<uint64_t>();
    if (count > cursor_.left() / kHeaderBytes) {
      Refuse(ErrorCode::kInvalidModel, where_,
             "truncated or damaged: " + std::to_string(count) +
                 " tensors claimed, " + std::to_string(cursor_.left()) +
                 " bytes left for their headers");
    }
    std::vector<Header> headers(static_cast<size_t>(count));
    for (Header& header : headers) {
      header.name_size = cursor_.Take<uint64_t>();
      header.type = cursor_.Take<uint64_t>();
      header.rank = cursor_.Take<uint64_t>();
      header.data_size = cursor_.Take<uint64_t>();
    }
    return headers;
  }

  std::string TakeName(const Header& header) {
    std::string name = cursor_.TakeText(header.name_size);
    if (name.empty() || name.find('\0') != name.size() - 1) {
      Refuse(ErrorCode::kInvalidModel, where_,
             "a tensor's name does not end where its header says");
    }
    name.pop_back();
    return name;
  }

  std::vector<int64_t> TakeShape(const Header& header) {
    if (header.rank > cursor_.left() / sizeof(int32_t)) {
      Refuse(ErrorCode::kInvalidModel, where_,
             "a tensor of rank " + std::to_string(header.rank));
    }
    std::vector<int64_t> shape;
    for (uint64_t i = 0; i < header.rank; ++i)
      shape.push_back(static_cast<int32_t>(cursor_.Take<uint32_t>()));
    return shape;
  }

  void AddTensor(const std::string& name, const std::vector<int64_t>& shape,
                 const Header& header) {
    const std::string title = "tensor \"" + name + "\": ";
    const std::optional<ElementType> type = TypeOf(header.type);
    if (!type) {
      Refuse(ErrorCode::kUnsupported, where_,
             title + Feature(header.type) + " (type " +
                 Hexadecimal(header.type) + ")");
    }
    for (const int64_t dimension : shape) {
      if (dimension < 0) {
        Refuse(ErrorCode::kInvalidModel, where_,
               title + "the shape " + ShapeText(shape));
      }
    }
    const int64_t size = TensorBytes(type->dtype, shape);
    const uint64_t trailer = type->has_multiplier ? sizeof(uint32_t) : 0;
    if (size < 0 || header.data_size < trailer ||
        static_cast<uint64_t>(size) > header.data_size - trailer) {
      Refuse(ErrorCode::kInvalidModel, where_,
             title + DTypeName(type->dtype) + " " + ShapeText(shape) +
                 " does not fit into its " + std::to_string(header.data_size) +
                 " bytes");
    }
    const FilePart blob = cursor_.TakePart(header.data_size);
    const auto bytes = static_cast<uint64_t>(size);
    const TensorEntry tensor = {type->dtype, shape, blob.Slice(0, bytes)};
    if (!result_.tensors.emplace(name, tensor).second)
      Refuse(ErrorCode::kInvalidModel, where_, title + "there twice");
    if (type->has_multiplier)
      result_.multipliers[name] = Multiplier(blob.Slice(bytes, trailer), title);
  }

  float Multiplier(const FilePart& part, const std::string& title) const {
    const auto multiplier =
        std::bit_cast<float>(FileCursor(part).Take<uint32_t>());
    // Its reciprocal is the scale of the values.
    if (!(multiplier > 0) || !std::isfinite(1 / multiplier) ||
        !std::isfinite(multiplier)) {
      Refuse(ErrorCode::kInvalidModel, where_,
             title + "its quantisation multiplier is " +
                 std::to_string(multiplier) + ", expected a positive number");
    }
    return multiplier;
  }

  std::string where_;
  FileCursor cursor_;
  MarianTensors result_;
};

}  // namespace

MarianTensors OpenMarianBin(const FilePointer& file) {
  return BinReader(file).Read();
}

}  // namespace stepglot
