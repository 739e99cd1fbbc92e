// The threads of this instance of the module.
#ifndef STEPGLOT_WASM_ENGINE_THREADS_H_
#define STEPGLOT_WASM_ENGINE_THREADS_H_

#include <memory>

#include "core/threads/thread_pool.h"

namespace stepglot {

/// Starts them, for the models that are loaded afterwards. Their workers have
/// to be there already, since a page makes none while it waits.
/// @param threads  with the calling one; at least 1.
void StartThreads(int threads);

/// What the models of this instance have in common; null when there is but the
/// calling thread.
const std::shared_ptr<ThreadPool>& EngineThreads();

}  // namespace stepglot

#endif  // STEPGLOT_WASM_ENGINE_THREADS_H_
