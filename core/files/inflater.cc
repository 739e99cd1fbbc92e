// Unpacks with zlib.
#include "core/files/inflater.h"

#include <algorithm>
#include <new>
#include <string>
#include <utility>

#include "core/error.h"

#define ZLIB_CONST
#include <zlib.h>

namespace stepglot {
namespace {

constexpr uint64_t kChunk = uint64_t{1} << 20;
constexpr size_t kMaxOut = size_t{1} << 30;  // zlib counts in 32 bits

// In zlib's coding: 15 for windows of any size, negative for no wrapping, plus
// 16 for gzip's.
int WindowBits(DeflateWrapping wrapping) {
  return wrapping == DeflateWrapping::kNone ? -15 : 15 + 16;
}

void CloseStream(z_stream_s* stream) {
  inflateEnd(stream);
  delete stream;
}

}  // namespace

Inflater::Inflater(FilePart packed, DeflateWrapping wrapping, std::string name)
    : packed_(std::move(packed)),
      name_(std::move(name)),
      stream_(new z_stream_s{}, CloseStream) {
  if (inflateInit2(stream_.get(), WindowBits(wrapping)) != Z_OK)
    throw std::bad_alloc();
}

size_t Inflater::Read(std::span<uint8_t> out) {
  size_t written = 0;
  while (written < out.size() && !ended_) {
    if (stream_->avail_in == 0) Refill();
    const size_t room = std::min(out.size() - written, kMaxOut);
    stream_->next_out = out.data() + written;
    stream_->avail_out = static_cast<uInt>(room);
    const int status = inflate(stream_.get(), Z_NO_FLUSH);
    written += room - stream_->avail_out;
    if (status == Z_STREAM_END) {
      ended_ = true;
    } else if (status == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (status == Z_BUF_ERROR) {
      if (taken_ == packed_.size) Fail("it is cut off");
    } else if (status != Z_OK) {
      Fail(stream_->msg != nullptr ? stream_->msg : "not deflated bytes");
    }
  }
  return written;
}

FilePart Inflater::Rest() const {
  const uint64_t used = taken_ - stream_->avail_in;
  return packed_.Slice(used, packed_.size - used);
}

void Inflater::Refill() {
  const uint64_t size = std::min(kChunk, packed_.size - taken_);
  chunk_ = packed_.Slice(taken_, size).Read();
  taken_ += size;
  stream_->next_in = chunk_.span().data();
  stream_->avail_in = static_cast<uInt>(size);
}

void Inflater::Fail(const char* reason) const {
  Refuse(ErrorCode::kInvalidModel, name_,
         std::string("the packed bytes are damaged: ") + reason);
}

}  // namespace stepglot
