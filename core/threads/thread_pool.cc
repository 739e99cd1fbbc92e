// Hands out pieces by counting them down.
#include "core/threads/thread_pool.h"

#include <chrono>
#include <utility>

namespace stepglot {
namespace {

#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
constexpr bool kHasThreads = false;
#else
constexpr bool kHasThreads = true;
#endif

// Some tens of microseconds: longer than what lies between two products of a
// decoding step, shorter than anybody notices.
#if defined(__x86_64__) || defined(__aarch64__)
constexpr int kSpins = 1000;
#else
constexpr int kSpins = 20000;
#endif

// How long a thread sleeps at most that waits for others: Emscripten notices a
// crash of theirs when a wait begins, and then has it fail.
constexpr std::chrono::milliseconds kLongestSleep(100);

// Leaves the processor's resources to the other thread of its core.
void Pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Waits without sleeping.
// @return whether the condition came true in that time.
template <typename Condition>
bool Spin(const Condition& condition) {
  for (int i = 0; i < kSpins; ++i) {
    if (condition()) return true;
    Pause();
  }
  return false;
}

}  // namespace

ThreadPool::ThreadPool(int threads) {
  if constexpr (!kHasThreads) return;
  for (int i = 1; i < threads; ++i) {
    helpers_.emplace_back([this] { Serve(); });
  }
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  begun_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void ThreadPool::Share(const Job& job) {
  const bool is_shared =
      !helpers_.empty() && job.pieces > 1 && !is_taken_.exchange(true);
  if (!is_shared) {
    Failure failure;
    for (int piece = 0; piece < job.pieces; ++piece) {
      try {
        job.call(job.task, piece);
      } catch (...) {
        if (!failure.error) failure.error = std::current_exception();
      }
    }
    if (failure.error) std::rethrow_exception(failure.error);
    return;
  }
  job_ = job;
  unfinished_ = job.pieces;
  // From here on helpers may claim pieces. Either a helper that is about to
  // sleep sees them, or it is seen here as one who sleeps.
  unclaimed_ = job.pieces;
  if (sleepers_ > 0) {
    {
      const std::lock_guard lock(mutex_);
    }
    begun_.notify_all();
  }
  while (HelpOut()) {
  }
  Finish();
}

// Waits for the pieces that others run.
void ThreadPool::Finish() {
  const auto is_finished = [this] { return unfinished_ == 0; };
  if (!Spin(is_finished)) {
    std::unique_lock lock(mutex_);
    owner_sleeps_ = true;
    while (!finished_.wait_for(lock, kLongestSleep, is_finished)) {
    }
    owner_sleeps_ = false;
  }
  const Failure failure = std::exchange(failure_, {});
  is_taken_ = false;
  if (failure.error) std::rethrow_exception(failure.error);
}

// What a helper does all its life.
void ThreadPool::Serve() {
  const auto is_called = [this] { return unclaimed_ > 0 || ends_; };
  while (!ends_) {
    while (HelpOut()) {
    }
    if (Spin(is_called)) continue;
    std::unique_lock lock(mutex_);
    ++sleepers_;
    begun_.wait(lock, is_called);
    --sleepers_;
  }
}

// Runs a piece that nobody has begun.
// @return false when there is none.
bool ThreadPool::HelpOut() {
  int unclaimed = unclaimed_;
  while (unclaimed > 0) {
    // Who succeeds has a piece of the job at hand, whatever happened since the
    // number was read: the job stays until all of its pieces are finished.
    if (unclaimed_.compare_exchange_weak(unclaimed, unclaimed - 1)) {
      RunPiece(job_.pieces - unclaimed);
      return true;
    }
  }
  return false;
}

void ThreadPool::RunPiece(int piece) {
  try {
    job_.call(job_.task, piece);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!failure_.error || piece < failure_.piece)
      failure_ = {piece, std::current_exception()};
  }
  if (--unfinished_ > 0 || !owner_sleeps_) return;
  {
    const std::lock_guard lock(mutex_);
  }
  finished_.notify_one();
}

}  // namespace stepglot
