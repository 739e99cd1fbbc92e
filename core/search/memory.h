// Whether the memory for a search can be allocated.
#ifndef STEPGLOT_CORE_SEARCH_MEMORY_H_
#define STEPGLOT_CORE_SEARCH_MEMORY_H_

#include <cstdint>

namespace stepglot {

/// Whether `bytes` can be allocated contiguously. Asking for all of it at once,
/// before its parts, keeps a request that does not fit from growing
/// WebAssembly's memory, which never shrinks.
bool IsAvailable(uint64_t bytes);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_MEMORY_H_
