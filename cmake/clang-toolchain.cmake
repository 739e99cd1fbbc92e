# Clang where there is one, because libFuzzer needs it; else the system's compiler.
find_program(STEPGLOT_CLANG NAMES clang++-19 clang++)
if(STEPGLOT_CLANG)
  set(CMAKE_CXX_COMPILER "${STEPGLOT_CLANG}")
  # The same for C, as the objects share one sanitizer's run-time library.
  string(REPLACE "clang++" "clang" CMAKE_C_COMPILER "${STEPGLOT_CLANG}")
endif()
