// Unpacks zip archives and gzip files, from files that are not trusted.
#ifndef STEPGLOT_CORE_FILES_ARCHIVE_H_
#define STEPGLOT_CORE_FILES_ARCHIVE_H_

#include <string>
#include <vector>

#include "core/files/file.h"

namespace stepglot {

/// A file in a zip archive.
struct ArchiveMember {
  std::string member;  ///< its path in the archive
  FilePointer file;    ///< named "archive/path"
};

/// The members of a zip archive as files, without folders' entries. A stored
/// member is a view of the archive, read only when asked for. A deflated one is
/// unpacked when asked for and then kept, but only its head as long as nothing
/// else of it is read; its Read throws Error kInvalidModel when the packed
/// bytes are damaged, and kOutOfMemory when they have no room.
///
/// Reads the archive's central directory (zip64 too) and checks every size and
/// offset in it. Together the members claim no more than kMaxDeflateRatio times
/// the archive's size.
/// @throws Error kInvalidModel naming archive, member and reason; kUnsupported
/// for encryption and for compression other than deflate.
std::vector<ArchiveMember> OpenZip(const FilePointer& file);

/// The content of a gzip file, its checksum verified. It is named like the
/// file, without ".gz".
/// @throws Error kInvalidModel.
FilePointer OpenGzip(const FilePointer& file);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_ARCHIVE_H_
