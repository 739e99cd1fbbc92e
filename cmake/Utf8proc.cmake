# Unicode's normal forms, categories and cases: one file of code with its tables.
add_library(utf8proc STATIC EXCLUDE_FROM_ALL "${UTF8PROC_FOLDER}/utf8proc.c")
add_library(utf8proc::utf8proc ALIAS utf8proc)

# Users see the public header, not its neighbours.
configure_file("${UTF8PROC_FOLDER}/utf8proc.h" "${PROJECT_BINARY_DIR}/utf8proc/utf8proc.h" COPYONLY)
target_include_directories(utf8proc SYSTEM PUBLIC "${PROJECT_BINARY_DIR}/utf8proc")
target_compile_definitions(utf8proc PUBLIC UTF8PROC_STATIC)
target_compile_options(utf8proc PRIVATE -w -O2)
