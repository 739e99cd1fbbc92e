// Stands in for the MMX intrinsics, which WebAssembly does not have: Eigen's
// SSE code includes this header without using it, and Emscripten brings the SSE
// headers only.
