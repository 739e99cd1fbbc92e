// Tests that pieces run once each, whatever the threads do meanwhile.
#include "core/threads/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace stepglot {
namespace {

TEST(ThreadPool, RunsEachPieceOnce) {
  for (const int threads : {1, 2, 3, 4}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.threads(), threads);
    for (const int pieces : {0, 1, 2, 7, 100}) {
      std::vector<int> runs(pieces);
      pool.Run(pieces, [&](int piece) { ++runs[piece]; });
      EXPECT_EQ(runs, std::vector<int>(pieces, 1)) << threads;
    }
  }
}

TEST(ThreadPool, WhatPiecesWroteIsThereAfterwards) {
  ThreadPool pool(3);
  std::vector<int> values(64);
  for (int round = 1; round <= 2000; ++round) {
    pool.Run(64, [&](int piece) { values[piece] += piece; });
  }
  for (int i = 0; i < 64; ++i) EXPECT_EQ(values[i], 2000 * i);
}

TEST(ThreadPool, AThreadThatSleepsIsWoken) {
  ThreadPool pool(2);
  for (int round = 0; round < 3; ++round) {
    // Longer than helpers wait without sleeping.
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::atomic<int> begun = 0;
    // Neither piece ends before both have begun, so both threads take part.
    pool.Run(2, [&](int) {
      ++begun;
      while (begun < 2) std::this_thread::yield();
    });
    EXPECT_EQ(begun, 2);
  }
}

TEST(ThreadPool, TheCallerSleepsUntilALongPieceIsDone) {
  ThreadPool pool(2);
  std::atomic<int> begun = 0;
  std::atomic<int> ended = 0;
  const std::thread::id caller = std::this_thread::get_id();
  pool.Run(2, [&](int) {
    ++begun;
    while (begun < 2) std::this_thread::yield();
    if (std::this_thread::get_id() != caller)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ++ended;
  });
  EXPECT_EQ(ended, 2);
}

TEST(ThreadPool, APieceThatCallsRunDoesAllByItself) {
  ThreadPool pool(3);
  std::atomic<int> runs = 0;
  pool.Run(4, [&](int) {
    const std::thread::id thread = std::this_thread::get_id();
    pool.Run(5, [&](int) {
      EXPECT_EQ(std::this_thread::get_id(), thread);
      ++runs;
    });
  });
  EXPECT_EQ(runs, 20);
}

TEST(ThreadPool, ThrowsWhatTheFirstPieceThrewAndRunsTheOthers) {
  for (const int threads : {1, 3}) {
    ThreadPool pool(threads);
    for (int round = 0; round < 50; ++round) {
      std::atomic<int> runs = 0;
      std::string message;
      try {
        pool.Run(8, [&](int piece) {
          ++runs;
          if (piece > 2) throw std::runtime_error(std::to_string(piece));
        });
      } catch (const std::runtime_error& error) {
        message = error.what();
      }
      EXPECT_EQ(message, "3");
      EXPECT_EQ(runs, 8);
    }
  }
}

TEST(ThreadPool, CallersInDifferentThreadsDoNotMix) {
  ThreadPool pool(2);
  const auto call = [&pool](int& total) {
    for (int round = 0; round < 500; ++round) {
      std::vector<int> runs(4);
      pool.Run(4, [&](int piece) { ++runs[piece]; });
      for (const int count : runs) total += count;
    }
  };
  int here = 0;
  int there = 0;
  std::thread other([&] { call(there); });
  call(here);
  other.join();
  EXPECT_EQ(here, 2000);
  EXPECT_EQ(there, 2000);
}

}  // namespace
}  // namespace stepglot
