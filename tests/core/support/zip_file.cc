// Writes zip archives.
#include "tests/core/support/zip_file.h"

#include "tests/core/support/byte_writer.h"
#include "tests/core/support/deflate.h"

namespace stepglot {
namespace {

constexpr uint32_t kIn64 = 0xFFFFFFFF;

// A member as both of its headers describe it.
struct Described {
  const ZipMember* member;
  std::vector<uint8_t> packed;
  uint64_t packed_size;
  uint64_t size;
  uint64_t offset;
};

Described Describe(const ZipMember& member, uint64_t offset) {
  Described described{&member, member.bytes, 0, 0, 0};
  if (member.packed) {
    described.packed = *member.packed;
  } else if (member.deflated) {
    described.packed = Deflate(member.bytes);
  }
  described.packed_size = member.packed_size.value_or(described.packed.size());
  described.size = member.size.value_or(member.bytes.size());
  described.offset = member.offset.value_or(offset);
  return described;
}

// What both headers have in common.
void WriteCommon(ByteWriter& file, const Described& described, bool zip64) {
  const ZipMember& member = *described.member;
  const uint16_t method = member.method.value_or(member.deflated ? 8 : 0);
  file.Number<uint16_t>(45).Number(member.flags).Number(method);
  file.Number<uint32_t>(0);  // time
  file.Number(member.crc.value_or(Crc32(member.bytes)));
  file.Number(zip64 ? kIn64 : static_cast<uint32_t>(described.packed_size));
  file.Number(zip64 ? kIn64 : static_cast<uint32_t>(described.size));
  file.Number(static_cast<uint16_t>(member.name.size()));
}

void WriteDirectoryEntry(ByteWriter& file, const Described& described,
                         bool zip64) {
  // Before zip64's, a field that a reader has to skip.
  ByteWriter extra;
  extra.Number<uint16_t>(0x5455).Number<uint16_t>(1).Number<uint8_t>(0);
  if (zip64) {
    extra.Number<uint16_t>(1).Number<uint16_t>(24).Number(described.size);
    extra.Number(described.packed_size).Number(described.offset);
  }
  constexpr std::string_view kComment = "a comment";
  file.Text("PK\1\2").Number<uint16_t>(45);
  WriteCommon(file, described, zip64);
  file.Number(static_cast<uint16_t>(extra.size()));
  file.Number(static_cast<uint16_t>(kComment.size()));
  file.Number<uint32_t>(0).Number<uint32_t>(0);  // disk, attributes
  file.Number(zip64 ? kIn64 : static_cast<uint32_t>(described.offset));
  file.Text(described.member->name).Bytes(extra.bytes()).Text(kComment);
}

}  // namespace

std::vector<uint8_t> ZipFile::Write() const {
  ByteWriter file;
  ByteWriter directory;
  for (const ZipMember& member : members) {
    const Described described = Describe(member, file.size());
    file.Text("PK\3\4");
    WriteCommon(file, described, zip64);
    file.Number(static_cast<uint16_t>(member.local_extra.size()));
    file.Text(member.name).Text(member.local_extra).Bytes(described.packed);
    WriteDirectoryEntry(directory, described, zip64);
  }
  const uint64_t offset = directory_offset.value_or(file.size());
  const uint64_t size = directory_size.value_or(directory.size());
  const uint64_t count = entries.value_or(members.size());
  file.Bytes(directory.bytes());
  if (zip64) {
    const uint64_t at = end_record64.value_or(file.size());
    file.Text("PK\6\6").Number<uint64_t>(44).Number<uint32_t>(0);
    file.Number<uint32_t>(disk).Number<uint32_t>(0);
    file.Number(count).Number(count).Number(size).Number(offset);
    file.Text({"PK\6\7\0\0\0\0", 8}).Number(at).Number<uint32_t>(1);
  }
  const auto count16 = static_cast<uint16_t>(zip64 ? 0xFFFF : count);
  file.Text("PK\5\6").Number(disk).Number<uint16_t>(0);
  file.Number(count16).Number(count16);
  file.Number(zip64 ? kIn64 : static_cast<uint32_t>(size));
  file.Number(zip64 ? kIn64 : static_cast<uint32_t>(offset));
  file.Number(static_cast<uint16_t>(comment.size())).Text(comment);
  return file.bytes();
}

}  // namespace stepglot
