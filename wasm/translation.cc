// Steps and results of a translation.
#include "wasm/translation.h"

#include "wasm/errors.h"

namespace stepglot {

using emscripten::val;

val NativeTranslation::Step() {
  return Guard([&] {
    val events = val::array();
    for (const TextEvent& event : translator_->Step()) {
      val entry = val::object();
      entry.set("index", event.index);
      entry.set("text", event.text);
      events.call<void>("push", entry);
    }
    return events;
  });
}

val NativeTranslation::Results() const {
  return Guard([&] {
    return converter_.FromEach(translator_->results(), [this](int text) {
      return translator_->NBest(text);
    });
  });
}

}  // namespace stepglot
