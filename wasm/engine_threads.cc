// Keeps the threads as long as the module lives.
#include "wasm/engine_threads.h"

namespace stepglot {
namespace {

std::shared_ptr<ThreadPool>& Pool() {
  static std::shared_ptr<ThreadPool> pool;
  return pool;
}

}  // namespace

void StartThreads(int threads) {
  Pool() = std::make_shared<ThreadPool>(threads);
}

const std::shared_ptr<ThreadPool>& EngineThreads() { return Pool(); }

}  // namespace stepglot
