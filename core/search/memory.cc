// Allocates and frees at once.
#include "core/search/memory.h"

#include <cstddef>
#include <limits>
#include <memory>
#include <new>

namespace stepglot {

bool IsAvailable(uint64_t bytes) {
  if (bytes > std::numeric_limits<size_t>::max() / 2) return false;
  const std::unique_ptr<char[]> whole(new (std::nothrow) char[bytes + 1]);
  if (whole == nullptr) return false;
  // A compiler may leave out an allocation that is never written to.
  static_cast<volatile char*>(whole.get())[0] = 0;
  return true;
}

}  // namespace stepglot
