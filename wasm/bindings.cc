// What the module offers to JavaScript; web/engine wraps it into the public
// API.
#include <emscripten/bind.h>

#include "core/nn/kernel_check.h"
#include "wasm/engine_threads.h"
#include "wasm/model.h"
#include "wasm/session.h"
#include "wasm/translation.h"

namespace stepglot {
namespace {

// Of this moment; a thread may let the memory grow unseen by JavaScript.
double HeapBytes() {
  constexpr double kPageBytes = 65536;
  return kPageBytes * static_cast<double>(__builtin_wasm_memory_size(0));
}

}  // namespace

EMSCRIPTEN_BINDINGS(stepglot) {
  using emscripten::class_;
  class_<NativeModel>("NativeModel")
      .function("info", &NativeModel::Info)
      .function("encode", &NativeModel::Encode)
      .function("sentences", &NativeModel::Sentences)
      .function("decode", &NativeModel::Decode)
      .function("sourcePieces", &NativeModel::SourcePieces)
      .function("targetPieces", &NativeModel::TargetPieces)
      .function("start", &NativeModel::Start)
      .function("translate", &NativeModel::Translate)
      .function("score", &NativeModel::Score)
      .function("alternatives", &NativeModel::Alternatives)
      .function("save", &NativeModel::Save);
  class_<NativeSession>("NativeSession")
      .function("step", &NativeSession::Step)
      .function("done", &NativeSession::done)
      .function("results", &NativeSession::Results)
      .function("nBest", &NativeSession::NBest)
      .function("fork", &NativeSession::Fork)
      .function("targetPieces", &NativeSession::TargetPieces)
      .function("cacheBytes", &NativeSession::CacheBytes);
  class_<NativeTranslation>("NativeTranslation")
      .function("step", &NativeTranslation::Step)
      .function("eventIndex", &NativeTranslation::EventIndex)
      .function("eventText", &NativeTranslation::EventText)
      .function("finish", &NativeTranslation::Finish)
      .function("done", &NativeTranslation::done)
      .function("results", &NativeTranslation::Results)
      .function("targetPieces", &NativeTranslation::TargetPieces);
  emscripten::function("loadModel", &LoadModel);
  emscripten::function("productsAreExact", &ProductsAreExact);
  emscripten::function("runProducts", &RunProducts);
  emscripten::function("heapBytes", &HeapBytes);
  emscripten::function("startThreads", &StartThreads);
}

}  // namespace stepglot
