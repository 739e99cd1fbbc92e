# SentencePiece's processor with the protobuf-lite of its source archive. The library's own CMake files
# would also build the trainer and tools, and set flags for the whole project.
file(GLOB SENTENCEPIECE_PROTOBUF CONFIGURE_DEPENDS
  "${SENTENCEPIECE_FOLDER}/third_party/protobuf-lite/*.cc")

add_library(sentencepiece STATIC EXCLUDE_FROM_ALL
  ${SENTENCEPIECE_PROTOBUF}
  "${SENTENCEPIECE_FOLDER}/src/builtin_pb/sentencepiece.pb.cc"
  "${SENTENCEPIECE_FOLDER}/src/builtin_pb/sentencepiece_model.pb.cc"
  "${SENTENCEPIECE_FOLDER}/src/bpe_model.cc"
  "${SENTENCEPIECE_FOLDER}/src/char_model.cc"
  "${SENTENCEPIECE_FOLDER}/src/error.cc"
  "${SENTENCEPIECE_FOLDER}/src/filesystem.cc"
  "${SENTENCEPIECE_FOLDER}/src/model_factory.cc"
  "${SENTENCEPIECE_FOLDER}/src/model_interface.cc"
  "${SENTENCEPIECE_FOLDER}/src/normalizer.cc"
  "${SENTENCEPIECE_FOLDER}/src/sentencepiece_processor.cc"
  "${SENTENCEPIECE_FOLDER}/src/unigram_model.cc"
  "${SENTENCEPIECE_FOLDER}/src/util.cc"
  "${SENTENCEPIECE_FOLDER}/src/word_model.cc"
  "${SENTENCEPIECE_FOLDER}/third_party/absl/flags/flag.cc")
add_library(sentencepiece::sentencepiece ALIAS sentencepiece)

# The sources include a config.h that defines the name and version of the package.
set(SENTENCEPIECE_CONFIG "${PROJECT_BINARY_DIR}/sentencepiece")
file(CONFIGURE OUTPUT "${SENTENCEPIECE_CONFIG}/private/config.h"
  CONTENT "#define PACKAGE \"sentencepiece\"\n#define PACKAGE_STRING PACKAGE\n#define VERSION \"0.1.97\"\n")
# Users see the one public header, not its neighbours with names such as util.h.
configure_file("${SENTENCEPIECE_FOLDER}/src/sentencepiece_processor.h"
  "${SENTENCEPIECE_CONFIG}/public/sentencepiece_processor.h" COPYONLY)

target_include_directories(sentencepiece SYSTEM PUBLIC
  "${SENTENCEPIECE_CONFIG}/public"
  "${CMAKE_CURRENT_LIST_DIR}/sentencepiece/public")
# Not third_party itself, where absl/strings/string_view.h is another class.
target_include_directories(sentencepiece PRIVATE
  "${CMAKE_CURRENT_LIST_DIR}/sentencepiece/private"
  "${SENTENCEPIECE_CONFIG}/private"
  "${SENTENCEPIECE_FOLDER}"
  "${SENTENCEPIECE_FOLDER}/src"
  "${SENTENCEPIECE_FOLDER}/src/builtin_pb"
  "${SENTENCEPIECE_FOLDER}/third_party/protobuf-lite")
target_compile_definitions(sentencepiece
  PUBLIC _USE_TF_STRING_VIEW # include absl/strings/string_view.h, which is ours
  PRIVATE HAVE_PTHREAD=1)
target_compile_options(sentencepiece PRIVATE -w -O2)
