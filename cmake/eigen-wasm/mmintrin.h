// Stands in for the header of the MMX instructions, which Eigen includes beside the SSE ones but never
// uses: Emscripten maps only SSE and AVX to SIMD128, and Clang's own header refuses other targets.
