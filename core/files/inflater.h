// Inflater: unpacks deflated bytes a little at a time.
#ifndef STEPGLOT_CORE_FILES_INFLATER_H_
#define STEPGLOT_CORE_FILES_INFLATER_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/files/file.h"

struct z_stream_s;

namespace stepglot {

/// Deflate packs at most 258 bytes into 2 bits: content is never larger than
/// this many times what it was packed into.
inline constexpr uint64_t kMaxDeflateRatio = 1032;

/// How deflated bytes are wrapped.
enum class DeflateWrapping {
  kNone,  ///< as in zip archives
  kGzip,  ///< with gzip's header and checksum, which is verified
};

class Inflater {
 public:
  /// @param packed  begins with the deflated bytes; read in parts.
  /// @param name    of the content, for messages.
  Inflater(FilePart packed, DeflateWrapping wrapping, std::string name);

  /// Fills `out` as far as there is content.
  /// @return bytes written; fewer than asked for only once ended().
  /// @throws Error kInvalidModel when the packed bytes are damaged or cut off.
  size_t Read(std::span<uint8_t> out);

  /// Whether the end of the content has been found.
  bool ended() const { return ended_; }

  /// Packed bytes behind that end.
  FilePart Rest() const;

 private:
  void Refill();
  [[noreturn]] void Fail(const char* reason) const;

  FilePart packed_;
  std::string name_;
  uint64_t taken_ = 0;  // packed bytes handed to zlib
  Bytes chunk_;         // the last of them
  bool ended_ = false;
  std::unique_ptr<z_stream_s, void (*)(z_stream_s*)> stream_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_INFLATER_H_
