// Steps, results and forks of a session.
#include "wasm/session.h"

#include <optional>

#include "wasm/errors.h"
#include "wasm/steps.h"

namespace stepglot {

using emscripten::val;

val NativeSession::Step() {
  return Guard([&] {
    val reports = val::array();
    for (const StepReport& report : session_->Step()) {
      reports.call<void>(
          "push", FromReport(report, session_->tree(report.search.sequence),
                             session_->model().target_tokenizer(),
                             converter_.options()));
    }
    return reports;
  });
}

val NativeSession::Results() const {
  return Guard([&] {
    return converter_.FromEach(session_->results(), [this](int sequence) {
      return session_->NBest(sequence);
    });
  });
}

val NativeSession::NBest(int sequence) const {
  return Guard(
      [&] { return converter_.FromList(session_->NBest(sequence), sequence); });
}

std::unique_ptr<NativeSession> NativeSession::Fork(int sequence, int node,
                                                   int id) const {
  return Guard([&] {
    auto fork = session_->Fork(sequence, node,
                               id < 0 ? std::nullopt : std::optional(id));
    return std::make_unique<NativeSession>(std::move(fork),
                                           converter_.Only(sequence));
  });
}

val NativeSession::CacheBytes() const {
  val result = val::object();
  const auto bytes = session_->cache_bytes();
  // As doubles: a size may pass 2^31.
  result.set("used", static_cast<double>(bytes.used));
  result.set("reserved", static_cast<double>(bytes.reserved));
  return result;
}

}  // namespace stepglot
