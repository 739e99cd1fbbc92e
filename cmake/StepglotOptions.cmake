# Compiler and linker options, and what the compiler offers.
include(CheckCXXSourceCompiles)

# A fused multiply-add rounds once where two operations round twice, so contraction would make results
# depend on the processor and on how a loop was vectorised.
add_compile_options(-ffp-contract=off)

if(EMSCRIPTEN)
  add_compile_options(-msimd128 -fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
endif()

# Shared memory is a feature of every object in a module, so modules with threads are a build of
# their own.
if(STEPGLOT_THREADS)
  add_compile_options(-pthread)
  add_link_options(-pthread)
endif()

# libFuzzer comes with Clang's run-time libraries, which may not be installed.
set(STEPGLOT_HAS_FUZZER OFF)
if(STEPGLOT_SANITIZE)
  add_compile_options(-fsanitize=address -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  set(CMAKE_REQUIRED_FLAGS "-fsanitize=fuzzer")
  check_cxx_source_compiles(
    "#include <cstddef>
     #include <cstdint>
     extern \"C\" int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t) { return 0; }"
    STEPGLOT_FUZZER_LINKS)
  unset(CMAKE_REQUIRED_FLAGS)
  set(STEPGLOT_HAS_FUZZER ${STEPGLOT_FUZZER_LINKS})
endif()

# Options of our own code, for the targets defined after the call.
macro(stepglot_enable_own_options)
  add_compile_options(-Wall -Wextra -Werror=return-type)
  if(STEPGLOT_SANITIZE)
    add_compile_options(-fsanitize=undefined -fno-sanitize-recover=all)
  endif()
endmacro()
