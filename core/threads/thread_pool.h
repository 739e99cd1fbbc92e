// ThreadPool: threads that share the pieces of one task after another.
#ifndef STEPGLOT_CORE_THREADS_THREAD_POOL_H_
#define STEPGLOT_CORE_THREADS_THREAD_POOL_H_

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace stepglot {

/// Threads that wait for work, for a while without sleeping, since the products
/// of a network follow each other within microseconds.
class ThreadPool {
 public:
  /// Starts all threads but one, which is the one that calls Run.
  /// @param threads  at least 1; where there are no threads, 1 is used.
  explicit ThreadPool(int threads);

  /// Ends its threads.
  ~ThreadPool();

  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  /// With the calling one.
  int threads() const { return static_cast<int>(helpers_.size()) + 1; }

  /// Calls task(0) to task(pieces - 1), each in any thread, and returns when
  /// all have returned. A task that calls Run runs those pieces by itself.
  /// @throws what a piece threw, the first of them if several did; the others
  /// run all the same.
  template <typename Task>
  void Run(int pieces, const Task& task) {
    Share({pieces, &task, [](const void* given, int piece) {
             (*static_cast<const Task*>(given))(piece);
           }});
  }

 private:
  struct Job {
    int pieces = 0;
    const void* task = nullptr;
    void (*call)(const void* task, int piece) = nullptr;
  };

  /// What the first piece that failed threw.
  struct Failure {
    int piece = 0;
    std::exception_ptr error;
  };

  void Share(const Job& job);
  void Finish();
  void Serve();
  bool HelpOut();
  void RunPiece(int piece);

  Job job_;  ///< read only by those who have claimed a piece of it
  std::atomic<bool> is_taken_ = false;  ///< by a call of Run
  std::atomic<int> unclaimed_ = 0;      ///< pieces that nobody has begun
  std::atomic<int> unfinished_ = 0;     ///< pieces that have not returned
  std::atomic<int> sleepers_ = 0;       ///< helpers that have to be woken
  std::atomic<bool> owner_sleeps_ = false;
  std::atomic<bool> ends_ = false;
  std::mutex mutex_;  ///< of the failure and of both conditions
  std::condition_variable begun_;
  std::condition_variable finished_;
  Failure failure_;
  std::vector<std::thread> helpers_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_THREADS_THREAD_POOL_H_
