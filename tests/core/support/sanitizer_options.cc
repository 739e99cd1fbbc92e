// Options of the sanitizers that every test program runs with.

// Allocations that the core plans to fail return null, as they do without
// AddressSanitizer.
extern "C" const char* __asan_default_options() {
  return "allocator_may_return_null=1";
}
