// NativeSession: a decoding session, as JavaScript sees it.
#ifndef STEPGLOT_WASM_SESSION_H_
#define STEPGLOT_WASM_SESSION_H_

#include <emscripten/val.h>

#include <memory>
#include <utility>

#include "core/translate/session.h"
#include "wasm/results.h"

namespace stepglot {

/// A decoding session; its methods are those of the NativeSession of
/// web/engine.
class NativeSession {
 public:
  NativeSession(std::unique_ptr<Session> session, ResultConverter converter)
      : session_(std::move(session)), converter_(std::move(converter)) {}

  emscripten::val Step();
  bool done() const { return session_->done(); }
  emscripten::val Results() const;
  emscripten::val NBest(int sequence) const;

  /// @param id  a target id, or -1 for none.
  std::unique_ptr<NativeSession> Fork(int sequence, int node, int id) const;

  emscripten::val CacheBytes() const;
  emscripten::val TargetPieces(const emscripten::val& ids) const {
    return converter_.TargetPieces(ids);
  }

 private:
  std::unique_ptr<Session> session_;
  ResultConverter converter_;
};

}  // namespace stepglot

#endif  // STEPGLOT_WASM_SESSION_H_
