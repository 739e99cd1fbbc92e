// Reads zip's directories, after PKWARE's APPNOTE.TXT 6.3, and gzip files.
#include "core/files/archive.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/files/deflated_file.h"
#include "core/files/file_cursor.h"
#include "core/files/inflater.h"
#include "core/files/part_file.h"

namespace stepglot {
namespace {

constexpr uint32_t kLocalHeader = 0x04034B50;
constexpr uint32_t kDirectoryHeader = 0x02014B50;
constexpr std::string_view kEndRecord = "PK\5\6";
constexpr uint32_t kEndRecord64 = 0x06064B50;
constexpr uint32_t kEndLocator64 = 0x07064B50;

constexpr uint64_t kLocalHeaderSize = 30;
constexpr uint64_t kEndRecordSize = 22;
constexpr uint64_t kEndRecord64Size = 56;
constexpr uint64_t kEndLocator64Size = 20;
constexpr uint64_t kMaxComment = 0xFFFF;

// A number of 32 bits that stands for one of 64 bits elsewhere.
constexpr uint32_t kIn64 = 0xFFFFFFFF;
constexpr uint16_t kExtra64 = 1;

constexpr uint16_t kEncrypted = 1;  // bit of the flags

// Content that packs into nothing is still a few bytes.
constexpr uint64_t kDeflateSlack = 64;

// What a vector can hold where addresses have 32 bits.
constexpr uint64_t kMaxMemory = std::numeric_limits<ptrdiff_t>::max();

// The archive's table of members.
struct Directory {
  uint64_t offset = 0;
  uint64_t size = 0;
  uint64_t entries = 0;
};

// What the table says of a member.
struct Entry {
  std::string name;
  uint16_t flags = 0;
  uint16_t method = 0;
  uint32_t crc = 0;
  uint64_t packed_size = 0;
  uint64_t size = 0;
  uint64_t offset = 0;  // of its local header
};

class ZipReader {
 public:
  explicit ZipReader(const FilePointer& file) : file_(file) {}

  std::vector<ArchiveMember> Members() const {
    const Directory directory = FindDirectory();
    if (directory.size > file_->size() ||
        directory.offset > file_->size() - directory.size)
      Refuse(ErrorCode::kInvalidModel, file_->name(),
             "its directory lies outside of it");
    FileCursor cursor({file_, directory.offset, directory.size});
    std::vector<ArchiveMember> members;
    std::set<std::string> names;
    uint64_t packed_bytes = 0;
    for (uint64_t i = 0; i < directory.entries; ++i) {
      const Entry entry = ReadEntry(cursor);
      if (!names.insert(entry.name).second) {
        Refuse(ErrorCode::kInvalidModel, file_->name(),
               "it holds " + entry.name + " twice");
      }
      FilePointer member = Open(entry, directory);
      // Members that share their bytes could claim more than the bound.
      packed_bytes += kLocalHeaderSize + entry.packed_size;
      if (packed_bytes > directory.offset)
        Refuse(ErrorCode::kInvalidModel, file_->name(), "its members overlap");
      const bool is_folder = entry.name.ends_with('/');
      if (!is_folder) members.push_back({entry.name, std::move(member)});
    }
    if (cursor.left() != 0) {
      Refuse(ErrorCode::kInvalidModel, file_->name(),
             "its directory holds more members than it counts");
    }
    return members;
  }

 private:
  // The record stands at the archive's end, before a comment of any length.
  uint64_t FindEndRecord() const {
    const uint64_t tail_size =
        std::min(file_->size(), kEndRecordSize + kMaxComment);
    const uint64_t tail_begin = file_->size() - tail_size;
    const Bytes tail = file_->Read(tail_begin, tail_size);
    for (uint64_t at = tail_size - std::min(tail_size, kEndRecordSize) + 1;
         at-- > 0;) {
      const std::string_view rest = tail.text().substr(at);
      if (rest.size() < kEndRecordSize || !rest.starts_with(kEndRecord))
        continue;
      const uint64_t comment = uint64_t{static_cast<uint8_t>(rest[20])} |
                               uint64_t{static_cast<uint8_t>(rest[21])} << 8;
      if (kEndRecordSize + comment == rest.size()) return tail_begin + at;
    }
    Refuse(ErrorCode::kInvalidModel, file_->name(),
           "not a whole zip archive: it has no end record");
  }

  Directory FindDirectory() const {
    const uint64_t end = FindEndRecord();
    FileCursor cursor({file_, end + 4, kEndRecordSize - 4});
    const auto disk = cursor.Take<uint16_t>();
    const auto directory_disk = cursor.Take<uint16_t>();
    const auto disk_entries = cursor.Take<uint16_t>();
    const auto entries = cursor.Take<uint16_t>();
    const auto size = cursor.Take<uint32_t>();
    const auto offset = cursor.Take<uint32_t>();
    if (entries == 0xFFFF || size == kIn64 || offset == kIn64) {
      const std::optional<Directory> directory = FindDirectory64(end);
      if (directory) return *directory;
    }
    if (disk != 0 || directory_disk != 0 || disk_entries != entries) {
      Refuse(ErrorCode::kUnsupported, file_->name(),
             "a zip archive in several parts");
    }
    return {offset, size, entries};
  }

  // What the zip64 records before the end record say, if there are any.
  std::optional<Directory> FindDirectory64(uint64_t end) const {
    if (end < kEndLocator64Size) return std::nullopt;
    FileCursor locator({file_, end - kEndLocator64Size, kEndLocator64Size});
    if (locator.Take<uint32_t>() != kEndLocator64) return std::nullopt;
    locator.Take<uint32_t>();  // the disk, of which there is one
    const auto at = locator.Take<uint64_t>();
    if (at > end || end - at < kEndRecord64Size) {
      Refuse(ErrorCode::kInvalidModel, file_->name(),
             "its zip64 end record lies outside of it");
    }
    FileCursor cursor({file_, at, kEndRecord64Size});
    if (cursor.Take<uint32_t>() != kEndRecord64) {
      Refuse(ErrorCode::kInvalidModel, file_->name(),
             "its zip64 end record is damaged");
    }
    cursor.TakePart(12);  // its size and versions
    const auto disk = cursor.Take<uint32_t>();
    const auto directory_disk = cursor.Take<uint32_t>();
    const auto disk_entries = cursor.Take<uint64_t>();
    const auto entries = cursor.Take<uint64_t>();
    const auto size = cursor.Take<uint64_t>();
    const auto offset = cursor.Take<uint64_t>();
    if (disk != 0 || directory_disk != 0 || disk_entries != entries) {
      Refuse(ErrorCode::kUnsupported, file_->name(),
             "a zip archive in several parts");
    }
    return Directory{offset, size, entries};
  }

  Entry ReadEntry(FileCursor& cursor) const {
    if (cursor.Take<uint32_t>() != kDirectoryHeader) {
      Refuse(ErrorCode::kInvalidModel, file_->name(),
             "its directory is damaged");
    }
    cursor.TakePart(4);  // versions
    Entry entry;
    entry.flags = cursor.Take<uint16_t>();
    entry.method = cursor.Take<uint16_t>();
    cursor.TakePart(4);  // time
    entry.crc = cursor.Take<uint32_t>();
    entry.packed_size = cursor.Take<uint32_t>();
    entry.size = cursor.Take<uint32_t>();
    const auto name_size = cursor.Take<uint16_t>();
    const auto extra_size = cursor.Take<uint16_t>();
    const auto comment_size = cursor.Take<uint16_t>();
    cursor.TakePart(8);  // disk and attributes
    entry.offset = cursor.Take<uint32_t>();
    entry.name = cursor.TakeText(name_size);
    const FilePart extra = cursor.TakePart(extra_size);
    cursor.TakePart(comment_size);
    Widen(extra, entry);
    return entry;
  }

  // Takes from the extra fields what does not fit into 32 bits.
  static void Widen(const FilePart& extra, Entry& entry) {
    FileCursor fields(extra);
    while (fields.left() >= 4) {
      const auto id = fields.Take<uint16_t>();
      const FilePart field = fields.TakePart(fields.Take<uint16_t>());
      if (id != kExtra64) continue;
      FileCursor numbers(field);
      for (uint64_t* number :
           {&entry.size, &entry.packed_size, &entry.offset}) {
        if (*number == kIn64) *number = numbers.Take<uint64_t>();
      }
      return;
    }
  }

  FilePointer Open(const Entry& entry, const Directory& directory) const {
    const std::string name = file_->name() + "/" + entry.name;
    if ((entry.flags & kEncrypted) != 0)
      Refuse(ErrorCode::kUnsupported, name, "is encrypted");
    if (entry.method != 0 && entry.method != 8) {
      Refuse(ErrorCode::kUnsupported, name,
             "is packed by method " + std::to_string(entry.method) +
                 "; supported are 0 (stored) and 8 (deflated)");
    }
    const FilePart packed = FindContent(entry, directory, name);
    if (entry.method == 0) {
      if (entry.size != entry.packed_size) {
        Refuse(ErrorCode::kInvalidModel, name,
               "is stored, but its two sizes differ");
      }
      return std::make_shared<PartFile>(name, packed);
    }
    if (entry.size > kMaxDeflateRatio * entry.packed_size + kDeflateSlack) {
      Refuse(ErrorCode::kInvalidModel, name,
             "claims to unpack " + std::to_string(entry.packed_size) +
                 " bytes to " + std::to_string(entry.size));
    }
    return std::make_shared<DeflatedFile>(
        name, DeflatedContent{packed, entry.size, entry.crc});
  }

  // The member's bytes behind its local header, all before the directory.
  FilePart FindContent(const Entry& entry, const Directory& directory,
                       const std::string& name) const {
    if (entry.offset > directory.offset)
      Refuse(ErrorCode::kInvalidModel, name, "lies outside of the archive");
    const FilePart rest{file_, entry.offset, directory.offset - entry.offset};
    FileCursor cursor(rest);
    if (cursor.Take<uint32_t>() != kLocalHeader)
      Refuse(ErrorCode::kInvalidModel, name, "its header is damaged");
    cursor.TakePart(22);  // what the directory says, too
    const auto name_size = cursor.Take<uint16_t>();
    const auto extra_size = cursor.Take<uint16_t>();
    cursor.TakePart(uint64_t{name_size} + extra_size);
    return cursor.TakePart(entry.packed_size);
  }

  FilePointer file_;
};

bool IsGzip(const FilePart& part) {
  return part.size >= 2 && part.Slice(0, 2).Read().text() == "\x1F\x8B";
}

// What to unpack into first: the last member's trailer holds its size modulo 4
// GiB, and most files have one member.
size_t FirstGuess(const FilePart& packed) {
  constexpr uint64_t kLeast = 4096;
  uint64_t size = 0;
  if (packed.size >= 4)
    size = FileCursor(packed.Slice(packed.size - 4, 4)).Take<uint32_t>();
  const uint64_t limit =
      std::min<uint64_t>(kMaxDeflateRatio * packed.size, kMaxMemory);
  return static_cast<size_t>(std::max(std::min(size, limit), kLeast));
}

// The name without ".gz" in any case.
std::string UnpackedName(std::string name) {
  if (name.size() < 3) return name;
  const std::string_view end = std::string_view(name).substr(name.size() - 3);
  if (end == ".gz" || end == ".GZ") name.resize(name.size() - 3);
  return name;
}

}  // namespace

std::vector<ArchiveMember> OpenZip(const FilePointer& file) {
  return ZipReader(file).Members();
}

FilePointer OpenGzip(const FilePointer& file) {
  FilePart rest{file, 0, file->size()};
  if (!IsGzip(rest))
    Refuse(ErrorCode::kInvalidModel, file->name(), "not a gzip file");
  std::vector<uint8_t> content(FirstGuess(rest));
  size_t size = 0;
  // A gzip file is a sequence of members whose contents are joined.
  while (IsGzip(rest)) {
    Inflater inflater(rest, DeflateWrapping::kGzip, file->name());
    while (true) {
      size += inflater.Read(std::span(content).subspan(size));
      if (inflater.ended()) break;
      if (size > kMaxMemory / 2) throw std::bad_alloc();
      if (size == content.size()) content.resize(2 * size);
    }
    rest = inflater.Rest();
  }
  if (rest.size != 0) {
    Refuse(ErrorCode::kInvalidModel, file->name(),
           "something else follows the packed bytes");
  }
  content.resize(size);
  content.shrink_to_fit();
  return std::make_shared<MemoryFile>(UnpackedName(file->name()),
                                      Bytes(std::move(content)));
}

}  // namespace stepglot
