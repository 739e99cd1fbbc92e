// Tells formats apart by what only they can begin with.
#include "core/model/formats/file_kind.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/error.h"
#include "core/text/protobuf.h"
#include "core/text/utf8.h"

namespace stepglot {
namespace {

constexpr uint64_t kHeadSize = uint64_t{1} << 16;

// The first bytes of a file, of which the rest is not read.
struct Head {
  std::string_view bytes;
  uint64_t file_size = 0;

  // The little-endian number of `size` bytes there; nothing past the end.
  std::optional<uint64_t> Number(size_t at, size_t size) const {
    if (at + size > bytes.size()) return std::nullopt;
    uint64_t number = 0;
    for (size_t i = size; i-- > 0;)
      number = number << 8 | static_cast<uint8_t>(bytes[at + i]);
    return number;
  }
};

bool IsPrintable(char c) { return c >= ' ' && c <= '~'; }

bool IsSafetensors(const Head& head) {
  const std::optional<uint64_t> length = head.Number(0, 8);
  // The shortest header is "{}". Text in its second byte tells it from a number
  // of eight bytes, as in Marian's format.
  return length && *length >= 2 && *length <= head.file_size - 8 &&
         head.bytes.size() >= 10 && head.bytes[8] == '{' && head.bytes[9] != 0;
}

bool IsShortlist(const Head& head) {
  constexpr uint64_t kMagic = 0xF11A48D5013417F5;
  return head.Number(0, 8) == kMagic;
}

bool IsMarianBin(const Head& head) {
  constexpr uint64_t kMaxVersion = 9;
  constexpr uint64_t kTensorHeaderSize = 32;
  const std::optional<uint64_t> version = head.Number(0, 8);
  const std::optional<uint64_t> tensors = head.Number(8, 8);
  return version && tensors && *version >= 1 && *version <= kMaxVersion &&
         *tensors >= 1 && *tensors <= head.file_size / kTensorHeaderSize;
}

// Whether a text of CTranslate2's stands there: its length in 16 bits, then
// that many bytes, the last of which is a NUL.
bool HasName(const Head& head, size_t at) {
  const std::optional<uint64_t> length = head.Number(at, 2);
  if (!length || *length == 0 || at + 2 + *length > head.bytes.size())
    return false;
  const std::string_view name = head.bytes.substr(at + 2, *length);
  return name.back() == 0 &&
         std::all_of(name.begin(), name.end() - 1, IsPrintable);
}

bool IsCTranslate2(const Head& head) {
  // Later versions than there are today are recognised, to be refused by name.
  constexpr uint64_t kMaxVersion = 99;
  const std::optional<uint64_t> version = head.Number(0, 4);
  if (!version || *version < 1 || *version > kMaxVersion) return false;
  // From version 2 a spec's name comes first; before, the number of variables.
  if (*version >= 2) return HasName(head, 4);
  const std::optional<uint64_t> variables = head.Number(4, 4);
  return variables && *variables >= 1 && HasName(head, 8);
}

// One of a ModelProto's pieces: a string, a score and perhaps a type.
bool IsPiece(std::string_view bytes) {
  ProtobufMessage message(bytes, "");
  bool has_text = false;
  while (const std::optional<ProtobufField> field = message.Next()) {
    if (field->number < 1 || field->number > 3) return false;
    has_text |= field->number == 1 && !field->bytes.empty();
  }
  return has_text;
}

bool IsSentencePiece(const Head& head) {
  constexpr int kPieces = 3;  // as many as no other file begins with
  ProtobufMessage message(head.bytes, "");
  try {
    for (int i = 0; i < kPieces; ++i) {
      const std::optional<ProtobufField> field = message.Next();
      if (!field || field->number != 1 || !IsPiece(field->bytes)) return false;
    }
    return true;
  } catch (const Error&) {
    return false;  // not a protocol buffer
  }
}

// Python's pickles of protocol 2 and later.
bool IsPickle(std::string_view bytes) {
  return bytes.size() >= 2 && bytes[0] == '\x80' && bytes[1] >= 2 &&
         bytes[1] <= 5;
}

// A zip archive by the first member in it. Those of NumPy hold nothing but .npy
// files, and PyTorch's begin with their pickle.
FileKind ZipKind(const Head& head) {
  constexpr size_t kHeaderSize = 30;
  const uint64_t length = head.Number(26, 2).value_or(0);
  if (head.bytes.size() < kHeaderSize + length) return FileKind::kArchive;
  const std::string_view name = head.bytes.substr(kHeaderSize, length);
  if (name.ends_with(".npy")) return FileKind::kMarianNpz;
  if (name == "data.pkl" || name.ends_with("/data.pkl"))
    return FileKind::kPickle;
  return FileKind::kArchive;
}

// UTF-8 without NUL; a character that the head cuts off counts as whole.
bool IsText(const Head& head) {
  constexpr size_t kMaxCharacter = 4;
  const bool whole = head.bytes.size() == head.file_size;
  std::string_view rest = head.bytes;
  while (!rest.empty()) {
    const CodePoint c = ReadCodePoint(rest);
    if (c.value == kReplacementCharacter && c.bytes == 1)
      return !whole && rest.size() < kMaxCharacter;
    if (c.value == 0) return false;
    rest.remove_prefix(c.bytes);
  }
  return true;
}

}  // namespace

FileKind RecognizeFile(const File& file) {
  const Bytes bytes = file.Read(0, std::min(file.size(), kHeadSize));
  const Head head{bytes.text(), file.size()};
  if (head.bytes.starts_with("\x1F\x8B\x08")) return FileKind::kGzip;
  if (head.bytes.starts_with("PK\3\4")) return ZipKind(head);
  if (IsPickle(head.bytes)) return FileKind::kPickle;
  if (IsShortlist(head)) return FileKind::kShortlist;
  if (head.bytes.starts_with("LEX1")) return FileKind::kLexicon;
  if (IsSafetensors(head)) return FileKind::kSafetensors;
  if (IsMarianBin(head)) return FileKind::kMarianBin;
  if (IsCTranslate2(head)) return FileKind::kCTranslate2;
  if (IsSentencePiece(head)) return FileKind::kSentencePiece;
  if (IsText(head)) return FileKind::kText;
  return FileKind::kUnknown;
}

}  // namespace stepglot
