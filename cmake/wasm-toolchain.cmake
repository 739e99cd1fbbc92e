# Emscripten, as set-up found or unpacked it.
set(STEPGLOT_EMSCRIPTEN_FILE "${CMAKE_CURRENT_LIST_DIR}/../.toolchain/emscripten.cmake")
if(NOT EXISTS "${STEPGLOT_EMSCRIPTEN_FILE}")
  message(FATAL_ERROR "Emscripten is not set up: run `npm run setup` first.")
endif()
include("${STEPGLOT_EMSCRIPTEN_FILE}")
include("${STEPGLOT_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
