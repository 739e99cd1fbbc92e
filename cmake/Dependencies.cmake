# The libraries that Stepglot uses: from the prefix that set-up fills, else the system's, else fetched.
# The versions are those of scripts/tools/setup/libraries.mjs.
include(FetchContent)

set(STEPGLOT_PREFIX "${PROJECT_SOURCE_DIR}/.toolchain")

# Sets `variable` to the first of FOLDERS that holds the file `marker`, or fetches and unpacks the
# archive at `url`. The archive's own CMake files are not used: each library is a few lines here.
function(stepglot_find_library_sources variable marker url sha256)
  cmake_parse_arguments(PARSE_ARGV 4 arg "" "" "FOLDERS")
  foreach(folder IN LISTS arg_FOLDERS)
    if(EXISTS "${folder}/${marker}")
      set(${variable} "${folder}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  string(TOLOWER "${variable}" name)
  message(STATUS "Fetching ${url}")
  FetchContent_Declare(${name}
    URL "${url}"
    URL_HASH SHA256=${sha256}
    DOWNLOAD_EXTRACT_TIMESTAMP OFF
    SOURCE_SUBDIR unused)
  FetchContent_MakeAvailable(${name})
  set(${variable} "${${name}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

# A header-only library. Its folder must hold nothing else: /usr/include would shadow the headers of
# a cross compiler.
function(stepglot_add_header_library target folder)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE "${folder}")
endfunction()

stepglot_find_library_sources(EIGEN_FOLDER Eigen/Core
  https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.gz
  8586084f71f9bde545ee7fa6d00288b264a2b7ac3607b974e54d13e7162c1c72
  FOLDERS "${STEPGLOT_PREFIX}/libraries/usr/include/eigen3" /usr/include/eigen3
  /usr/local/include/eigen3 /opt/homebrew/include/eigen3)
stepglot_add_header_library(Eigen3::Eigen "${EIGEN_FOLDER}")

stepglot_find_library_sources(NLOHMANN_JSON_FOLDER include/nlohmann/json.hpp
  https://github.com/nlohmann/json/releases/download/v3.11.2/json.tar.xz
  8c4b26bf4b422252e13f332bc5e388ec0ab5c3443d24399acb675e68278d341f
  FOLDERS "${STEPGLOT_PREFIX}/libraries/usr")
stepglot_add_header_library(nlohmann_json::nlohmann_json "${NLOHMANN_JSON_FOLDER}/include")

stepglot_find_library_sources(SENTENCEPIECE_FOLDER src/sentencepiece_processor.h
  https://github.com/google/sentencepiece/archive/v0.1.97.tar.gz
  41c3a07f315e3ac87605460c8bb8d739955bc8e7f478caec4017ef9b7d78669b
  FOLDERS "${STEPGLOT_PREFIX}/sentencepiece")
include(SentencePiece)

# Not the system's, of which a cross compiler has none.
stepglot_find_library_sources(ZLIB_FOLDER zlib.h
  https://github.com/madler/zlib/releases/download/v1.2.13/zlib-1.2.13.tar.gz
  b3a24de97a8fdbc835b9833169501030b8977031bcb54b3b3ac13740f846ab30
  FOLDERS "${STEPGLOT_PREFIX}/zlib")
include(Zlib)

stepglot_find_library_sources(UTF8PROC_FOLDER utf8proc.h
  https://github.com/JuliaStrings/utf8proc/archive/v2.8.0.tar.gz
  a0a60a79fe6f6d54e7d411facbfcc867a6e198608f2cd992490e46f04b1bcecc
  FOLDERS "${STEPGLOT_PREFIX}/utf8proc")
include(Utf8proc)

if(BUILD_TESTING)
  stepglot_find_library_sources(GOOGLETEST_FOLDER googletest/src/gtest-all.cc
    https://github.com/google/googletest/archive/refs/tags/release-1.12.1.tar.gz
    81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2
    FOLDERS "${STEPGLOT_PREFIX}/libraries/usr/src/googletest" /usr/src/googletest)
  include(GTest)
endif()
