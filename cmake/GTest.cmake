# GoogleTest with its main function.
add_library(gtest_main STATIC EXCLUDE_FROM_ALL
  "${GOOGLETEST_FOLDER}/googletest/src/gtest-all.cc"
  "${GOOGLETEST_FOLDER}/googletest/src/gtest_main.cc")
add_library(GTest::gtest_main ALIAS gtest_main)
target_include_directories(gtest_main SYSTEM PUBLIC "${GOOGLETEST_FOLDER}/googletest/include")
target_include_directories(gtest_main PRIVATE "${GOOGLETEST_FOLDER}/googletest")
target_compile_options(gtest_main PRIVATE -w -O0) # not optimised: it is built once and hardly runs
if(EMSCRIPTEN)
  target_compile_definitions(gtest_main PUBLIC GTEST_HAS_PTHREAD=0)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(gtest_main PUBLIC Threads::Threads)
endif()
