# The half of zlib that unpacks, with its checksums.
add_library(zlib STATIC EXCLUDE_FROM_ALL
  "${ZLIB_FOLDER}/adler32.c"
  "${ZLIB_FOLDER}/crc32.c"
  "${ZLIB_FOLDER}/inffast.c"
  "${ZLIB_FOLDER}/inflate.c"
  "${ZLIB_FOLDER}/inftrees.c"
  "${ZLIB_FOLDER}/zutil.c")
add_library(zlib::zlib ALIAS zlib)

# Users see the two public headers, not their neighbours.
foreach(header IN ITEMS zconf.h zlib.h)
  configure_file("${ZLIB_FOLDER}/${header}" "${PROJECT_BINARY_DIR}/zlib/${header}" COPYONLY)
endforeach()
target_include_directories(zlib SYSTEM PUBLIC "${PROJECT_BINARY_DIR}/zlib")
# Its functions are written in the style of before C89, which C23 no longer has.
set_target_properties(zlib PROPERTIES C_STANDARD 11)
target_compile_options(zlib PRIVATE -w -O2)
